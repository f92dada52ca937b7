#include "service/sources/source_table.h"

#include <fmt/format.h>

#include <cmath>

#include "base/csv.h"
#include "service/sources/reconciliation.h"
#include "service/sources/settlements.h"

namespace comity::service {
namespace {

using base::Result;

const std::vector<std::string> kColumnNames = {
    "source",     "row",        "kind",       "state_under_review", "cycle",         "session",
    "by",         "text",       "response",   "standing",           "doubt",         "work",
    "number",     "clause",     "clause_by",  "clause_text",        "clause_answer", "likeness",
    "confidence", "settlement", "settled_by", "settled_at",         "reason"};

std::string number_text(int number) { return number == 0 ? "" : std::to_string(number); }

void add_clause(std::vector<std::string>& cells, const RowVerdict& row) {
  if (!row.clause) {
    cells.insert(cells.end(), 8, "");
    return;
  }
  const auto& clause = *row.clause;
  const bool measured = row.standing != RowStanding::settled;
  cells.insert(cells.end(),
               {clause.work, clause.number, std::to_string(clause.clause), clause.by, clause.text,
                std::string(model::name_of(clause.counts_as)), fmt::format("{:.3f}", row.likeness),
                measured ? std::to_string(std::lround(100 * row.confidence)) : ""});
}

base::Status add_settlement(std::vector<std::string>& cells, const RowVerdict& row,
                            CorrectionTeller& teller) {
  if (!row.settlement) {
    cells.insert(cells.end(), 4, "");
    return {};
  }
  COMITY_TRY(const auto made, teller.deed(row.settlement->space, row.settlement->made));
  const auto& object = made.as_object();
  for (const std::string_view text :
       {name_of(row.settled), base::text_at(object, "who"), base::text_at(object, "time"),
        base::text_at(object, "reason")}) {
    cells.emplace_back(text);
  }
  return {};
}

base::Status add_row(std::string& csv, const RowVerdict& row, CorrectionTeller& teller) {
  const auto& said = row.record.row;
  const bool pledge = row.record.kind == store::SourceRowRecord::Kind::pledge;
  std::vector<std::string> cells = {row.source,
                                    std::to_string(said.row),
                                    pledge ? "pledge" : "recommendation",
                                    said.state,
                                    number_text(said.cycle),
                                    number_text(said.session),
                                    row.by,
                                    said.text,
                                    said.response,
                                    std::string(name_of(row.standing)),
                                    std::string(doubt_of(row))};
  add_clause(cells, row);
  COMITY_CHECK(add_settlement(cells, row, teller));
  base::append_csv_row(csv, cells);
  return {};
}

}  // namespace

Result<StoredFile> source_rows_file(Installation& installation, const Ask& ask,
                                    std::string_view work, const SourceRowsQuery& query) {
  COMITY_TRY(const auto standing, standing_asked(query));
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto states, installation.states(read));
  COMITY_TRY(const auto sight, SourcesInSight::look(installation.reconciliations(), read,
                                                    visibility_of(ask.actor, read)));
  COMITY_TRY(const auto found, source_named(sight, work));
  COMITY_TRY(const auto shares, read.source_shares(sight.asker()));
  CorrectionTeller teller(installation, read, ask, states);
  std::string csv;
  base::append_csv_row(csv, kColumnNames);
  for (const auto& share : shares) {
    const bool wanted = share.space == found.work.space && share.work_id == found.work.id &&
                        (query.state.empty() || query.state == share.state) &&
                        (query.cycle == 0 || query.cycle == share.cycle);
    if (!wanted) continue;
    COMITY_TRY(const auto review, sight.review(share.state, share.cycle));
    for (const auto& row : review->rows) {
      if (row.source != found.work.name || (standing && row.standing != *standing)) continue;
      COMITY_CHECK(add_row(csv, row, teller));
    }
  }
  return StoredFile{"text/csv; charset=utf-8", found.work.title + "-rows.csv", "",
                    std::make_shared<const std::string>(std::move(csv))};
}

}  // namespace comity::service
