#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "service/installation.h"

// Replies that only named readers can open (docs/decisions/0027-sealed-replies.md). A call has a
// key pair from when its readers are named; what is sealed to it is opened in a session of a named
// reader who signed in by password, and nowhere else. Nothing here knows what a call is: any id
// will do.
namespace comity::service {

/// A call, by the space that asks and its id there.
struct CallName {
  std::string id;
  std::string space = std::string(kOwnSpace);
};

/// Bytes that were sealed, with the public key that they were sealed to. They may be kept, copied
/// and backed up like any others. 137 bytes longer than what was sealed, and 17 more for each 64
/// KiB or part of them.
struct Sealed {
  std::string bytes;
};

/// Whether a call can receive sealed replies; why not, and the mend, where it cannot.
struct Reception {
  bool possible = false;
  std::string why;
  std::string mend;
};
[[nodiscard]] base::Result<Reception> can_receive_sealed(Installation& installation,
                                                         const CallName& call);

/// Seals to the call's key of now. Needs nobody to be signed in. unavailable: as
/// can_receive_sealed() says.
[[nodiscard]] base::Result<Sealed> seal(Installation& installation, const CallName& call,
                                        std::string_view bytes);

/// What a named reader's session opens of one call: made once for many replies.
class CallOpener {
 public:
  struct Keys;
  explicit CallOpener(std::unique_ptr<const Keys> keys);
  CallOpener(CallOpener&&) noexcept;
  CallOpener& operator=(CallOpener&&) noexcept;
  ~CallOpener();

  /// corrupt: changed since it was sealed, or sealed to another call.
  [[nodiscard]] base::Result<std::string> open(const Sealed& sealed) const;

 private:
  std::unique_ptr<const Keys> keys_;
};

/// forbidden, with the mend: not a named reader, a token, a session without the reader's key, or a
/// new key to which the call's secret was not given yet.
[[nodiscard]] base::Result<CallOpener> opener_of(Installation& installation, const Actor& actor,
                                                 const CallName& call);
/// One of them. Errors of both.
[[nodiscard]] base::Result<std::string> open_sealed(Installation& installation, const Actor& actor,
                                                    const CallName& call, const Sealed& sealed);

/// For who comes back with a code that nobody can guess (100 random bits or more) and is kept
/// nowhere: what they sent, sealed to that code alone.
[[nodiscard]] Sealed seal_to_code(std::string_view code, std::string_view bytes);
/// corrupt: changed since, or sealed to another code.
[[nodiscard]] base::Result<std::string> open_by_code(std::string_view code, const Sealed& sealed);

struct NamingWish {
  std::vector<std::string> people;  ///< ids of all who shall read, in any order
  store::EntryNumber seen = 0;      ///< `version` of readers_of(); 0: nobody was named yet
};
/// Names the readers of a call, in place of those before: a new key for what comes from now on, its
/// secret sealed to each reader's own key, the earlier ones reachable from it, and a share for each
/// administrator who has a key, of which two together recover. The first time an editor names them,
/// later one of the readers, whose session holds the secret. Who has no key yet, or a new one, is
/// given the secret by naming the same people again. forbidden, not_found (a person), invalid_input
/// (no role, nobody with a key), conflict (`seen`).
[[nodiscard]] base::Result<base::JsonObject> name_readers(Installation& installation,
                                                          const Actor& actor, const CallName& call,
                                                          const NamingWish& wish);
/// `{"readers": [{"id", "name", "state", "fingerprint", "you"}], "recovery": {"administrators":
/// [{"id", "name"}], "possible", "for": [{"id", "name", "given"}]}, "candidates": [{"id", "name",
/// "key", "named"}], "version", "reception": {"possible", "why", "mend"}, "may": {"name",
/// "recover"}}`. `state` is "reads", "no_key", "new_key" (the secret must be given again) or
/// "no_role". For those who may read what is internal. forbidden.
[[nodiscard]] base::Result<base::JsonObject> readers_of(Installation& installation,
                                                        const Actor& actor, const CallName& call);
/// An administrator gives their share of the call's secret to a person: when two have, that person
/// is a reader, and neither of the two has seen the secret. forbidden (no share, no key in this
/// session), not_found, invalid_input (the person has no key or no role), conflict (given already,
/// or changed meanwhile).
[[nodiscard]] base::Result<base::JsonObject> recover(Installation& installation, const Actor& actor,
                                                     const CallName& call, std::string_view person);

}  // namespace comity::service
