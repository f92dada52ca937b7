#pragma once

#include <optional>
#include <vector>

#include "service/sealing/boxes.h"
#include "service/sealing/sealing.h"

// The keys of a call: who opens them, and with what.
namespace comity::service {

/// A call's space and, where its readers were named, its keys.
struct CallRing {
  store::Space space;
  std::optional<store::CallKeysRecord> record;
};
/// not_found: the space.
[[nodiscard]] base::Result<CallRing> ring_of(Installation& installation, const CallName& call);

/// Somebody whom a call's readers or administrators may be.
struct KeyHolder {
  store::ActorId person;
  std::string name;
  bool reads = false;        ///< may read what is internal in the space, today
  bool administers = false;  ///< likewise
  std::string key;           ///< public; empty where they have none
};
/// Nobody where the account was closed.
[[nodiscard]] base::Result<std::optional<KeyHolder>> holder(Installation& installation,
                                                            store::ActorId person,
                                                            std::string_view space);
/// All who may read what is internal in the space, by name.
[[nodiscard]] base::Result<std::vector<KeyHolder>> holders(Installation& installation,
                                                           std::string_view space);

enum class ReaderState : std::uint8_t {
  reads,
  no_key,   ///< has not signed in by password yet
  new_key,  ///< the secret was sealed to another key, or not at all
  no_role,  ///< may not read what is internal any more, or the account was closed
};
[[nodiscard]] std::string_view name_of(ReaderState state);
[[nodiscard]] ReaderState state_of(const store::CallKeyed& keys, const store::SealedShare& reader,
                                   const std::optional<KeyHolder>& holder);

/// The shares that two administrators gave to that key, or fewer; each place once.
[[nodiscard]] std::vector<const store::GivenShare*> given_to(const store::CallKeyed& keys,
                                                             store::ActorId person,
                                                             std::string_view key);

/// What the actor's session opens: the last of the call's pairs. forbidden, as opener_of().
[[nodiscard]] base::Result<KeyPair> last_pair(Installation& installation, const Actor& actor,
                                              const CallName& call, const CallRing& ring);
/// All pairs, the last one given, each from the one after it. corrupt.
[[nodiscard]] base::Result<std::vector<KeyPair>> all_pairs(const store::CallKeyed& keys,
                                                           KeyPair last);

/// The same readers or others, with a new key and shares for the administrators among `all`.
/// `last`: the pair of now, where there is one.
[[nodiscard]] store::CallKeyed new_ring(const CallName& call, const CallRing& ring,
                                        const std::vector<KeyHolder>& readers,
                                        const std::vector<KeyHolder>& all,
                                        const std::optional<KeyPair>& last);

}  // namespace comity::service
