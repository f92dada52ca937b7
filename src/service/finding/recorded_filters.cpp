#include "service/finding/recorded_filters.h"

#include <algorithm>

#include "base/text.h"
#include "service/finding/index_documents.h"

namespace comity::service {

SearchRequest with_recorded_filters(SearchRequest request, const StateNames& states) {
  const auto schema = search_schema(states);
  for (auto& [name, value] : request.filters) {
    const auto field = std::find_if(schema.fields.begin(), schema.fields.end(),
                                    [&](const auto& each) { return each.name == name; });
    if (field == schema.fields.end()) continue;
    const std::size_t sign = value.starts_with("-") ? 1 : 0;
    value.replace(sign, std::string::npos,
                  search::value_meant(*field, std::string_view(value).substr(sign)));
  }
  return request;
}

SearchRequest of_recommendations(const SearchRequest& request) {
  auto narrowed = request;
  // Values of one facet are alternatives: beside another kind this one would widen the question.
  bool others = false;
  bool recommendations = false;
  std::erase_if(narrowed.filters, [&](const auto& each) {
    if (each.first != facet::kKind || each.second.starts_with("-")) return false;
    (base::folded(each.second) == "recommendation" ? recommendations : others) = true;
    return true;
  });
  narrowed.filters.emplace_back(facet::kKind, "recommendation");
  if (others && !recommendations) narrowed.filters.emplace_back(facet::kKind, "-recommendation");
  return narrowed;
}

}  // namespace comity::service
