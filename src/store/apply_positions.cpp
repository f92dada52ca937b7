#include <algorithm>
#include <string>
#include <vector>

#include "store/amendments_sql.h"
#include "store/apply.h"
#include "store/batch.h"
#include "store/positions.h"
#include "store/positions_sql.h"
#include "store/read_impl.h"

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

/// Adds the rows of one audience, and what each recommendation comes to for it.
void add_finals(Batch& batch, const WorkKey& key, Audience audience,
                const std::vector<std::optional<FinalPosition>>& finals,
                const std::vector<StatedPosition>& statements, std::vector<Reception>& receptions) {
  for (std::size_t ordinal = 0; ordinal < finals.size(); ++ordinal) {
    if (!finals[ordinal]) continue;
    const auto& stated = statements[finals[ordinal]->statement];
    batch.add(key.space.value, key.work, ordinal, static_cast<int>(audience),
              stated.statement.words, model::name_of(finals[ordinal]->counts_as), stated.work);
    auto& reception = receptions[ordinal];
    (audience == Audience::inside ? reception.inside : reception.outside) =
        finals[ordinal]->counts_as;
  }
}

base::Status settle_report(sql::Connection& connection, const Report& report,
                           const std::vector<StatedPosition>& statements, EntryNumber entry,
                           const Readings& readings) {
  const auto& key = report.key;
  COMITY_TRY(const auto reading, readings(report.reading));
  if (!reading->review) return {};
  const auto& recommendations = reading->review->recommendations;
  const auto places = numbered(recommendations);
  const auto meant = meant_numbers(places, statements);
  std::vector<Reception> receptions;
  receptions.reserve(recommendations.size());
  for (const auto& each : recommendations) receptions.push_back({each.counts_as, each.counts_as});
  Batch batch;
  for (const auto& [audience, heard] :
       {std::pair(Audience::everyone, Heard::published), std::pair(Audience::inside, Heard::all)}) {
    add_finals(batch, key, audience,
               final_positions(recommendations.size(), statements, meant, heard), statements,
               receptions);
  }
  COMITY_CHECK(connection.send("DELETE FROM final_positions WHERE space = $1 AND work = $2",
                               key.space.value, key.work));
  static constexpr std::string_view kColumns[] = {"space",   "work",      "ordinal", "audience",
                                                  "wording", "counts_as", "source"};
  COMITY_CHECK(insert(connection, "final_positions", kColumns, batch));
  COMITY_CHECK(erase_counts(connection, key));
  COMITY_CHECK(write_counts(connection, key, *reading->review, receptions));
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
                              "p.report = $3",
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
