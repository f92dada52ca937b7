#include "store/people/saved_searches.h"

#include <algorithm>

#include "store/people/accounts_impl.h"

namespace comity::store {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

Result<std::vector<SavedSearch>> searches_in(sql::Connection& connection, ActorId person) {
  COMITY_TRY(const auto rows,
             connection.query("SELECT id, name, question, seen, created FROM saved_searches WHERE "
                              "actor = $1 ORDER BY created, id",
                              person.value));
  std::vector<SavedSearch> all;
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return all;
    all.push_back({{static_cast<std::uint64_t>(rows->integer(0))},
                   person,
                   rows->string(1),
                   rows->string(2),
                   rows->string(3),
                   {rows->integer(4)}});
  }
}

Status free_name(const std::vector<SavedSearch>& others, std::string_view name) {
  const bool taken = std::any_of(others.begin(), others.end(),
                                 [&](const SavedSearch& each) { return each.name == name; });
  if (!taken) return {};
  return fail(ErrorKind::conflict, "there is a saved search of this name", "name",
              "choose another name, or delete that one");
}

/// Runs `change` on a person's search; false where there is none.
template <typename Function>
Result<bool> changed(Writer& writer, ActorId person, SavedSearchId id, Function change) {
  bool found = false;
  const auto done = writer.run([&](sql::Connection& connection) -> Status {
    COMITY_TRY(auto all, searches_in(connection, person));
    const auto left = std::erase_if(all, [&](const SavedSearch& each) { return each.id == id; });
    found = left > 0;
    return found ? change(connection, all) : Status{};
  });
  COMITY_CHECK(done);
  return found;
}

}  // namespace

Result<std::vector<SavedSearch>> SavedSearches::of(ActorId person) const {
  COMITY_TRY(const auto loan, impl_->readers.lend());
  return searches_in(*loan, person);
}

Status SavedSearches::add(const SavedSearch& search, std::size_t most) {
  return impl_->writer.run([&](sql::Connection& connection) -> Status {
    COMITY_TRY(const auto others, searches_in(connection, search.person));
    COMITY_CHECK(free_name(others, search.name));
    if (others.size() >= most) {
      return fail(ErrorKind::conflict,
                  "nobody keeps more than " + std::to_string(most) + " searches", "name",
                  "delete one that is needed no more");
    }
    COMITY_CHECK(
        connection.execute("INSERT INTO saved_searches (actor, id, name, question, seen, created) "
                           "VALUES ($1, $2, $3, $4, $5, $6)",
                           search.person.value, search.id.value, search.name, search.question,
                           search.seen, search.created.microseconds));
    return {};
  });
}

Result<bool> SavedSearches::rename(ActorId person, SavedSearchId id, std::string_view name) {
  return changed(
      impl_->writer, person, id, [&](sql::Connection& connection, const auto& others) -> Status {
        COMITY_CHECK(free_name(others, name));
        COMITY_CHECK(
            connection.execute("UPDATE saved_searches SET name = $3 WHERE actor = $1 AND id = $2",
                               person.value, id.value, name));
        return {};
      });
}

Result<bool> SavedSearches::see(ActorId person, SavedSearchId id, std::string_view seen) {
  return changed(
      impl_->writer, person, id, [&](sql::Connection& connection, const auto&) -> Status {
        COMITY_CHECK(
            connection.execute("UPDATE saved_searches SET seen = $3 WHERE actor = $1 AND id = $2",
                               person.value, id.value, seen));
        return {};
      });
}

Result<bool> SavedSearches::remove(ActorId person, SavedSearchId id) {
  return changed(
      impl_->writer, person, id, [&](sql::Connection& connection, const auto&) -> Status {
        COMITY_CHECK(connection.execute("DELETE FROM saved_searches WHERE actor = $1 AND id = $2",
                                        person.value, id.value));
        return {};
      });
}

}  // namespace comity::store
