#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/people/accounts.h"
#include "store/people/reader_keys.h"

namespace comity::store {

/// How a person signs in.
struct Credential {
  ActorId person;
  std::string sign_in;        ///< the name they sign in with, folded; nobody else's
  std::string password;       ///< as libsodium's crypto_pwhash_str writes it
  std::string factor;         ///< secret of the second factor; empty without one
  bool factor_holds = false;  ///< a code has shown that the person has it
  std::int64_t step = 0;      ///< the last time step whose code was spent
};

/// What a person says who takes up an account by their one-time link.
struct Acceptance {
  base::Hash link;
  base::Time now;
  std::string name;
  std::string sign_in;
  std::string password;
  Session session;                    ///< its actor is filled in
  std::optional<ReaderKey> key = {};  ///< in place of the person's; its person is filled in
};

/// A session that goes on, and the person's secret key as it holds it.
struct HeldSession {
  base::Hash token;
  std::string held;
};

/// How people sign in; not journalled, and in no backup. Thread-safe; each write is one
/// transaction, durable when it returns.
class Credentials {
 public:
  explicit Credentials(Accounts::Impl& impl) : impl_(&impl) {}

  [[nodiscard]] base::Result<std::optional<Credential>> of(ActorId person) const;
  [[nodiscard]] base::Result<std::optional<Credential>> named(std::string_view sign_in) const;
  /// Everyone's, without secrets.
  [[nodiscard]] base::Result<std::vector<Credential>> all() const;

  /// Spends the link; sets name and password, takes the second factor and other sessions away, and
  /// begins the session. Nothing where the link does not hold. conflict: another person signs in
  /// with the name; the link then holds on.
  [[nodiscard]] base::Result<std::optional<ActorId>> accept(const Acceptance& acceptance);
  /// Sets name and password of a person who may have none yet, and ends their sessions but one,
  /// which then holds the key. conflict as above.
  [[nodiscard]] base::Status put_password(ActorId person, std::string_view name,
                                          std::string_view sign_in, std::string_view password,
                                          const HeldSession& session, const ReaderKey& key);

  /// A secret that holds once a code has shown it.
  [[nodiscard]] base::Status offer_factor(ActorId person, std::string_view secret);
  /// It holds, the code of this step is spent, and there are these recovery codes (SHA-256), no
  /// others.
  [[nodiscard]] base::Status confirm_factor(ActorId person, std::int64_t step,
                                            std::span<const base::Hash> codes);
  [[nodiscard]] base::Status end_factor(ActorId person);
  /// Of any number at once, one spends the code of a step, and of each later one.
  [[nodiscard]] base::Result<bool> spend_step(ActorId person, std::int64_t step);
  [[nodiscard]] base::Result<bool> spend_code(ActorId person, const base::Hash& code);
  [[nodiscard]] base::Result<std::size_t> codes_left(ActorId person) const;

 private:
  Accounts::Impl* impl_;
};

}  // namespace comity::store
