#include "service/finding/search_addresses.h"

#include <algorithm>

#include "search/query/number_range.h"
#include "service/finding/index_documents.h"
#include "service/tags/tags.h"

namespace comity::service {
namespace {

/// One value in the place of those that the facet was asked to have; what it must not have stays.
void set_only(Parameters& parameters, const std::string& name, const std::string& value) {
  std::erase_if(parameters, [&](const auto& each) {
    return each.first == name && !each.second.starts_with("-");
  });
  parameters.emplace_back(name, value);
}

}  // namespace

std::string SearchAddresses::only(const std::string& name, const std::string& value) const {
  auto parameters = all();
  set_only(parameters, name, value);
  return address_with(path_, parameters);
}

std::string SearchAddresses::only(const std::pair<std::string, std::string>& one,
                                  const std::pair<std::string, std::string>& other) const {
  auto parameters = all();
  set_only(parameters, one.first, one.second);
  set_only(parameters, other.first, other.second);
  return address_with(path_, parameters);
}

std::string SearchAddresses::without(const std::string& name, const std::string& value) const {
  auto parameters = all();
  std::erase(parameters, std::pair(name, value));
  return address_with(path_, parameters);
}

std::string SearchAddresses::page(const std::string& cursor) const {
  auto parameters = all();
  parameters.emplace_back("cursor", cursor);
  return address_with(path_, parameters);
}

std::string SearchAddresses::opening(std::string_view facet) const {
  auto parameters = all();
  parameters.emplace_back("more", facet);
  return address_with(path_, parameters) + "#facet-" + std::string(facet);
}

std::string SearchAddresses::here() const { return address_with(path_, all()); }

bool SearchAddresses::has(const std::string& name, const std::string& value) const {
  return std::find(request_.filters.begin(), request_.filters.end(), std::pair(name, value)) !=
         request_.filters.end();
}

Parameters SearchAddresses::all() const {
  Parameters parameters = kept_;
  parameters.emplace_back("q", request_.text);
  parameters.insert(parameters.end(), request_.filters.begin(), request_.filters.end());
  if (!request_.since.empty()) parameters.emplace_back("since", request_.since);
  for (const auto& name : request_.more) parameters.emplace_back("more", name);
  return parameters;
}

std::string value_name(const StateNames& states, model::Language language, std::string_view facet,
                       std::string_view value) {
  const bool is_state = facet == facet::kState || facet == facet::kBy;
  if (is_state) return states.name(value, language);
  const auto range = search::number_range_from(value);
  if (!range) return tag_name(facet, value, language);
  const auto dots = value.find("..");
  return std::string(value.substr(0, dots)) + "–" + std::string(value.substr(dots + 2));
}

base::JsonArray chips_json(const SearchRequest& request, const SearchAddresses& addresses,
                           const StateNames& states, model::Language language) {
  base::JsonArray out;
  for (const auto& [name, value] : request.filters) {
    const bool excluded = value.starts_with("-");
    const auto plain = excluded ? value.substr(1) : value;
    out.push_back(base::JsonObject{{"facet", name},
                                   {"label", name},
                                   {"value", value},
                                   {"excluded", excluded},
                                   {"name", value_name(states, language, name, plain)},
                                   {"without", addresses.without(name, value)}});
  }
  if (!request.since.empty()) {
    out.push_back(base::JsonObject{{"facet", "since"},
                                   {"label", "since"},
                                   {"value", request.since},
                                   {"excluded", false},
                                   {"name", request.since},
                                   {"without", addresses.without("since", request.since)}});
  }
  return out;
}

}  // namespace comity::service
