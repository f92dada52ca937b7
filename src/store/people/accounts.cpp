#include "store/people/accounts.h"

#include "store/people/accounts_impl.h"
#include "store/people/uploads.h"

namespace comity::store {
namespace {

constexpr std::string_view kPutPerson =
    "INSERT INTO people (actor, name, created) VALUES ($1, $2, $3) "
    "ON CONFLICT (actor) DO UPDATE SET name = excluded.name";

Person person_from(const sql::Rows& rows) {
  return {{static_cast<std::uint64_t>(rows.integer(0))}, rows.string(1), {rows.integer(2)}};
}

ActorId actor_at(const sql::Rows& rows, int column) {
  return {static_cast<std::uint64_t>(rows.integer(column))};
}

base::Result<Session> session_from(const sql::Rows& rows) {
  COMITY_TRY(const auto token, rows.hash(0));
  return Session{token, actor_at(rows, 1), {rows.integer(2)}, {rows.integer(3)}, rows.string(4)};
}

base::Status forget(sql::Connection& connection, ActorId actor) {
  for (const std::string_view table :
       {"people", "sessions", "links", "tokens", "answers", "credentials", "recovery_codes",
        "reader_keys", "saved_searches", "presences"}) {
    COMITY_CHECK(
        connection.execute("DELETE FROM " + std::string(table) + " WHERE actor = $1", actor.value));
  }
  return {};
}

base::Status insert_link(sql::Connection& connection, const Link& link) {
  COMITY_CHECK(connection.execute(
      "INSERT INTO links (token, purpose, actor, expires) VALUES ($1, $2, $3, $4)", link.token,
      link.purpose, link.actor.value, link.expires.microseconds));
  return {};
}

constexpr std::string_view kSelectTokens =
    "SELECT id, secret, actor, name, scopes, created, expires FROM tokens WHERE ";

base::Result<Token> token_from(const sql::Rows& rows) {
  COMITY_TRY(const auto secret, rows.hash(1));
  return Token{{static_cast<std::uint64_t>(rows.integer(0))},
               secret,
               {static_cast<std::uint64_t>(rows.integer(2))},
               rows.string(3),
               rows.string(4),
               {rows.integer(5)},
               {rows.integer(6)}};
}

base::Result<std::optional<std::string>> setting_in(sql::Connection& connection,
                                                    std::string_view key) {
  COMITY_TRY(const auto rows, connection.query("SELECT value FROM settings WHERE name = $1", key));
  COMITY_TRY(const bool found, rows->next());
  return found ? std::optional(rows->string(0)) : std::nullopt;
}

/// What then holds.
base::Result<std::string> set_unless_set(sql::Connection& connection, std::string_view key,
                                         std::string_view value) {
  COMITY_CHECK(connection.execute(
      "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", key,
      value));
  COMITY_TRY(auto now, setting_in(connection, key));
  return std::move(now).value_or(std::string(value));
}

/// A write of one statement.
template <typename... Values>
base::Status write(Writer& writer, std::string_view statement, const Values&... values) {
  return writer.run([&](sql::Connection& connection) -> base::Status {
    COMITY_CHECK(connection.execute(statement, values...));
    return {};
  });
}

}  // namespace

base::Status Accounts::put_person(const Person& person) {
  return write(impl_->writer, kPutPerson, person.actor.value, person.name,
               person.created.microseconds);
}

base::Result<std::optional<Person>> Accounts::person(ActorId actor) const {
  COMITY_TRY(const auto loan, impl_->readers.lend());
  COMITY_TRY(
      const auto rows,
      (*loan).query("SELECT actor, name, created FROM people WHERE actor = $1", actor.value));
  COMITY_TRY(const bool found, rows->next());
  return found ? std::optional(person_from(*rows)) : std::nullopt;
}

base::Result<std::vector<Person>> Accounts::people() const {
  COMITY_TRY(const auto loan, impl_->readers.lend());
  COMITY_TRY(const auto rows,
             (*loan).query("SELECT actor, name, created FROM people ORDER BY created, actor"));
  std::vector<Person> all;
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return all;
    all.push_back(person_from(*rows));
  }
}

base::Status Accounts::erase_person(ActorId actor) {
  return impl_->writer.run([&](sql::Connection& connection) { return forget(connection, actor); });
}

base::Status Accounts::put_session(const Session& session) {
  return impl_->writer.run(
      [&](sql::Connection& connection) { return write_session(connection, session); });
}

base::Result<std::optional<Session>> Accounts::session(const base::Hash& token,
                                                       base::Time now) const {
  COMITY_TRY(const auto loan, impl_->readers.lend());
  COMITY_TRY(const auto rows,
             (*loan).query("SELECT token, actor, created, expires, how FROM sessions WHERE "
                           "token = $1 AND expires > $2",
                           token, now.microseconds));
  COMITY_TRY(const bool found, rows->next());
  if (!found) return std::optional<Session>{};
  COMITY_TRY(auto session, session_from(*rows));
  return std::optional(std::move(session));
}

base::Status Accounts::end_session(const base::Hash& token) {
  return write(impl_->writer, "DELETE FROM sessions WHERE token = $1", token);
}

base::Result<std::vector<Session>> Accounts::sessions(base::Time now) const {
  COMITY_TRY(const auto loan, impl_->readers.lend());
  COMITY_TRY(const auto rows,
             (*loan).query("SELECT token, actor, created, expires, how FROM sessions WHERE "
                           "expires > $1 ORDER BY created, token",
                           now.microseconds));
  std::vector<Session> all;
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return all;
    COMITY_TRY(auto session, session_from(*rows));
    all.push_back(std::move(session));
  }
}

base::Status Accounts::end_sessions(ActorId actor, const base::Hash& but) {
  return write(impl_->writer, "DELETE FROM sessions WHERE actor = $1 AND token <> $2", actor.value,
               but);
}

base::Result<std::vector<RoleRecord>> Accounts::roles(std::optional<ActorId> person) const {
  COMITY_TRY(const auto loan, impl_->readers.lend());
  COMITY_TRY(const auto rows,
             person
                 ? (*loan).query("SELECT space, person, role FROM roles WHERE person = $1 "
                                 "ORDER BY space",
                                 person->value)
                 : (*loan).query("SELECT space, person, role FROM roles ORDER BY space, person"));
  std::vector<RoleRecord> all;
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return all;
    all.push_back(
        {{static_cast<std::uint64_t>(rows->integer(0))}, actor_at(*rows, 1), rows->string(2)});
  }
}

base::Status Accounts::put_link(const Link& link) {
  return impl_->writer.run(
      [&](sql::Connection& connection) { return insert_link(connection, link); });
}

base::Result<std::vector<Link>> Accounts::links(std::string_view purpose, base::Time now) const {
  COMITY_TRY(const auto loan, impl_->readers.lend());
  COMITY_TRY(const auto rows,
             (*loan).query("SELECT token, purpose, actor, expires FROM links WHERE purpose = $1 "
                           "AND expires > $2 ORDER BY expires",
                           purpose, now.microseconds));
  std::vector<Link> all;
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return all;
    COMITY_TRY(const auto token, rows->hash(0));
    all.push_back({token, rows->string(1), actor_at(*rows, 2), {rows->integer(3)}});
  }
}

base::Result<std::optional<Link>> Accounts::use_link(const base::Hash& token,
                                                     std::string_view purpose, base::Time now) {
  std::optional<Link> used;
  const auto done = impl_->writer.run([&](sql::Connection& connection) -> base::Status {
    COMITY_TRY(used, spend_link(connection, token, purpose, now));
    return {};
  });
  COMITY_CHECK(done);
  return used;
}

base::Status Accounts::put_token(const Token& token) {
  return write(impl_->writer,
               "INSERT INTO tokens (secret, id, actor, name, scopes, created, expires) "
               "VALUES ($1, $2, $3, $4, $5, $6, $7)",
               token.secret, token.id.value, token.actor.value, token.name, token.scopes,
               token.created.microseconds, token.expires.microseconds);
}

base::Result<std::optional<Token>> Accounts::token(const base::Hash& secret, base::Time now) const {
  COMITY_TRY(const auto loan, impl_->readers.lend());
  COMITY_TRY(const auto rows,
             (*loan).query(std::string(kSelectTokens) + "secret = $1 AND expires > $2", secret,
                           now.microseconds));
  COMITY_TRY(const bool found, rows->next());
  if (!found) return std::optional<Token>{};
  COMITY_TRY(auto token, token_from(*rows));
  return std::optional(std::move(token));
}

base::Result<std::vector<Token>> Accounts::tokens(ActorId actor, base::Time now) const {
  COMITY_TRY(const auto loan, impl_->readers.lend());
  COMITY_TRY(const auto rows, (*loan).query(std::string(kSelectTokens) +
                                                "actor = $1 AND expires > $2 ORDER BY created, id",
                                            actor.value, now.microseconds));
  std::vector<Token> all;
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return all;
    COMITY_TRY(auto token, token_from(*rows));
    all.push_back(std::move(token));
  }
}

base::Result<bool> Accounts::end_token(ActorId actor, TokenId id) {
  std::int64_t ended = 0;
  const auto done = impl_->writer.run([&](sql::Connection& connection) -> base::Status {
    COMITY_TRY(ended, connection.execute("DELETE FROM tokens WHERE actor = $1 AND id = $2",
                                         actor.value, id.value));
    return {};
  });
  COMITY_CHECK(done);
  return ended > 0;
}

base::Status Accounts::prune(base::Time now) {
  return impl_->writer.run([&](sql::Connection& connection) -> base::Status {
    for (const std::string_view table : {"sessions", "links", "tokens"}) {
      COMITY_CHECK(connection.execute("DELETE FROM " + std::string(table) + " WHERE expires <= $1",
                                      now.microseconds));
    }
    return {};
  });
}

base::Result<std::optional<std::string>> Accounts::setting(std::string_view key) const {
  COMITY_TRY(const auto loan, impl_->readers.lend());
  return setting_in(*loan, key);
}

base::Status Accounts::put_setting(std::string_view key, std::string_view value) {
  return write(impl_->writer,
               "INSERT INTO settings (name, value) VALUES ($1, $2) "
               "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
               key, value);
}

base::Result<std::string> Accounts::setting_or(std::string_view key, std::string_view value) {
  std::string holds;
  const auto done = impl_->writer.run([&](sql::Connection& connection) -> base::Status {
    COMITY_TRY(holds, set_unless_set(connection, key, value));
    return {};
  });
  COMITY_CHECK(done);
  return holds;
}

base::Result<ActorId> Accounts::owner_or(const Person& first) {
  const std::string id = base::crockford(first.actor.value);
  std::string owner;
  // A kill between the two would leave an owner without a name.
  const auto done = impl_->writer.run([&](sql::Connection& connection) -> base::Status {
    COMITY_TRY(owner, set_unless_set(connection, "owner", id));
    if (owner != id) return {};
    COMITY_CHECK(
        connection.execute(kPutPerson, first.actor.value, first.name, first.created.microseconds));
    return {};
  });
  COMITY_CHECK(done);
  COMITY_TRY(const auto value, base::from_crockford(owner));
  return ActorId{value};
}

base::Status write_people(sql::Connection& connection, const PeopleChange& change) {
  if (const auto& person = change.added) {
    COMITY_CHECK(connection.execute(kPutPerson, person->actor.value, person->name,
                                    person->created.microseconds));
  }
  if (const auto& link = change.link) {
    COMITY_CHECK(connection.execute("DELETE FROM links WHERE actor = $1 AND purpose = $2",
                                    link->actor.value, link->purpose));
    COMITY_CHECK(insert_link(connection, *link));
  }
  for (const auto& upload : change.uploads) COMITY_CHECK(take_upload(connection, upload));
  return change.erased ? forget(connection, *change.erased) : base::Status();
}

base::Status write_session(sql::Connection& connection, const Session& session) {
  COMITY_CHECK(
      connection.execute("INSERT INTO sessions (token, actor, created, expires, how, held) "
                         "VALUES ($1, $2, $3, $4, $5, $6) "
                         "ON CONFLICT (token) DO UPDATE SET expires = excluded.expires",
                         session.token, session.actor.value, session.created.microseconds,
                         session.expires.microseconds, session.how, sql::Blob{session.held}));
  return {};
}

base::Result<std::optional<Link>> spend_link(sql::Connection& connection, const base::Hash& token,
                                             std::string_view purpose, base::Time now) {
  Link link{token, std::string(purpose), {}, {}};
  {
    COMITY_TRY(const auto rows,
               connection.query("SELECT actor, expires FROM links WHERE token = $1 AND "
                                "purpose = $2 AND expires > $3",
                                token, purpose, now.microseconds));
    COMITY_TRY(const bool found, rows->next());
    if (!found) return std::optional<Link>{};
    link.actor = actor_at(*rows, 0);
    link.expires = {rows->integer(1)};
  }
  COMITY_CHECK(connection.execute("DELETE FROM links WHERE token = $1", token));
  return std::optional(std::move(link));
}

}  // namespace comity::store
