#include "service/finding/work_facets.h"

#include <chrono>

#include "service/finding/index_documents.h"

namespace comity::service {

std::int64_t days_of(std::string_view date) {
  if (date.size() != 10) return 0;
  const auto digits = [&](std::size_t at, std::size_t count) {
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) value = value * 10 + (date[i] - '0');
    return value;
  };
  const std::chrono::year_month_day day{std::chrono::year{digits(0, 4)},
                                        std::chrono::month{static_cast<unsigned>(digits(5, 2))},
                                        std::chrono::day{static_cast<unsigned>(digits(8, 2))}};
  return day.ok() ? std::chrono::sys_days{day}.time_since_epoch().count() : 0;
}

std::vector<search::FacetValue> work_facets(const store::Work& work,
                                            const model::Reading& reading) {
  std::vector<search::FacetValue> facets;
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) facets.push_back({std::string(name), std::string(value)});
  };
  // A report that prints no date of its own tells that of the review.
  const auto& date =
      work.date.empty() && reading.review.has_value() ? reading.review->date : work.date;
  if (days_of(date) != 0) add(facet::kYear, std::string_view(date).substr(0, 4));
  add(facet::kTextLanguage, model::code_of(reading.language));
  add(facet::kDocumentKind, model::name_of(reading.kind));
  const bool drawn_up = reading.kind == model::WorkKind::table;
  add(facet::kSource, drawn_up ? std::string_view(work.title) : facet::kUnDocument);
  return facets;
}

void set_year(search::IndexDocument& document, std::string_view date) {
  const auto year = date.substr(0, 4);
  for (auto& each : document.facets) {
    if (each.facet == facet::kYear) {
      each.value = year;
      return;
    }
  }
  document.facets.push_back({std::string(facet::kYear), std::string(year)});
}

std::string_view regional_group_of(const names::Register* states, std::string_view code) {
  const auto* const state = states == nullptr ? nullptr : states->by_code(code);
  return state == nullptr ? std::string_view{} : std::string_view(state->regional_group);
}

}  // namespace comity::service
