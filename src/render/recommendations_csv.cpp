#include "render/recommendations_csv.h"

#include "base/csv.h"

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

std::string number_or_empty(int value) { return value == 0 ? std::string() : std::to_string(value); }

}  // namespace

std::string recommendations_csv_header() {
  std::string out;
  base::append_csv_row(out, {"symbol", "number", "clause", "printed", "mechanism",
                             "state_under_review", "cycle", "session", "text",
                             "recommending_states", "position", "counts_as", "sources"});
  return out;
}

void append_recommendation_csv(std::string& out, const RecommendationRow& row) {
  base::append_csv_row(
      out, {row.symbol, row.number, std::to_string(row.clause), row.printed, row.mechanism,
            row.state_under_review, number_or_empty(row.cycle), number_or_empty(row.session),
            row.text, joined(row.recommending_states), row.position, row.counts_as,
            joined(row.sources)});
}

}  // namespace comity::render
