#include "grammar/bodies.h"

#include <algorithm>

#include "base/csv.h"
#include "base/text.h"
#include "embedded_comity_grammar.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

const std::vector<Body>& bodies() {
  static const std::vector<Body> kBodies = [] {
    const auto table = base::parse_csv(embedded("data/grammar/bodies.csv"));
    COMITY_ASSERT(table.has_value());
    std::vector<Body> all;
    for (const auto& row : table->rows) {
      const auto figure = [&](std::string_view column) {
        const auto number = number_at(row[table->column(column)], 0);
        return number ? number->value : 0;
      };
      all.push_back({row[table->column("code")], row[table->column("series")],
                     row[table->column("resolutions")], row[table->column("decisions")],
                     figure("first_session"), figure("first_year"), figure("sessions_a_year")});
    }
    return all;
  }();
  return kBodies;
}

}  // namespace

const Body* body_by_code(std::string_view code) {
  for (const Body& body : bodies()) {
    if (body.code == code) return &body;
  }
  return nullptr;
}

const Body* body_of(const model::Symbol& symbol) {
  const Body* best = nullptr;
  for (const Body& body : bodies()) {
    const bool fits = symbol.text().starts_with(body.series) &&
                      symbol.text().size() > body.series.size() &&
                      symbol.text()[body.series.size()] == '/';
    if (fits && (best == nullptr || best->series.size() < body.series.size())) best = &body;
  }
  return best;
}

bool is_series(std::string_view first) {
  static const std::vector<std::string> kSeries = [] {
    const auto table = base::parse_csv(embedded("data/grammar/series.csv"));
    COMITY_ASSERT(table.has_value());
    std::vector<std::string> all;
    for (const auto& row : table->rows) all.push_back(row[table->column("series")]);
    std::sort(all.begin(), all.end());
    return all;
  }();
  return std::binary_search(kSeries.begin(), kSeries.end(), first);
}

int session_of(const model::Symbol& symbol) {
  for (const std::string& part : symbol.parts()) {
    const auto number = number_at(part, 0);
    if (number && number->end == part.size()) return number->value;
  }
  return 0;
}

int year_of_session(const Body& body, int session) {
  if (body.sessions_a_year == 0 || session <= 0) return 0;
  return body.first_year + (session - 1) / body.sessions_a_year;
}

}  // namespace comity::grammar
