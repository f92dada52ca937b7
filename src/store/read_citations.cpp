#include <charconv>

#include "store/read_impl.h"

// What is cited and not there.
namespace comity::store {
namespace {

constexpr std::string_view kCiting =
    "FROM citations c JOIN works w ON w.space = c.space AND w.work = c.work";

/// What the asker sees cited, and does not see.
Where unanswered(const Visibility& asker) {
  Where where;
  where.add("c.space IN (SELECT space FROM spaces)");
  where.add_visible(asker);
  // The same again, for the work that is looked for: within the brackets "w" is that one.
  const auto citing = where.text();
  where.add_visible(asker);
  const auto held = where.text().substr(citing.size());
  where.add(
      "NOT EXISTS (SELECT 1 FROM works w WHERE w.space IN (SELECT space FROM spaces) AND "
      "w.name = c.target" +
      held + ")");
  return where;
}

struct Cursor {
  std::uint64_t works = 0;
  std::string target;
};

base::Result<Cursor> cursor_from(std::string_view text) {
  Cursor cursor;
  const auto* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, cursor.works);
  if (read.ec != std::errc{} || read.ptr == end || *read.ptr != ':') {
    return base::fail(base::ErrorKind::invalid_input, "this is no cursor of this list", "cursor",
                      "begin without one");
  }
  cursor.target = std::string(read.ptr + 1, end);
  return cursor;
}

}  // namespace

base::Result<UnresolvedPage> Read::unresolved(const Visibility& asker, std::string_view cursor,
                                              std::size_t limit) const {
  UnresolvedPage page;
  auto where = unanswered(asker);
  const auto counted = "SELECT count(DISTINCT c.target) " + std::string(kCiting) + where.text();
  COMITY_TRY(const auto totals, impl_->connection().run(counted, where.values()));
  COMITY_TRY(const bool any, totals->next());
  if (any) page.count = static_cast<std::uint64_t>(totals->integer(0));
  std::string after;
  Cursor last;
  if (!cursor.empty()) {
    COMITY_TRY(last, cursor_from(cursor));
    const auto works = where.bind(sql::to_value(static_cast<std::int64_t>(last.works)));
    after = " HAVING count(DISTINCT w.name) < " + works + " OR (count(DISTINCT w.name) = " + works +
            " AND c.target > " + where.bind(sql::to_value(last.target)) + ")";
  }
  const auto statement = "SELECT c.target, count(DISTINCT w.name) " + std::string(kCiting) +
                         where.text() + " GROUP BY c.target" + after +
                         " ORDER BY count(DISTINCT w.name) DESC, c.target LIMIT " +
                         where.bind(sql::to_value(static_cast<std::int64_t>(limit + 1)));
  COMITY_TRY(page.list, all_rows(impl_->connection(), statement, where.values(),
                                 [](const sql::Rows& rows) -> base::Result<Unresolved> {
                                   return Unresolved{rows.string(0),
                                                     static_cast<std::uint64_t>(rows.integer(1))};
                                 }));
  if (page.list.size() > limit) {
    page.list.resize(limit);
    page.next = std::to_string(page.list.back().works) + ":" + page.list.back().target;
  }
  return page;
}

}  // namespace comity::store
