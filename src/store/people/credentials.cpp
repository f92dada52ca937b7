#include "store/people/credentials.h"

#include "store/people/accounts_impl.h"

namespace comity::store {
namespace {

using base::Result;
using base::Status;

constexpr std::string_view kSelectCredentials =
    "SELECT actor, sign_in, password, factor, factor_holds, step FROM credentials WHERE ";

Credential credential_from(const sql::Rows& rows) {
  return {{static_cast<std::uint64_t>(rows.integer(0))},
          rows.string(1),
          rows.string(2),
          std::string(rows.blob(3)),
          rows.integer(4) != 0,
          rows.integer(5)};
}

Result<std::optional<Credential>> first_credential(sql::Rows& rows) {
  COMITY_TRY(const bool found, rows.next());
  return found ? std::optional(credential_from(rows)) : std::nullopt;
}

Status free_for(sql::Connection& connection, ActorId person, std::string_view sign_in) {
  COMITY_TRY(const auto other,
             connection.integer("SELECT actor FROM credentials WHERE sign_in = $1 AND actor <> $2",
                                sign_in, person.value));
  if (!other) return {};
  return base::fail(base::ErrorKind::conflict, "another person signs in with this name", "name",
                    "choose another: with a second name, or the name of your office");
}

Status put_credential(sql::Connection& connection, ActorId person, std::string_view name,
                      std::string_view sign_in, std::string_view password) {
  COMITY_CHECK(free_for(connection, person, sign_in));
  COMITY_CHECK(connection.execute(
      "INSERT INTO credentials (actor, sign_in, password, factor, factor_holds, step) "
      "VALUES ($1, $2, $3, $4, 0, 0) ON CONFLICT (actor) DO UPDATE SET "
      "sign_in = excluded.sign_in, password = excluded.password",
      person.value, sign_in, password, sql::Blob{std::string_view("")}));
  COMITY_CHECK(
      connection.execute("UPDATE people SET name = $2 WHERE actor = $1", person.value, name));
  return {};
}

Status drop_factor(sql::Connection& connection, ActorId person) {
  COMITY_CHECK(connection.execute(
      "UPDATE credentials SET factor = $2, factor_holds = 0, step = 0 WHERE actor = $1",
      person.value, sql::Blob{std::string_view("")}));
  COMITY_CHECK(connection.execute("DELETE FROM recovery_codes WHERE actor = $1", person.value));
  return {};
}

}  // namespace

Result<std::optional<Credential>> Credentials::of(ActorId person) const {
  COMITY_TRY(const auto loan, impl_->readers.lend());
  COMITY_TRY(const auto rows,
             (*loan).query(std::string(kSelectCredentials) + "actor = $1", person.value));
  return first_credential(*rows);
}

Result<std::optional<Credential>> Credentials::named(std::string_view sign_in) const {
  COMITY_TRY(const auto loan, impl_->readers.lend());
  COMITY_TRY(const auto rows,
             (*loan).query(std::string(kSelectCredentials) + "sign_in = $1", sign_in));
  return first_credential(*rows);
}

Result<std::vector<Credential>> Credentials::all() const {
  COMITY_TRY(const auto loan, impl_->readers.lend());
  COMITY_TRY(const auto rows,
             (*loan).query("SELECT actor, sign_in, factor_holds FROM credentials ORDER BY actor"));
  std::vector<Credential> all;
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return all;
    all.push_back({{static_cast<std::uint64_t>(rows->integer(0))},
                   rows->string(1),
                   {},
                   {},
                   rows->integer(2) != 0,
                   0});
  }
}

Result<std::optional<ActorId>> Credentials::accept(const Acceptance& acceptance) {
  std::optional<ActorId> person;
  const auto done = impl_->writer.run([&](sql::Connection& connection) -> Status {
    person.reset();
    COMITY_TRY(const auto link,
               spend_link(connection, acceptance.link, "invitation", acceptance.now));
    if (!link) return {};
    COMITY_CHECK(put_credential(connection, link->actor, acceptance.name, acceptance.sign_in,
                                acceptance.password));
    COMITY_CHECK(drop_factor(connection, link->actor));
    COMITY_CHECK(connection.execute("DELETE FROM sessions WHERE actor = $1", link->actor.value));
    if (acceptance.key) {
      auto key = *acceptance.key;
      key.person = link->actor;
      COMITY_CHECK(write_reader_key(connection, key));
    }
    auto session = acceptance.session;
    session.actor = link->actor;
    COMITY_CHECK(write_session(connection, session));
    person = link->actor;
    return {};
  });
  COMITY_CHECK(done);
  return person;
}

Status Credentials::put_password(ActorId person, std::string_view name, std::string_view sign_in,
                                 std::string_view password, const HeldSession& session,
                                 const ReaderKey& key) {
  return impl_->writer.run([&](sql::Connection& connection) -> Status {
    COMITY_CHECK(put_credential(connection, person, name, sign_in, password));
    COMITY_CHECK(write_reader_key(connection, key));
    COMITY_CHECK(connection.execute("DELETE FROM sessions WHERE actor = $1 AND token <> $2",
                                    person.value, session.token));
    COMITY_CHECK(connection.execute("UPDATE sessions SET held = $2 WHERE token = $1", session.token,
                                    sql::Blob{session.held}));
    return {};
  });
}

Status Credentials::offer_factor(ActorId person, std::string_view secret) {
  return impl_->writer.run([&](sql::Connection& connection) -> Status {
    COMITY_CHECK(connection.execute(
        "UPDATE credentials SET factor = $2, step = 0 WHERE actor = $1 AND factor_holds = 0",
        person.value, sql::Blob{secret}));
    return {};
  });
}

Status Credentials::confirm_factor(ActorId person, std::int64_t step,
                                   std::span<const base::Hash> codes) {
  return impl_->writer.run([&](sql::Connection& connection) -> Status {
    COMITY_CHECK(connection.execute(
        "UPDATE credentials SET factor_holds = 1, step = $2 WHERE actor = $1", person.value, step));
    COMITY_CHECK(connection.execute("DELETE FROM recovery_codes WHERE actor = $1", person.value));
    for (const auto& code : codes) {
      COMITY_CHECK(connection.execute("INSERT INTO recovery_codes (actor, code) VALUES ($1, $2)",
                                      person.value, code));
    }
    return {};
  });
}

Status Credentials::end_factor(ActorId person) {
  return impl_->writer.run(
      [&](sql::Connection& connection) { return drop_factor(connection, person); });
}

Result<bool> Credentials::spend_step(ActorId person, std::int64_t step) {
  std::int64_t spent = 0;
  const auto done = impl_->writer.run([&](sql::Connection& connection) -> Status {
    COMITY_TRY(spent,
               connection.execute("UPDATE credentials SET step = $2 WHERE actor = $1 AND step < $2",
                                  person.value, step));
    return {};
  });
  COMITY_CHECK(done);
  return spent > 0;
}

Result<bool> Credentials::spend_code(ActorId person, const base::Hash& code) {
  std::int64_t spent = 0;
  const auto done = impl_->writer.run([&](sql::Connection& connection) -> Status {
    COMITY_TRY(spent,
               connection.execute("DELETE FROM recovery_codes WHERE actor = $1 AND code = $2",
                                  person.value, code));
    return {};
  });
  COMITY_CHECK(done);
  return spent > 0;
}

Result<std::size_t> Credentials::codes_left(ActorId person) const {
  COMITY_TRY(const auto loan, impl_->readers.lend());
  COMITY_TRY(const auto count,
             (*loan).integer("SELECT count(*) FROM recovery_codes WHERE actor = $1", person.value));
  return static_cast<std::size_t>(count.value_or(0));
}

}  // namespace comity::store
