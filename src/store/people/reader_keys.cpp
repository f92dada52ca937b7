#include "store/people/reader_keys.h"

#include "store/people/accounts_impl.h"

namespace comity::store {
namespace {

using base::Result;
using base::Status;

ReaderKey reader_key_from(const sql::Rows& rows) {
  return {{static_cast<std::uint64_t>(rows.integer(0))},
          std::string(rows.blob(1)),
          std::string(rows.blob(2)),
          {rows.integer(3)}};
}

Result<std::optional<ReaderKey>> reader_key_in(sql::Connection& connection, ActorId person) {
  COMITY_TRY(const auto rows,
             connection.query("SELECT actor, public_key, wrapped, made FROM reader_keys WHERE "
                              "actor = $1",
                              person.value));
  COMITY_TRY(const bool found, rows->next());
  return found ? std::optional(reader_key_from(*rows)) : std::nullopt;
}

Result<std::vector<ReaderKey>> reader_keys_in(sql::Connection& connection) {
  COMITY_TRY(const auto rows,
             connection.query("SELECT actor, public_key, wrapped, made FROM reader_keys ORDER BY "
                              "actor"));
  std::vector<ReaderKey> all;
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return all;
    all.push_back(reader_key_from(*rows));
  }
}

}  // namespace

Result<std::optional<ReaderKey>> ReaderKeys::of(ActorId person) const {
  COMITY_TRY(const auto loan, impl_->readers.lend());
  return reader_key_in(*loan, person);
}

Result<std::vector<ReaderKey>> ReaderKeys::all() const {
  COMITY_TRY(const auto loan, impl_->readers.lend());
  return reader_keys_in(*loan);
}

Result<ReaderKey> ReaderKeys::put_first(const ReaderKey& key) {
  auto holds = key;
  const auto done = impl_->writer.run([&](sql::Connection& connection) -> Status {
    COMITY_CHECK(connection.execute(
        "INSERT INTO reader_keys (actor, public_key, wrapped, made) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (actor) DO NOTHING",
        key.person.value, sql::Blob{key.key}, sql::Blob{key.wrapped}, key.made.microseconds));
    COMITY_TRY(auto now, reader_key_in(connection, key.person));
    if (now) holds = *std::move(now);
    return {};
  });
  COMITY_CHECK(done);
  return holds;
}

Result<std::string> ReaderKeys::held(const base::Hash& session, base::Time now) const {
  COMITY_TRY(const auto loan, impl_->readers.lend());
  COMITY_TRY(const auto rows,
             (*loan).query("SELECT held FROM sessions WHERE token = $1 AND expires > $2", session,
                           now.microseconds));
  COMITY_TRY(const bool found, rows->next());
  return found && !rows->is_null(0) ? std::string(rows->blob(0)) : std::string();
}

Status write_reader_key(sql::Connection& connection, const ReaderKey& key) {
  COMITY_CHECK(connection.execute(
      "INSERT INTO reader_keys (actor, public_key, wrapped, made) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (actor) DO UPDATE SET public_key = excluded.public_key, "
      "wrapped = excluded.wrapped, made = excluded.made",
      key.person.value, sql::Blob{key.key}, sql::Blob{key.wrapped}, key.made.microseconds));
  return {};
}

Status copy_reader_keys(sql::Connection& from, sql::Connection& to) {
  COMITY_TRY(const auto all, reader_keys_in(from));
  for (const auto& key : all) COMITY_CHECK(write_reader_key(to, key));
  return {};
}

}  // namespace comity::store
