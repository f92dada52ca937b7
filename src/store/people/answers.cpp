#include "store/people/answers.h"

#include "store/people/accounts_impl.h"

namespace comity::store {
namespace {

base::Result<Claim> claim_in(sql::Connection& connection, const NamedRequest& request,
                             base::Time now, base::Time until) {
  COMITY_CHECK(connection.execute("DELETE FROM answers WHERE expires <= $1", now.microseconds));
  COMITY_TRY(const auto added,
             connection.execute("INSERT INTO answers (actor, name, request, answer, expires) "
                                "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (actor, name) DO NOTHING",
                                request.actor.value, request.name, request.request, sql::Blob{""},
                                until.microseconds));
  if (added > 0) return Claim{Claim::State::granted, {}};
  COMITY_TRY(const auto rows,
             connection.query("SELECT request, answer FROM answers WHERE actor = $1 AND name = $2",
                              request.actor.value, request.name));
  COMITY_TRY(const bool found, rows->next());
  // Given up by another process between the two statements: its sender tries again.
  if (!found) return Claim{Claim::State::running, {}};
  COMITY_TRY(const auto earlier, rows->hash(0));
  if (earlier != request.request) return Claim{Claim::State::other, {}};
  const std::string_view answer = rows->blob(1);
  return answer.empty() ? Claim{Claim::State::running, {}}
                        : Claim{Claim::State::answered, std::string(answer)};
}

}  // namespace

base::Result<Claim> Answers::claim(const NamedRequest& request, base::Time now, base::Time until) {
  Claim claim;
  const auto done = impl_->writer.run([&](sql::Connection& connection) -> base::Status {
    COMITY_TRY(claim, claim_in(connection, request, now, until));
    return {};
  });
  COMITY_CHECK(done);
  return claim;
}

base::Status Answers::keep(const NamedRequest& request, std::string_view answer,
                           base::Time expires) {
  return impl_->writer.run([&](sql::Connection& connection) -> base::Status {
    COMITY_CHECK(connection.execute(
        "UPDATE answers SET answer = $1, expires = $2 WHERE actor = $3 AND name = $4",
        sql::Blob{answer}, expires.microseconds, request.actor.value, request.name));
    return {};
  });
}

base::Status Answers::give_up(const NamedRequest& request) {
  return impl_->writer.run([&](sql::Connection& connection) -> base::Status {
    COMITY_CHECK(connection.execute("DELETE FROM answers WHERE actor = $1 AND name = $2",
                                    request.actor.value, request.name));
    return {};
  });
}

}  // namespace comity::store
