#include <algorithm>
#include <array>

#include "store/apply/apply.h"
#include "store/corrections.h"
#include "store/journal/verbs.h"
#include "store/journal/verbs_internal.h"
#include "store/read/read_impl.h"

// What people decided: corrections, tags, and rows of sources that are settled.
namespace comity::store {
namespace {

constexpr std::array kStandings = {CorrectionStanding::kept, CorrectionStanding::satisfied,
                                   CorrectionStanding::asked};
constexpr std::array kBecauses = {AskedBecause::nothing, AskedBecause::changed,
                                  AskedBecause::another, AskedBecause::other_clauses,
                                  AskedBecause::gone,    AskedBecause::language};
constexpr std::array kTagVerdicts = {TagVerdict::has, TagVerdict::has_not};
constexpr std::array kCorrects = {Corrects::clause, Corrects::clauses, Corrects::numbers,
                                  Corrects::position};

template <typename Values>
auto named(const Values& values, std::string_view name) {
  for (const auto value : values) {
    if (name_of(value) == name) return value;
  }
  return values.front();
}

Deed deed_from(const sql::Rows& rows, int first) {
  if (rows.is_null(first + 1)) return {};
  return {static_cast<EntryNumber>(rows.integer(first)),
          {static_cast<std::uint64_t>(rows.integer(first + 1))},
          {rows.integer(first + 2)},
          rows.string(first + 3)};
}

base::Result<CorrectionRecord> correction_from(const sql::Rows& rows) {
  CorrectionRecord record;
  record.space.value = static_cast<std::uint64_t>(rows.integer(0));
  record.work_id = static_cast<WorkId>(rows.integer(1));
  record.work = rows.string(2);
  record.title = rows.string(3);
  record.place = {named(kCorrects, rows.text(4)), rows.string(5),
                  static_cast<std::uint32_t>(rows.integer(6)),
                  static_cast<std::uint32_t>(rows.integer(7))};
  COMITY_TRY(record.file, rows.hash(8));
  record.language = model::language_from(rows.text(9)).value_or(model::Language::und);
  COMITY_TRY(record.replaces, stored_value_from(rows.text(10)));
  COMITY_TRY(record.becomes, stored_value_from(rows.text(11)));
  record.standing = named(kStandings, rows.text(12));
  record.because = named(kBecauses, rows.text(13));
  record.applied = rows.integer(14) != 0;
  record.replaced = rows.text(15) == "replaced";
  record.made = deed_from(rows, 16);
  record.ended = deed_from(rows, 20);
  record.told = rows.integer(24) != 0;
  record.changed = static_cast<EntryNumber>(rows.integer(25));
  return record;
}

std::optional<ClauseSeen> clause_from(std::string_view json) {
  const auto value = base::parse_json(json);
  if (!value || !value->is_object()) return std::nullopt;
  const auto& object = value->get_object();
  return ClauseSeen{
      std::string(base::text_at(object, "work")), std::string(base::text_at(object, "number")),
      static_cast<std::uint32_t>(base::integer_at(object, "clause")),
      std::string(base::text_at(object, "by")), std::string(base::text_at(object, "text"))};
}

}  // namespace

std::string_view name_of(CorrectionStanding standing) {
  switch (standing) {
    case CorrectionStanding::kept:
      return "kept";
    case CorrectionStanding::satisfied:
      return "satisfied";
    case CorrectionStanding::asked:
      return "asked";
  }
  return "";
}

std::string_view name_of(AskedBecause because) {
  switch (because) {
    case AskedBecause::nothing:
      return "";
    case AskedBecause::changed:
      return "changed";
    case AskedBecause::another:
      return "another";
    case AskedBecause::other_clauses:
      return "other_clauses";
    case AskedBecause::gone:
      return "gone";
    case AskedBecause::language:
      return "language";
  }
  return "";
}

base::Result<std::vector<HeldCorrection>> Read::held_corrections(SpaceId space, WorkId id) const {
  return store::held_corrections(impl_->connection(), {space, id});
}

base::Result<std::vector<CorrectionRecord>> Read::corrections(const CorrectionFilter& filter,
                                                              const Visibility& asker) const {
  Where where;
  if (filter.space) where.add("c.space = ?", {sql::to_value(filter.space->value)});
  if (filter.work) where.add("c.work = ?", {sql::to_value(*filter.work)});
  where.add_visible(asker);
  const std::string statement =
      "SELECT c.space, c.work, w.name, w.title, c.corrects, c.number, c.clause, c.clauses_read, "
      "c.file, c.language, c.replaces, c.becomes, c.standing, c.because, c.applied, c.ended_how, "
      "m.number, m.actor, m.time, c.reason, e.number, e.actor, e.time, c.ended_reason, c.told, "
      "w.changed FROM "
      "corrections c JOIN works w ON w.space = c.space AND w.work = c.work JOIN entries m ON "
      "m.space = c.space AND m.number = c.entry LEFT JOIN entries e ON e.space = c.space AND "
      "e.number = c.ended" +
      where.text() + " ORDER BY w.symbol_key, c.space, c.work, c.entry";
  COMITY_TRY(auto all, all_rows(impl_->connection(), statement, where.values(), correction_from));
  std::erase_if(all, [&](const CorrectionRecord& each) {
    if (!each.told && !sees_inside(asker, each.space)) return true;
    const auto numbers = numbers_of(each.place, each.replaces, each.becomes);
    return !filter.number.empty() &&
           std::find(numbers.begin(), numbers.end(), filter.number) == numbers.end();
  });
  return all;
}

base::Result<std::vector<TagRecord>> Read::tags_said(const TagFilter& filter,
                                                     const Visibility& asker) const {
  Where where;
  if (filter.space) where.add("t.space = ?", {sql::to_value(filter.space->value)});
  if (filter.work) where.add("t.work = ?", {sql::to_value(*filter.work)});
  if (!filter.number.empty()) where.add("t.number = ?", {sql::to_value(filter.number)});
  where.add_visible(asker);
  const std::string statement =
      "SELECT t.space, t.work, w.name, t.number, t.clause, t.wording, t.language, t.scheme, "
      "t.code, t.verdict, m.number, m.actor, m.time, t.reason FROM tag_decisions t JOIN works w ON "
      "w.space = t.space AND w.work = t.work JOIN entries m ON m.space = t.space AND "
      "m.number = t.entry" +
      where.text() + " ORDER BY t.space, t.work, t.number, t.clause, t.entry, t.scheme, t.code";
  return all_rows(impl_->connection(), statement, where.values(),
                  [](const sql::Rows& rows) -> base::Result<TagRecord> {
                    TagRecord one;
                    one.space.value = static_cast<std::uint64_t>(rows.integer(0));
                    one.work_id = static_cast<WorkId>(rows.integer(1));
                    one.work = rows.string(2);
                    one.number = rows.string(3);
                    one.clause = static_cast<std::uint32_t>(rows.integer(4));
                    one.text = rows.string(5);
                    one.language =
                        model::language_from(rows.text(6)).value_or(model::Language::und);
                    one.tag = {rows.string(7), rows.string(8), named(kTagVerdicts, rows.text(9))};
                    one.made = deed_from(rows, 10);
                    return one;
                  });
}

base::Result<std::vector<Settlement>> Read::settlements(const Visibility& asker) const {
  Where where;
  where.add_visible(asker);
  const std::string statement =
      "SELECT s.space, s.work, s.ordinal, s.recommender, s.wording, s.clause, m.number, m.actor, "
      "m.time, s.reason FROM settlements s JOIN works w ON w.space = s.space AND w.work = s.work "
      "JOIN entries m ON m.space = s.space AND m.number = s.entry" +
      where.text() + " ORDER BY s.space, s.work, s.ordinal, s.recommender";
  return all_rows(impl_->connection(), statement, where.values(),
                  [](const sql::Rows& rows) -> base::Result<Settlement> {
                    Settlement one;
                    one.space.value = static_cast<std::uint64_t>(rows.integer(0));
                    one.work_id = static_cast<WorkId>(rows.integer(1));
                    one.row = static_cast<std::uint32_t>(rows.integer(2));
                    one.by = rows.string(3);
                    one.text = rows.string(4);
                    one.clause = clause_from(rows.text(5));
                    one.made = deed_from(rows, 6);
                    return one;
                  });
}

}  // namespace comity::store
