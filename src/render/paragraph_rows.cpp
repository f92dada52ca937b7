#include "render/paragraph_rows.h"

namespace comity::render {
namespace {

// By these names the table is understood when it is imported (data/grammar/source_columns.csv).
constexpr auto kObservationColumns = std::to_array<Column>({
    {"symbol", "the concluding observations, by their United Nations symbol or ~id", 18},
    {"number", "the paragraph's number, unique in the document", 10},
    {"mechanism", "the treaty body: treaty-body:CERD", 18},
    {"state", "ISO 3166-1 alpha-3 code of the State party", 8},
    {"session", "of the treaty body", 8},
    {"date", "on which the observations were adopted", 11},
    {"subject", "the heading that the paragraph stands under", 30},
    {"text", "of the paragraph", 80},
});

// No column is named as one of recommendations: imported, the table is not taken for such.
constexpr auto kStatementColumns = std::to_array<Column>({
    {"symbol", "the report, by its United Nations symbol or its ~id", 18},
    {"number", "the paragraph's number, unique in the document", 10},
    {"states_under_review", "their ISO 3166-1 alpha-3 codes, joined by ;", 18},
    {"cycle", "of the review", 7},
    {"session", "of the Working Group", 8},
    {"speaking_states", "the codes of those who speak, joined by ;", 20},
    {"role", "under_review where the State under review speaks, else other", 13},
    {"statement", "the paragraph of the report's dialogue", 80},
});

}  // namespace

std::span<const Column> observation_columns() { return kObservationColumns; }

std::array<Field, 8> fields_of(const ObservationRow& row) {
  return {row.symbol,  row.number, row.mechanism, row.state,
          row.session, row.date,   row.subject,   row.text};
}

std::span<const Column> statement_columns() { return kStatementColumns; }

std::array<Field, 8> fields_of(const StatementRow& row) {
  return {row.symbol, row.number,   row.states_under_review,
          row.cycle,  row.session,  row.speaking_states,
          row.role,   row.statement};
}

}  // namespace comity::render
