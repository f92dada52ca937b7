#include "grammar/bodies.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "base/ascii.h"
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

/// No body has come so far; greater numbers are years, or count documents.
constexpr int kGreatestSession = 200;

using Parts = std::span<const std::string>;

/// What follows the series of its body.
Parts behind_series(const model::Symbol& symbol, const Body& body) {
  const auto slashes = std::count(body.series.begin(), body.series.end(), '/');
  return Parts(symbol.parts()).subspan(static_cast<std::size_t>(slashes) + 1);
}

/// The body's main committees, and series of its own papers that stand before the session.
bool is_of_body_itself(std::string_view part) {
  constexpr std::array<std::string_view, 6> kSeries = {"RES", "DEC", "PRST", "INF", "BUR", "SPC"};
  constexpr std::array<std::string_view, 5> kBegin = {"C.", "L.", "PV.", "SR.", "CRP."};
  const auto begins = [&](std::string_view begin) { return part.starts_with(begin); };
  return std::find(kSeries.begin(), kSeries.end(), part) != kSeries.end() ||
         std::any_of(kBegin.begin(), kBegin.end(), begins);
}

bool changes_what_is_before(std::string_view part) {
  return part.starts_with("Add.") || part.starts_with("Corr.") || part.starts_with("Rev.");
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
  const Body* body = body_of(symbol);
  if (body == nullptr || body->first_session == 0) return 0;
  Parts parts = behind_series(symbol, *body);
  if (!parts.empty() && is_of_body_itself(parts.front())) parts = parts.subspan(1);
  // A session is followed by what stood at it: A/64 and A/520/Rev.17 are documents by number.
  if (parts.size() < 2 || changes_what_is_before(parts[1])) return 0;
  const auto number = number_at(parts.front(), 0);
  if (!number || number->end != parts.front().size()) return 0;
  const bool known = number->value >= body->first_session && number->value <= kGreatestSession;
  return known ? number->value : 0;
}

bool shows_session_of_body(const model::Symbol& symbol) {
  const Body* body = body_of(symbol);
  if (body == nullptr || body->first_session == 0) return true;
  Parts parts = behind_series(symbol, *body);
  const bool own = !parts.empty() && is_of_body_itself(parts.front());
  if (own) parts = parts.subspan(1);
  if (parts.empty()) return true;
  const std::string_view next = parts.front();
  if (next.starts_with("S-") || next.starts_with("ES-")) return false;
  return own || base::is_digit(next.front());
}

int year_of_session(const Body& body, int session) {
  if (body.sessions_a_year == 0 || session <= 0) return 0;
  return body.first_year + (session - 1) / body.sessions_a_year;
}

std::string opening_of_session(const Body& body, int session) {
  const int year = year_of_session(body, session);
  if (year == 0) return {};
  constexpr int kLastMonth = 9;
  constexpr int kMonthsBetween = 3;
  const int behind = body.sessions_a_year - 1 - (session - 1) % body.sessions_a_year;
  return fmt::format("{:04}-{:02}", year, kLastMonth - kMonthsBetween * behind);
}

int last_session_of(const Body& body, int year) {
  if (body.sessions_a_year == 0 || year < body.first_year) return 0;
  return (year - body.first_year + 1) * body.sessions_a_year;
}

}  // namespace comity::grammar
