#include <algorithm>
#include <string>
#include <vector>

#include "store/apply/amendments_sql.h"
#include "store/apply/apply.h"
#include "store/apply/batch.h"
#include "store/apply/positions_sql.h"
#include "store/positions.h"
#include "store/read/read_impl.h"

// Positions from whichever work states them: the statements of each, and, of each report that they
// speak of, what prevails.
namespace comity::store {
namespace {

/// A report of which recommendations are received.
struct Report {
  WorkKey key;
  base::Hash reading;
};

/// The works of that name and its revisions that have a review.
base::Result<std::vector<Report>> reports_named(sql::Connection& connection, SpaceId space,
                                                const std::string& name) {
  COMITY_TRY(const auto rows,
             connection.query("SELECT w.work, w.reading FROM works w WHERE w.space = $1 AND "
                              "w.work IN (" +
                                  std::string(kNamedOrRevising) +
                                  ") AND EXISTS (SELECT 1 FROM reviews v WHERE v.space = w.space "
                                  "AND v.work = w.work) ORDER BY w.work",
                              space.value, name));
  std::vector<Report> reports;
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return reports;
    Report report{{space, static_cast<WorkId>(rows->integer(0))}, {}};
    COMITY_TRY(report.reading, rows->hash(1));
    reports.push_back(report);
  }
}

/// The position of a recommendation as one audience hears it.
struct HeardPosition {
  std::string_view words;
  model::CountsAs counts_as = model::CountsAs::pending;
  std::optional<std::size_t> statement;  ///< of another work; nothing: the report's own
  EntryNumber corrected = 0;
};

using HeardPositions = std::vector<HeardPosition>;

HeardPositions heard_positions(const std::vector<model::Recommendation>& recommendations,
                               const std::vector<StatedPosition>& statements,
                               std::span<const MeantNumbers> meant, Heard heard) {
  const auto finals = final_positions(recommendations.size(), statements, meant, heard);
  HeardPositions all;
  all.reserve(recommendations.size());
  for (std::size_t i = 0; i < recommendations.size(); ++i) {
    const auto& own = recommendations[i];
    all.push_back({own.position, own.counts_as, std::nullopt});
    if (!finals[i]) continue;
    const auto& stated = statements[finals[i]->statement].statement;
    all.back() = {stated.words, finals[i]->counts_as, finals[i]->statement};
  }
  return all;
}

/// Corrections of positions, by what prevails inside; everyone hears a correction where they heard
/// the same before, so that nothing comes out of an internal work.
void correct_positions(const std::vector<model::Recommendation>& recommendations,
                       std::span<const HeldCorrection> corrections,
                       std::vector<CorrectionOutcome>& outcomes, HeardPositions& everyone,
                       HeardPositions& inside) {
  for (std::size_t i = 0; i < corrections.size(); ++i) {
    const auto& correction = corrections[i];
    if (correction.place.corrects != Corrects::position || !outcomes[i].applied) continue;
    const auto item =
        std::find_if(recommendations.begin(), recommendations.end(),
                     [&](const auto& each) { return each.number == correction.place.number; });
    const auto at = static_cast<std::size_t>(item - recommendations.begin());
    outcomes[i] = outcome_of_position(correction, inside[at].words, inside[at].counts_as);
    outcomes[i].told = everyone[at].statement == inside[at].statement;
    if (!outcomes[i].applied) continue;
    const auto& wanted = correction.becomes;
    const auto set = [&](HeardPosition& heard) {
      heard = {wanted.position, wanted.counts_as, heard.statement, correction.entry};
    };
    if (outcomes[i].told) set(everyone[at]);
    set(inside[at]);
  }
}

/// Adds the rows of one audience, and what each recommendation comes to for it.
void add_finals(Batch& batch, const WorkKey& key, Audience audience, const HeardPositions& heard,
                const std::vector<StatedPosition>& statements, std::vector<Reception>& receptions) {
  for (std::size_t ordinal = 0; ordinal < heard.size(); ++ordinal) {
    const auto& one = heard[ordinal];
    if (!one.statement && one.corrected == 0) continue;
    batch.add(key.space.value, key.work, ordinal, static_cast<int>(audience), one.words,
              model::name_of(one.counts_as),
              one.statement ? statements[*one.statement].work : WorkId{0}, one.corrected);
    auto& reception = receptions[ordinal];
    (audience == Audience::inside ? reception.inside : reception.outside) = one.counts_as;
  }
}

base::Status settle_report(sql::Connection& connection, const Report& report,
                           const std::vector<StatedPosition>& statements, EntryNumber entry,
                           const Readings& readings) {
  const auto& key = report.key;
  COMITY_TRY(const auto reading, readings(report.reading));
  if (!reading->review) return {};
  COMITY_TRY(const auto corrections, held_corrections(connection, key));
  auto [review, marks, stands_in, outcomes] =
      corrected(*reading->review, reading->language, corrections);
  const auto& recommendations = review.recommendations;
  const auto places = numbered(recommendations, stands_in);
  const auto meant = meant_numbers(places, statements);
  auto everyone = heard_positions(recommendations, statements, meant, Heard::published);
  auto inside = heard_positions(recommendations, statements, meant, Heard::all);
  correct_positions(recommendations, corrections, outcomes, everyone, inside);
  COMITY_CHECK(write_outcomes(connection, key, corrections, outcomes));
  std::vector<Reception> receptions;
  receptions.reserve(recommendations.size());
  for (const auto& each : recommendations) receptions.push_back({each.counts_as, each.counts_as});
  Batch batch;
  add_finals(batch, key, Audience::everyone, everyone, statements, receptions);
  add_finals(batch, key, Audience::inside, inside, statements, receptions);
  COMITY_CHECK(connection.send("DELETE FROM final_positions WHERE space = $1 AND work = $2",
                               key.space.value, key.work));
  static constexpr std::string_view kColumns[] = {"space",   "work",      "ordinal", "audience",
                                                  "wording", "counts_as", "source",  "corrected"};
  COMITY_CHECK(insert(connection, "final_positions", kColumns, batch));
  COMITY_CHECK(erase_counts(connection, key));
  COMITY_CHECK(write_counts(connection, key, review, receptions));
  COMITY_CHECK(
      connection.send("UPDATE works SET positions_changed = $3 WHERE space = $1 AND work = $2",
                      key.space.value, key.work, entry));
  return {};
}

}  // namespace

base::Status write_positions(sql::Connection& connection, const WorkKey& key,
                             const model::Reading& reading) {
  Batch batch;
  std::size_t ordinal = 0;
  for (const auto& statement : reading.positions) {
    // What a report says of its own recommendations stands with them.
    if (statement.report.empty()) continue;
    batch.add(key.space.value, key.work, ordinal++, statement.report, statement.state,
              statement.list, batch.keep(json_list(statement.numbers)), statement.words,
              statement.counts_as ? model::name_of(*statement.counts_as) : std::string_view(),
              statement.partial ? 1 : 0, statement.paragraph, statement.row, statement.cell,
              statement.begin, statement.end);
  }
  if (batch.values.empty()) return {};
  static constexpr std::string_view kColumns[] = {
      "space",     "work",    "ordinal",   "report",    "state", "list",       "numbers", "wording",
      "counts_as", "partial", "paragraph", "table_row", "cell",  "begin_byte", "end_byte"};
  return insert(connection, "positions", kColumns, batch);
}

base::Result<std::vector<std::string>> reports_concerned(sql::Connection& connection,
                                                         const NamedWork& work) {
  std::vector<std::string> reports;
  COMITY_TRY(const auto rows,
             connection.query("SELECT p.report FROM positions p WHERE p.space = $1 AND p.work = $2 "
                              "UNION SELECT p.report FROM positions p WHERE p.space = $1 AND "
                              "p.report = $3 UNION SELECT $3 FROM corrections c WHERE "
                              "c.space = $1 AND c.work = $2 AND c.corrects = 'position' AND "
                              "c.ended = 0",
                              work.key.space.value, work.key.work, report_name(work.name)));
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return reports;
    reports.push_back(rows->string(0));
  }
}

base::Status settle_positions(sql::Connection& connection, SpaceId space, const std::string& report,
                              EntryNumber entry, const Readings& readings) {
  COMITY_TRY(const auto reports, reports_named(connection, space, report));
  if (reports.empty()) return {};
  COMITY_TRY(const auto statements, statements_about(connection, space, report));
  for (const auto& each : reports) {
    COMITY_CHECK(settle_report(connection, each, statements, entry, readings));
  }
  return {};
}

base::Result<std::vector<StatedPosition>> statements_about(sql::Connection& connection,
                                                           SpaceId space,
                                                           const std::string& report) {
  // What is undated comes before what is dated: an answer follows its report all the same.
  COMITY_TRY(
      const auto rows,
      connection.query("SELECT p.work, w.name, w.title, w.date, w.published, w.reading, p.state, "
                       "p.list, p.numbers, p.wording, p.counts_as, p.partial, p.paragraph, "
                       "p.table_row, p.cell, p.begin_byte, p.end_byte FROM positions p JOIN works "
                       "w ON w.space = p.space AND w.work = p.work WHERE p.space = $1 AND "
                       "p.report = $2 ORDER BY w.date, w.symbol_key, p.work, p.ordinal",
                       space.value, report));
  std::vector<StatedPosition> all;
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return all;
    StatedPosition stated;
    stated.work = static_cast<WorkId>(rows->integer(0));
    stated.name = rows->string(1);
    stated.title = rows->string(2);
    stated.date = rows->string(3);
    stated.published = rows->integer(4) != 0;
    COMITY_TRY(stated.reading, rows->hash(5));
    const auto number = [&](int column) {
      return static_cast<std::uint32_t>(rows->integer(column));
    };
    auto& statement = stated.statement;
    statement.report = report;
    statement.state = rows->string(6);
    statement.list = rows->string(7);
    statement.numbers = list_from(rows->text(8));
    statement.words = rows->string(9);
    statement.counts_as = model::counts_as_from(rows->text(10));
    statement.partial = rows->integer(11) != 0;
    statement.paragraph = number(12);
    statement.row = number(13);
    statement.cell = number(14);
    statement.begin = number(15);
    statement.end = number(16);
    all.push_back(std::move(stated));
  }
}

}  // namespace comity::store
