#include "service/finding/recorded_filters.h"

#include <algorithm>
#include <cctype>

#include "names/register.h"
#include "service/finding/index_documents.h"

namespace comity::service {

std::string state_meant(std::string_view typed) {
  const auto& states = names::Register::builtin();
  if (const auto* state = states.find(typed)) return state->code;
  std::string code(typed);
  std::transform(code.begin(), code.end(), code.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return states.by_code(code) == nullptr ? std::string(typed) : code;
}

SearchRequest with_recorded_filters(SearchRequest request) {
  const auto schema = search_schema();
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
  auto narrowed = with_recorded_filters(request);
  // Values of one facet are alternatives: beside another kind this one would widen the question.
  bool others = false;
  bool recommendations = false;
  std::erase_if(narrowed.filters, [&](const auto& each) {
    if (each.first != facet::kKind || each.second.starts_with("-")) return false;
    (each.second == "recommendation" ? recommendations : others) = true;
    return true;
  });
  narrowed.filters.emplace_back(facet::kKind, "recommendation");
  if (others && !recommendations) narrowed.filters.emplace_back(facet::kKind, "-recommendation");
  return narrowed;
}

}  // namespace comity::service
