#include <algorithm>
#include <string>

#include "store/apply/apply.h"
#include "store/corrections.h"
#include "store/journal/verbs.h"
#include "store/journal/verbs_internal.h"

// What people decided, in its tables: corrections, tags, and rows of sources that are settled.
namespace comity::store {
namespace {

Corrects corrects_from(std::string_view name) {
  if (name == name_of(Corrects::clauses)) return Corrects::clauses;
  if (name == name_of(Corrects::numbers)) return Corrects::numbers;
  return name == name_of(Corrects::position) ? Corrects::position : Corrects::clause;
}

/// Of one place one correction holds; one of all clauses holds for each of them, one of numbers for
/// all that stands under them. A position is a place of its own, unless its number goes.
bool takes_the_place_of(const RecommendationCorrected& act, const HeldCorrection& held) {
  const auto has = [](const std::vector<std::string>& all, const std::string& number) {
    return std::find(all.begin(), all.end(), number) != all.end();
  };
  const auto& made = act.becomes.numbers;
  if (held.place.corrects == Corrects::position) {
    if (act.place.corrects == Corrects::position) return held.place.number == act.place.number;
    return act.place.corrects == Corrects::numbers &&
           has(numbers_of(act.place, act.replaces, act.becomes), held.place.number) &&
           !has(made, held.place.number);
  }
  if (act.place.corrects == Corrects::position) return false;
  const auto ours = numbers_of(act.place, act.replaces, act.becomes);
  const auto theirs = numbers_of(held.place, held.replaces, held.becomes);
  const bool common = std::any_of(ours.begin(), ours.end(),
                                  [&](const std::string& number) { return has(theirs, number); });
  const bool both_of_one =
      act.place.corrects == Corrects::clause && held.place.corrects == Corrects::clause;
  return common && (!both_of_one || act.place.clause == held.place.clause);
}

}  // namespace

base::Result<std::vector<HeldCorrection>> held_corrections(sql::Connection& connection,
                                                           const WorkKey& key) {
  COMITY_TRY(const auto rows,
             connection.query("SELECT entry, language, corrects, number, clause, clauses_read, "
                              "replaces, becomes FROM corrections WHERE space = $1 AND work = $2 "
                              "AND ended = 0 ORDER BY entry",
                              key.space.value, key.work));
  std::vector<HeldCorrection> held;
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return held;
    HeldCorrection one;
    one.entry = static_cast<EntryNumber>(rows->integer(0));
    one.language = model::language_from(rows->text(1)).value_or(model::Language::und);
    one.place = {corrects_from(rows->text(2)), rows->string(3),
                 static_cast<std::uint32_t>(rows->integer(4)),
                 static_cast<std::uint32_t>(rows->integer(5))};
    COMITY_TRY(one.replaces, stored_value_from(rows->text(6)));
    COMITY_TRY(one.becomes, stored_value_from(rows->text(7)));
    held.push_back(std::move(one));
  }
}

base::Status write_outcomes(sql::Connection& connection, const WorkKey& key,
                            std::span<const HeldCorrection> corrections,
                            std::span<const CorrectionOutcome> outcomes) {
  for (std::size_t i = 0; i < corrections.size(); ++i) {
    const auto& outcome = outcomes[i];
    COMITY_CHECK(connection.send(
        "UPDATE corrections SET standing = $4, because = $5, applied = $6, told = $7 WHERE "
        "space = $1 AND work = $2 AND entry = $3",
        key.space.value, key.work, corrections[i].entry, name_of(outcome.standing),
        name_of(outcome.because), outcome.applied ? 1 : 0, outcome.told ? 1 : 0));
  }
  return {};
}

base::Status add_correction(sql::Connection& connection, const WorkKey& key, EntryNumber entry,
                            const RecommendationCorrected& act) {
  const auto& place = act.place;
  COMITY_TRY(const auto held, held_corrections(connection, key));
  for (const auto& before : held) {
    if (!takes_the_place_of(act, before)) continue;
    COMITY_CHECK(connection.send(
        "UPDATE corrections SET ended = $4, ended_how = 'replaced', applied = 0 WHERE space = $1 "
        "AND work = $2 AND entry = $3",
        key.space.value, key.work, before.entry, entry));
  }
  const auto replaces = base::to_text(to_json(act.replaces));
  const auto becomes = base::to_text(to_json(act.becomes));
  COMITY_CHECK(connection.send(
      "INSERT INTO corrections (space, work, entry, corrects, number, clause, clauses_read, file, "
      "language, replaces, becomes, reason, standing, because, applied, told, ended, ended_how, "
      "ended_reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'kept', '', 0, 0, "
      "0, '', '')",
      key.space.value, key.work, entry, name_of(place.corrects), place.number, place.clause,
      place.of, act.file, model::code_of(act.language), replaces, becomes, act.reason));
  return {};
}

base::Status end_correction(sql::Connection& connection, const WorkKey& key, EntryNumber entry,
                            const CorrectionWithdrawn& act) {
  COMITY_CHECK(connection.send(
      "UPDATE corrections SET ended = $4, ended_how = 'withdrawn', ended_reason = $5, applied = 0 "
      "WHERE space = $1 AND work = $2 AND entry = $3 AND ended = 0",
      key.space.value, key.work, act.correction, entry, act.reason));
  return {};
}

base::Status put_settlement(sql::Connection& connection, const WorkKey& key, EntryNumber entry,
                            const RowSettled& act) {
  std::string clause = "null";
  if (act.clause) {
    clause = base::to_text(base::JsonObject{{"work", act.clause->work},
                                            {"number", act.clause->number},
                                            {"clause", act.clause->clause},
                                            {"by", act.clause->by},
                                            {"text", act.clause->text}});
  }
  COMITY_CHECK(drop_settlement(connection, key, {act.work, act.row, act.by, {}}));
  COMITY_CHECK(connection.send(
      "INSERT INTO settlements (space, work, ordinal, recommender, wording, clause, reason, entry) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      key.space.value, key.work, act.row, act.by, act.text, clause, act.reason, entry));
  return {};
}

base::Status drop_settlement(sql::Connection& connection, const WorkKey& key,
                             const RowUnsettled& act) {
  COMITY_CHECK(
      connection.send("DELETE FROM settlements WHERE space = $1 AND work = $2 AND ordinal = $3 "
                      "AND recommender = $4",
                      key.space.value, key.work, act.row, act.by));
  return {};
}

base::Status put_tags(sql::Connection& connection, const WorkKey& key, EntryNumber entry,
                      const RecommendationTagged& act) {
  for (const auto& clause : act.clauses) {
    for (const auto& tag : clause.tags) {
      COMITY_CHECK(connection.send(
          "DELETE FROM tag_decisions WHERE space = $1 AND work = $2 AND number = $3 AND clause = "
          "$4 "
          "AND scheme = $5 AND code = $6",
          key.space.value, key.work, clause.number, clause.clause, tag.scheme, tag.code));
      if (tag.verdict == TagVerdict::withdrawn) continue;
      COMITY_CHECK(connection.send(
          "INSERT INTO tag_decisions (space, work, number, clause, scheme, code, verdict, wording, "
          "language, reason, entry) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
          key.space.value, key.work, clause.number, clause.clause, tag.scheme, tag.code,
          name_of(tag.verdict), clause.text, model::code_of(act.language), act.reason, entry));
    }
  }
  return {};
}

}  // namespace comity::store
