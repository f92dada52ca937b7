#include "render/recommendation_rows.h"

#include "base/csv.h"
#include "base/json.h"

namespace comity::render {
namespace {

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

std::string recommendations_csv_header() {
  std::string out;
  base::append_csv_row(
      out, {"symbol", "number", "clause", "printed", "mechanism", "state_under_review", "cycle",
            "session", "text", "recommending_states", "position", "counts_as", "sources"});
  return out;
}

void append_recommendation_csv(std::string& out, const RecommendationRow& row) {
  base::append_csv_row(
      out,
      {row.symbol, row.number, std::to_string(row.clause), row.printed, row.mechanism,
       row.state_under_review, number_or_empty(row.cycle), number_or_empty(row.session), row.text,
       joined(row.recommending_states), row.position, row.counts_as, joined(row.sources)});
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
                                        {"sources", array_of(row.sources)}});
  out += '\n';
}

}  // namespace comity::render
