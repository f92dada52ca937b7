#include "render/recommendation_rows.h"

#include <array>
#include <iterator>
#include <utility>

#include "base/csv.h"
#include "base/json.h"

namespace comity::render {
namespace {

constexpr auto kColumns = std::to_array<RecommendationColumn>({
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
    {"corrected", "what a person corrected: text, states, clauses, position, joined by ;", 12},
});

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& part : parts) {
    if (!out.empty()) out += ';';
    out += part;
  }
  return out;
}

base::Json number_or_null(int value) {
  return value == 0 ? base::Json(nullptr) : base::Json(value);
}

base::JsonArray array_of(const std::vector<std::string>& parts) {
  base::JsonArray array;
  for (const auto& part : parts) array.emplace_back(part);
  return array;
}

std::string number_or_empty(int value) {
  return value == 0 ? std::string() : std::to_string(value);
}

}  // namespace

std::span<const RecommendationColumn> recommendation_columns() { return kColumns; }

std::string recommendations_csv_header() {
  std::vector<std::string> names;
  names.reserve(std::size(kColumns));
  for (const auto& column : kColumns) names.emplace_back(column.name);
  std::string out;
  base::append_csv_row(out, names);
  return out;
}

void append_recommendation_csv(std::string& out, const RecommendationRow& row) {
  base::append_csv_row(
      out, {row.symbol, row.number, std::to_string(row.clause), row.printed, row.mechanism,
            row.state_under_review, number_or_empty(row.cycle), number_or_empty(row.session),
            base::defused(row.text), joined(row.recommending_states), base::defused(row.position),
            row.counts_as, joined(row.sources), joined(row.corrected)});
}

void append_recommendation_json(std::string& out, const RecommendationRow& row) {
  out += base::to_text(base::JsonObject{{"symbol", row.symbol},
                                        {"number", row.number},
                                        {"clause", row.clause},
                                        {"printed", row.printed},
                                        {"mechanism", row.mechanism},
                                        {"state_under_review", row.state_under_review},
                                        {"cycle", number_or_null(row.cycle)},
                                        {"session", number_or_null(row.session)},
                                        {"text", row.text},
                                        {"recommending_states", array_of(row.recommending_states)},
                                        {"position", row.position},
                                        {"counts_as", row.counts_as},
                                        {"sources", array_of(row.sources)},
                                        {"corrected", array_of(row.corrected)}});
  out += '\n';
}

base::Status begin_recommendations(Xlsx& workbook, std::string_view sheet) {
  std::vector<XlsxColumn> columns;
  columns.reserve(std::size(kColumns));
  for (const auto& column : kColumns) columns.push_back({column.name, column.width});
  return workbook.begin_sheet(sheet, std::move(columns));
}

base::Status add_recommendation(Xlsx& workbook, const RecommendationRow& row) {
  const auto number = [](int value) {
    return value == 0 ? XlsxCell() : XlsxCell(static_cast<std::int64_t>(value));
  };
  const auto text = [](const std::string& value) { return XlsxCell(std::string_view(value)); };
  const auto states = joined(row.recommending_states);
  const auto sources = joined(row.sources);
  const auto corrected = joined(row.corrected);
  const auto cells = std::to_array<XlsxCell>(
      {text(row.symbol), text(row.number), number(row.clause), text(row.printed),
       text(row.mechanism), text(row.state_under_review), number(row.cycle), number(row.session),
       text(row.text), text(states), text(row.position), text(row.counts_as), text(sources),
       text(corrected)});
  return workbook.add_row(cells);
}

}  // namespace comity::render
