#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/hash.h"
#include "base/id.h"
#include "base/result.h"
#include "store/journal/journal.h"

namespace comity::store {

namespace sql {
class Connection;
}

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
  std::string how = {};   ///< how its person signed in: "link", "password", "factor", "recovery"
  std::string held = {};  ///< the person's secret key, wrapped by the token; written, not read back
};

/// A one-time link.
struct Link {
  base::Hash token;     ///< SHA-256 of the token
  std::string purpose;  ///< "owner", or "invitation": take up an account
  ActorId actor;        ///< who signs in by it
  base::Time expires;
};

/// Which role a person has in a space, as its journal says.
struct RoleRecord {
  SpaceId space;
  ActorId person;
  std::string role;
};

using UploadId = base::Id<struct UploadTag>;

/// A file that was sent ahead of a reply (uploads.h) goes with it.
struct TakenUpload {
  UploadId upload;
  base::Hash mark;     ///< by which the reply's sender, and nobody else, sees that it did
  base::Time expires;  ///< until when the mark stays
};

/// What is written beside the journal with the entries that say so: all of it or nothing.
struct PeopleChange {
  std::optional<Person> added;
  std::optional<Link> link;  ///< in place of that person's earlier ones of its purpose
  std::optional<ActorId> erased;
  std::vector<TakenUpload> uploads = {};  ///< their parts are erased, the marks stay
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
  /// The journal keeps the id, whose name is then known to nobody. Ends the person's sessions,
  /// links and tokens; forgets how they signed in.
  [[nodiscard]] base::Status erase_person(ActorId actor);

  [[nodiscard]] base::Status put_session(const Session& session);
  /// Nothing when unknown or expired at `now`.
  [[nodiscard]] base::Result<std::optional<Session>> session(const base::Hash& token,
                                                             base::Time now) const;
  [[nodiscard]] base::Status end_session(const base::Hash& token);
  /// Those of all people that hold at `now`, in the order begun.
  [[nodiscard]] base::Result<std::vector<Session>> sessions(base::Time now) const;
  /// Ends those of a person, `but` one.
  [[nodiscard]] base::Status end_sessions(ActorId actor, const base::Hash& but);

  /// The roles of a person, or of everyone.
  [[nodiscard]] base::Result<std::vector<RoleRecord>> roles(std::optional<ActorId> person) const;

  [[nodiscard]] base::Status put_link(const Link& link);
  /// Those of a purpose that hold at `now`.
  [[nodiscard]] base::Result<std::vector<Link>> links(std::string_view purpose,
                                                      base::Time now) const;
  /// Uses the link of that purpose up: of any number of callers at once, one gets it. Nothing when
  /// unknown, used or expired at `now`.
  [[nodiscard]] base::Result<std::optional<Link>> use_link(const base::Hash& token,
                                                           std::string_view purpose,
                                                           base::Time now);

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

/// Within a transaction of the caller's.
[[nodiscard]] base::Status write_people(sql::Connection& connection, const PeopleChange& change);
[[nodiscard]] base::Status write_session(sql::Connection& connection, const Session& session);
/// As Accounts::use_link().
[[nodiscard]] base::Result<std::optional<Link>> spend_link(sql::Connection& connection,
                                                           const base::Hash& token,
                                                           std::string_view purpose,
                                                           base::Time now);

}  // namespace comity::store
