#include "app/requests.h"

#include <algorithm>

namespace comity::app {

service::SimilarRequest similar_of(const http::Question& question) {
  service::SimilarRequest request;
  const auto& known = service::similar_filter_names();
  for (const auto& [name, value] : question.parameters) {
    if (name == "recommendation") request.recommendation = value;
    if (name == "text") request.text = value;
    if (name == "cursor") request.cursor = value;
    const bool filter = std::find(known.begin(), known.end(), name) != known.end();
    if (filter && !value.empty()) request.filters.emplace_back(name, value);
  }
  return request;
}

service::MandatesRequest mandates_of(const http::Question& question) {
  service::MandatesRequest request;
  const auto& known = service::mandate_filter_names();
  for (const auto& [name, value] : question.parameters) {
    if (name == "q") request.words = value;
    if (name == "view") request.view = value;
    if (name == "cursor") request.cursor = value;
    const bool filter = std::find(known.begin(), known.end(), name) != known.end();
    if (filter && !value.empty()) request.filters.emplace_back(name, value);
  }
  return request;
}

}  // namespace comity::app
