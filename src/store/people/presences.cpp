#include "store/people/presences.h"

#include "store/people/accounts_impl.h"

namespace comity::store {

base::Result<std::vector<Presence>> Presences::at(std::string_view call, base::Time silent) const {
  COMITY_TRY(const auto loan, impl_->readers.lend());
  COMITY_TRY(const auto rows,
             (*loan).query("SELECT actor, reply, since, seen FROM presences WHERE call = $1 AND "
                           "seen > $2 ORDER BY since, actor",
                           call, silent.microseconds));
  std::vector<Presence> all;
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return all;
    all.push_back({std::string(call),
                   {static_cast<std::uint64_t>(rows->integer(0))},
                   rows->string(1),
                   {rows->integer(2)},
                   {rows->integer(3)}});
  }
}

base::Status Presences::put(const Presence& presence, base::Time silent) {
  return impl_->writer.run([&](sql::Connection& connection) -> base::Status {
    COMITY_CHECK(connection.execute("DELETE FROM presences WHERE seen <= $1", silent.microseconds));
    COMITY_CHECK(connection.execute(
        "INSERT INTO presences (call, actor, reply, since, seen) VALUES ($1, $2, $3, $4, $5) "
        "ON CONFLICT (call, actor) DO UPDATE SET since = CASE WHEN presences.reply = "
        "excluded.reply THEN presences.since ELSE excluded.since END, reply = excluded.reply, "
        "seen = excluded.seen",
        presence.call, presence.person.value, presence.reply, presence.since.microseconds,
        presence.seen.microseconds));
    return {};
  });
}

base::Status Presences::remove(std::string_view call, ActorId person) {
  return impl_->writer.run([&](sql::Connection& connection) -> base::Status {
    COMITY_CHECK(connection.execute("DELETE FROM presences WHERE call = $1 AND actor = $2", call,
                                    person.value));
    return {};
  });
}

}  // namespace comity::store
