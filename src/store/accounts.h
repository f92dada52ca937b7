#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/hash.h"
#include "base/id.h"
#include "base/result.h"
#include "store/journal.h"

namespace comity::store {

/// A person by the random id that the journal carries; the name can be erased.
struct Person {
  ActorId actor;
  std::string name;
  base::Time created;
};

struct Session {
  base::Hash token;  ///< SHA-256 of the token, which itself is never kept
  ActorId actor;
  base::Time created;
  base::Time expires;
};

/// A one-time link.
struct Link {
  base::Hash token;     ///< SHA-256 of the token
  std::string purpose;  ///< "owner"
  ActorId actor;        ///< who signs in by it
  base::Time expires;
};

using TokenId = base::Id<struct TokenTag>;

/// A secret by which a program acts for a person.
struct Token {
  TokenId id;          ///< names it without being it
  base::Hash secret;   ///< SHA-256 of the secret
  ActorId actor;       ///< for whom it acts
  std::string name;    ///< what it is for, in the person's words
  std::string scopes;  ///< words parted by spaces
  base::Time created;
  base::Time expires;
};

/// People, sessions, one-time links, tokens and settings of the installation. They are not
/// journalled: they are secrets or may be erased. Thread-safe; each write is durable when it
/// returns.
class Accounts {
 public:
  struct Impl;
  explicit Accounts(Impl& impl) : impl_(&impl) {}

  /// Adds or renames.
  [[nodiscard]] base::Status put_person(const Person& person);
  [[nodiscard]] base::Result<std::optional<Person>> person(ActorId actor) const;
  [[nodiscard]] base::Result<std::vector<Person>> people() const;
  /// The journal keeps the id, whose name is then known to nobody. Ends the person's sessions and
  /// tokens.
  [[nodiscard]] base::Status erase_person(ActorId actor);

  [[nodiscard]] base::Status put_session(const Session& session);
  /// Nothing when unknown or expired at `now`.
  [[nodiscard]] base::Result<std::optional<Session>> session(const base::Hash& token,
                                                             base::Time now) const;
  [[nodiscard]] base::Status end_session(const base::Hash& token);

  [[nodiscard]] base::Status put_link(const Link& link);
  /// Uses the link up: of any number of callers at once, one gets it. Nothing when unknown, used or
  /// expired at `now`.
  [[nodiscard]] base::Result<std::optional<Link>> use_link(const base::Hash& token, base::Time now);

  [[nodiscard]] base::Status put_token(const Token& token);
  /// Nothing when unknown or expired at `now`.
  [[nodiscard]] base::Result<std::optional<Token>> token(const base::Hash& secret,
                                                         base::Time now) const;
  /// Those of a person that hold at `now`, in the order made.
  [[nodiscard]] base::Result<std::vector<Token>> tokens(ActorId actor, base::Time now) const;
  /// Ends a token of that person; false when there is none.
  [[nodiscard]] base::Result<bool> end_token(ActorId actor, TokenId id);

  /// Takes away sessions, links and tokens that ended before `now`.
  [[nodiscard]] base::Status prune(base::Time now);

  [[nodiscard]] base::Result<std::optional<std::string>> setting(std::string_view key) const;
  [[nodiscard]] base::Status put_setting(std::string_view key, std::string_view value);
  /// Sets it unless it is set; gives the value that then holds. One winner among many callers.
  [[nodiscard]] base::Result<std::string> setting_or(std::string_view key, std::string_view value);
  /// Whom the setting "owner" names, as base::crockford writes it; `first` with their name where
  /// there is nobody yet.
  [[nodiscard]] base::Result<ActorId> owner_or(const Person& first);

 private:
  Impl* impl_;
};

}  // namespace comity::store
