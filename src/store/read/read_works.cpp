#include <algorithm>
#include <tuple>

#include "base/hex.h"
#include "base/text.h"
#include "model/symbol.h"
#include "store/apply/amendments_sql.h"
#include "store/apply/apply.h"
#include "store/positions.h"
#include "store/read/read_impl.h"

// Works, copies and citations.
namespace comity::store {
namespace {

using base::ErrorKind;

std::string select_works(std::string_view rest) {
  return "SELECT " + std::string(kWorkColumns) + " FROM works w" + std::string(rest);
}

base::Result<std::vector<Work>> works_where(const Read::Impl& read, std::string_view rest,
                                            const std::vector<sql::Value>& values) {
  return all_rows(read.connection(), select_works(rest), values,
                  [&](const sql::Rows& rows) { return work_from(read, rows); });
}

std::optional<Work> first_of(std::vector<Work> works) {
  if (works.empty()) return std::nullopt;
  return std::move(works.front());
}

/// "%word%" for LIKE, with its own signs escaped by "!".
std::vector<std::string> patterns_of(std::string_view words) {
  std::vector<std::string> patterns;
  const std::string folded = base::unaccented(base::collapsed(words));
  for (const auto word : base::split(folded, ' ')) {
    if (word.empty()) continue;
    std::string pattern = "%";
    for (const char c : word) {
      if (c == '%' || c == '_' || c == '!') pattern += '!';
      pattern += c;
    }
    patterns.push_back(pattern + "%");
  }
  return patterns;
}

void add_filter(Where& where, const WorkFilter& filter, const std::vector<std::string>& patterns) {
  if (filter.space) where.add("w.space = ?", {sql::to_value(filter.space->value)});
  if (filter.kind) where.add("w.kind = ?", {sql::to_value(model::name_of(*filter.kind))});
  for (const auto& pattern : patterns) {
    where.add("w.words LIKE ? ESCAPE '!'", {sql::to_value(pattern)});
  }
}

/// How an order is written, and the value by which a row stands in it.
struct OrderColumn {
  std::string_view column;
  bool number;
};

OrderColumn column_of(WorkOrder order) {
  switch (order) {
    case WorkOrder::symbol:
      return {"w.symbol_key", false};
    case WorkOrder::title:
      return {"w.title_key", false};
    case WorkOrder::newest:
      break;
  }
  return {"-w.read_time", true};
}

/// The last row of a page: its place in the order, space and work. Written with a mark of the
/// question, so that one list's cursor does not move another's.
struct Cursor {
  std::string key;  ///< bytes, or a number as text
  std::uint64_t space = 0;
  std::uint64_t work = 0;
};

std::string mark_of(const WorkFilter& filter, WorkOrder order) {
  const std::string kind(filter.kind ? model::name_of(*filter.kind) : "");
  const std::string space = filter.space ? base::to_text(*filter.space) : "";
  return base::sha256(std::to_string(static_cast<int>(order)) + "\n" + kind + "\n" + space + "\n" +
                      filter.words)
      .hex()
      .substr(0, 8);
}

std::string to_text(const Cursor& cursor, const std::string& mark) {
  return mark + base::crockford(cursor.space) + base::crockford(cursor.work) +
         base::to_hex(cursor.key);
}

base::Result<Cursor> cursor_from(std::string_view text, const std::string& mark) {
  constexpr std::size_t kMark = 8;
  constexpr std::size_t kId = 13;
  constexpr std::size_t kKey = kMark + 2 * kId;
  const auto refuse = [] {
    return base::fail(ErrorKind::invalid_input, "not a cursor of this list", "cursor",
                      "begin at the first page");
  };
  if (text.size() < kKey || text.substr(0, kMark) != mark) return refuse();
  const auto space = base::from_crockford(text.substr(kMark, kId));
  const auto work = base::from_crockford(text.substr(kMark + kId, kId));
  auto key = base::from_hex(text.substr(kKey));
  if (!space || !work || !key) return refuse();
  return Cursor{*std::move(key), *space, *work};
}

}  // namespace

base::Result<Work> work_from(const Read::Impl& read, const sql::Rows& rows, int first) {
  Work work;
  const auto number = [&](int column) {
    return static_cast<std::uint64_t>(rows.integer(first + column));
  };
  work.space.value = number(0);
  if (const auto* space = read.space(work.space)) {
    work.space_name = space->name;
    work.specimen = space->specimen;
  }
  work.id = number(1);
  work.name = rows.string(first + 2);
  work.symbol = rows.string(first + 3);
  work.kind = model::work_kind_from(rows.text(first + 4)).value_or(model::WorkKind::other);
  work.title = rows.string(first + 5);
  work.date = rows.string(first + 6);
  work.session = rows.string(first + 7);
  work.agenda_item = rows.string(first + 8);
  work.language = model::language_from(rows.text(first + 9)).value_or(model::Language::und);
  work.published = rows.integer(first + 10) != 0;
  work.findings = static_cast<std::uint32_t>(number(11));
  work.copies = static_cast<std::uint32_t>(number(12));
  work.conflicts = static_cast<std::uint32_t>(number(13));
  work.changed = number(14);
  work.read.microseconds = rows.integer(first + 15);
  COMITY_TRY(work.file, rows.hash(first + 16));
  COMITY_TRY(work.reading, rows.hash(first + 17));
  work.replaced = number(18);
  work.replaced_publicly = number(19);
  work.positions_changed = number(20);
  return work;
}

base::Result<std::vector<Work>> Read::works_named(std::string_view name,
                                                  const Visibility& asker) const {
  std::vector<Work> works;
  // By space, so that each look is one step in the index (space, name).
  for (const auto& space : impl_->spaces) {
    COMITY_TRY(auto found, work(space.id, name, asker));
    if (found) works.push_back(*std::move(found));
  }
  const auto rank = [&](const Work& one) {
    const auto& own = asker.spaces;
    const auto at = std::find(own.begin(), own.end(), one.space) - own.begin();
    return std::tuple(at, !one.published, one.read, one.space);
  };
  std::sort(works.begin(), works.end(),
            [&](const Work& a, const Work& b) { return rank(a) < rank(b); });
  return works;
}

base::Result<std::optional<Work>> Read::work(std::string_view name, const Visibility& asker) const {
  COMITY_TRY(auto works, works_named(name, asker));
  return first_of(std::move(works));
}

base::Result<std::optional<Work>> Read::work(SpaceId space, std::string_view name,
                                             const Visibility& asker) const {
  Where where;
  where.add("w.space = ?", {sql::to_value(space.value)});
  where.add("w.name = ?", {sql::to_value(name)});
  where.add_visible(asker);
  COMITY_TRY(auto works, works_where(*impl_, where.text(), where.values()));
  return first_of(std::move(works));
}

base::Result<std::optional<Work>> Read::work(SpaceId space, WorkId id) const {
  COMITY_TRY(auto works, works_where(*impl_, " WHERE w.space = $1 AND w.work = $2",
                                     {sql::to_value(space.value), sql::to_value(id)}));
  return first_of(std::move(works));
}

base::Result<WorkPage> Read::works(const WorkFilter& filter, WorkOrder order,
                                   const Visibility& asker, std::string_view cursor,
                                   std::size_t limit) const {
  const auto patterns = patterns_of(filter.words);
  const std::string mark = mark_of(filter, order);
  const auto column = column_of(order);
  Where where;
  add_filter(where, filter, patterns);
  where.add_visible(asker);
  WorkPage page;
  {
    const std::string statement = "SELECT count(*) FROM works w" + where.text();
    COMITY_TRY(const auto rows, impl_->connection().run(statement, where.values()));
    COMITY_TRY(const bool found, rows->next());
    page.count = found ? static_cast<std::uint64_t>(rows->integer(0)) : 0;
  }
  Cursor after;
  std::int64_t number = 0;
  if (!cursor.empty()) {
    COMITY_TRY(after, cursor_from(cursor, mark));
    if (column.number) number = std::strtoll(after.key.c_str(), nullptr, 10);
    where.add("(" + std::string(column.column) + ", w.space, w.work) > (?, ?, ?)",
              {column.number ? sql::to_value(number) : sql::to_value(sql::Blob{after.key}),
               sql::to_value(after.space), sql::to_value(after.work)});
  }
  const std::string more = where.bind(sql::to_value(limit + 1));
  const std::string statement =
      "SELECT " + std::string(kWorkColumns) + ", " + std::string(column.column) + " FROM works w" +
      where.text() + " ORDER BY " + std::string(column.column) + ", w.space, w.work LIMIT " + more;
  std::string last_key;
  std::string page_key;
  COMITY_TRY(page.works,
             all_rows(impl_->connection(), statement, where.values(), [&](const sql::Rows& rows) {
               page_key = std::exchange(
                   last_key, column.number ? std::to_string(rows.integer(kWorkColumnCount))
                                           : std::string(rows.blob(kWorkColumnCount)));
               return work_from(*impl_, rows);
             }));
  if (page.works.size() > limit) {
    page.works.pop_back();
    const Work& last = page.works.back();
    page.next = to_text({page_key, last.space.value, last.id}, mark);
  }
  return page;
}

base::Result<std::vector<KindCount>> Read::kinds(const WorkFilter& filter,
                                                 const Visibility& asker) const {
  WorkFilter others = filter;
  others.kind.reset();
  const auto patterns = patterns_of(others.words);
  Where where;
  add_filter(where, others, patterns);
  where.add_visible(asker);
  return all_rows(impl_->connection(),
                  "SELECT w.kind, count(*) FROM works w" + where.text() +
                      " GROUP BY w.kind ORDER BY count(*) DESC, w.kind",
                  where.values(), [](const sql::Rows& rows) -> base::Result<KindCount> {
                    return KindCount{
                        model::work_kind_from(rows.text(0)).value_or(model::WorkKind::other),
                        static_cast<std::uint64_t>(rows.integer(1))};
                  });
}

base::Result<std::vector<Copy>> Read::copies(SpaceId space, WorkId id) const {
  return copies_of(impl_->connection(), {space, id});
}

base::Result<std::optional<Work>> Read::work_of_file(SpaceId space, const base::Hash& file) const {
  COMITY_TRY(const auto id,
             impl_->connection().integer("SELECT work FROM copies WHERE space = $1 AND file = $2",
                                         space.value, file));
  if (!id) return std::optional<Work>{};
  return work(space, static_cast<WorkId>(*id));
}

base::Result<std::vector<std::string>> Read::known(std::span<const std::string> names,
                                                   const Visibility& asker) const {
  std::vector<std::string> wanted(names.begin(), names.end());
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  std::vector<std::string> found;
  for (auto& name : wanted) {
    for (const auto& space : impl_->spaces) {
      Where where;
      where.add("w.space = ?", {sql::to_value(space.id.value)});
      where.add("w.name = ?", {sql::to_value(name)});
      where.add_visible(asker);
      const std::string statement = "SELECT w.work FROM works w" + where.text();
      COMITY_TRY(const auto rows, impl_->connection().run(statement, where.values()));
      COMITY_TRY(const bool there, rows->next());
      if (!there) continue;
      found.push_back(std::move(name));
      break;
    }
  }
  return found;
}

base::Result<std::vector<Citing>> Read::citing(std::string_view symbol,
                                               const Visibility& asker) const {
  // The works first, by the index alone: SQLite would go through all citations for more.
  Where where;
  where.add(
      "(c.space, c.work) IN (SELECT t.space, t.work FROM citations t WHERE t.space IN (SELECT "
      "space "
      "FROM spaces) AND t.target = ?)",
      {sql::to_value(symbol)});
  where.add("c.target = ?", {sql::to_value(symbol)});
  where.add_visible(asker);
  const std::string statement = "SELECT " + std::string(kWorkColumns) +
                                ", c.number FROM citations c JOIN works w ON w.space = c.space AND "
                                "w.work = c.work" +
                                where.text() + " ORDER BY w.symbol_key, w.space, w.work, c.ordinal";
  std::vector<Citing> all;
  COMITY_TRY(const auto rows, impl_->connection().run(statement, where.values()));
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return all;
    const SpaceId space{static_cast<std::uint64_t>(rows->integer(0))};
    const auto id = static_cast<WorkId>(rows->integer(1));
    if (all.empty() || all.back().work.space != space || all.back().work.id != id) {
      COMITY_TRY(auto citing_work, work_from(*impl_, *rows));
      all.push_back({std::move(citing_work), {}});
    }
    auto& numbers = all.back().numbers;
    std::string number = rows->string(kWorkColumnCount);
    if (std::find(numbers.begin(), numbers.end(), number) == numbers.end()) {
      numbers.push_back(std::move(number));
    }
  }
}

base::Result<std::vector<Cited>> Read::cited(const Visibility& asker) const {
  Where where;
  where.add_visible(asker);
  return all_rows(impl_->connection(),
                  "SELECT d.target, count(*) FROM (SELECT DISTINCT c.target, c.space, c.work FROM "
                  "citations c JOIN works w ON w.space = c.space AND w.work = c.work" +
                      where.text() + ") d GROUP BY d.target ORDER BY count(*) DESC, d.target",
                  where.values(), [](const sql::Rows& rows) -> base::Result<Cited> {
                    return Cited{rows.string(0), static_cast<std::uint64_t>(rows.integer(1))};
                  });
}

base::Result<std::vector<Work>> Read::amending(std::string_view name,
                                               const Visibility& asker) const {
  std::vector<Work> all;
  for (const auto& space : impl_->spaces) {
    Where where;
    const std::string by_key = "w.space = " + where.bind(sql::to_value(space.id.value)) +
                               " AND w.work IN (" + std::string(kAmending) + ")";
    (void)where.bind(sql::to_value(name));
    where.add(by_key);
    where.add_visible(asker);
    COMITY_TRY(auto works, works_where(*impl_, where.text() + " ORDER BY w.symbol_key, w.work",
                                       where.values()));
    std::move(works.begin(), works.end(), std::back_inserter(all));
  }
  return all;
}

namespace {

/// What the draft of a report was the draft of, and what was a report's draft.
std::string reporting_with(const Work& work) {
  return std::string(is_draft_report(work.name) ? kSameReview : kDraftsOfReview);
}

}  // namespace

base::Result<std::vector<Work>> Read::revisions_of(const Work& work) const {
  const auto symbol = model::Symbol::parse(work.symbol);
  const auto amendment = symbol ? symbol->amendment() : std::nullopt;
  const bool revises = amendment && amendment->how == model::Symbol::Amendment::How::replaces;
  const std::string revised = revises ? amendment->of.text() : work.name;
  return works_where(
      *impl_,
      " WHERE w.space = $1 AND w.work IN (" + std::string(kNamedOrRevising) + " UNION ALL " +
          reporting_with(work) + ") AND w.work <> $3 ORDER BY w.work",
      {sql::to_value(work.space.value), sql::to_value(revised), sql::to_value(work.id)});
}

base::Result<std::vector<Work>> Read::same_review(const Work& work, const Visibility& asker) const {
  Where where;
  std::string same = "w.space = " + where.bind(sql::to_value(work.space.value));
  same += " AND w.name <> " + where.bind(sql::to_value(work.name));
  (void)where.bind(sql::to_value(work.id));
  same += " AND w.work IN (" + reporting_with(work) + ")";
  where.add(same);
  where.add_visible(asker);
  return works_where(*impl_, where.text() + " ORDER BY w.symbol_key, w.work", where.values());
}

base::Result<std::vector<Work>> Read::positions_changed(SpaceId space, EntryNumber after,
                                                        EntryNumber until) const {
  return works_where(*impl_,
                     " WHERE w.space = $1 AND w.positions_changed > $2 AND w.positions_changed <= "
                     "$3 ORDER BY w.work",
                     {sql::to_value(space.value), sql::to_value(after), sql::to_value(until)});
}

base::Result<std::vector<std::string>> Read::changed_since(SpaceId space, EntryNumber after) const {
  return all_rows(
      impl_->connection(),
      "SELECT name FROM works WHERE space = $1 AND (changed > $2 OR "
      "positions_changed > $2) ORDER BY name",
      {sql::to_value(space.value), sql::to_value(after)},
      [](const sql::Rows& rows) -> base::Result<std::string> { return rows.string(0); });
}

base::Status Read::each_work(SpaceId space, const std::function<bool(const Work&)>& visit) const {
  COMITY_TRY(
      const auto rows,
      impl_->connection().query(select_works(" WHERE w.space = $1 ORDER BY w.work"), space.value));
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return {};
    COMITY_TRY(const auto one, work_from(*impl_, *rows));
    if (!visit(one)) return {};
  }
}

}  // namespace comity::store
