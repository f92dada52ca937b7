#include "render/recommendation_rows.h"

#include <array>

namespace comity::render {
namespace {

constexpr auto kColumns = std::to_array<Column>({
    {"symbol", "the document, by its United Nations symbol or its ~id", 18},
    {"number", "the paragraph's number, unique in the document", 10},
    {"clause", "which text of the paragraph, from 1", 7},
    {"printed", "the number as it is printed", 10},
    {"mechanism", "upr: the universal periodic review", 11},
    {"state_under_review", "ISO 3166-1 alpha-3 code of the State", 18},
    {"cycle", "of the review", 7},
    {"session", "of the Working Group", 8},
    {"text", "the recommendation, without the States that made it", 80},
    {"recommending_states", "their codes, joined by ;", 20},
    {"position", "what the State under review said, in its own words", 40},
    {"counts_as", "supported, noted or pending", 11},
    {"sources", "where this was read, joined by ;", 18},
    {"corrected", "what a person corrected: text, states, clauses, numbers, position, joined by ;",
     12},
    {"themes", "what the text is about, as people said or a machine guesses, joined by ;", 30},
    {"confirmed", "the tags that people gave or confirmed, as scheme:code, joined by ;", 20},
    {"corrigenda", "corrigenda that name the paragraph, joined by ;; not applied", 20},
});

}  // namespace

std::span<const Column> recommendation_columns() { return kColumns; }

std::array<Field, 17> fields_of(const RecommendationRow& row) {
  return {row.symbol,    row.number,
          row.clause,    row.printed,
          row.mechanism, row.state_under_review,
          row.cycle,     row.session,
          row.text,      row.recommending_states,
          row.position,  row.counts_as,
          row.sources,   row.corrected,
          row.themes,    row.confirmed,
          row.corrigenda};
}

std::string recommendations_csv_header() { return csv_header(kColumns); }

void append_recommendation_csv(std::string& out, const RecommendationRow& row) {
  append_csv(out, fields_of(row));
}

void append_recommendation_json(std::string& out, const RecommendationRow& row) {
  append_json(out, kColumns, fields_of(row));
}

base::Status begin_recommendations(Xlsx& workbook, std::string_view sheet) {
  return begin_table(workbook, sheet, kColumns);
}

base::Status add_recommendation(Xlsx& workbook, const RecommendationRow& row) {
  return add_row(workbook, fields_of(row));
}

}  // namespace comity::render
