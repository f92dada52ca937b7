#include "service/reviews/review_overview.h"

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "service/address.h"
#include "service/finding/plots.h"
#include "service/reviews/reviews.h"

namespace comity::service {
namespace {

using base::JsonArray;
using base::JsonObject;
using base::Result;

constexpr std::array kPositions = {model::CountsAs::supported, model::CountsAs::noted,
                                   model::CountsAs::pending};

/// One group's recommendations in a review.
struct Group {
  std::set<std::string> states;
  std::size_t all = 0;
  std::map<model::CountsAs, std::size_t> by_position;
};

std::string group_of(const StateNames& states, const std::string& code) {
  const auto* state = states.by_code(code);
  return state == nullptr ? std::string() : state->regional_group;
}

/// The search that lists what a group recommended; of one position, or of all.
std::string address_of(const store::ReviewRecord& review, const Group& group,
                       std::string_view position) {
  auto parameters = filters_of(review);
  for (const auto& state : group.states) parameters.emplace_back("by", state);
  if (!position.empty()) parameters.emplace_back("position", position);
  return search_address(parameters);
}

JsonObject group_json(const std::string& name, Group& group, const store::ReviewRecord& review) {
  JsonObject json{{"name", name},
                  {"states", group.states.size()},
                  {"recommendations", count_json(group.all, address_of(review, group, ""))}};
  for (const auto position : kPositions) {
    const auto word = model::name_of(position);
    json[word] = count_json(group.by_position[position], address_of(review, group, word));
  }
  return json;
}

}  // namespace

Result<JsonArray> timeline_json(const store::Read& read, const store::Visibility& asker,
                                std::string_view state, int cycle, const StateNames& states,
                                model::Language language) {
  store::ReviewFilter filter;
  filter.state = state;
  COMITY_TRY(const auto reviews, read.reviews(filter, asker));
  std::map<int, JsonObject> cycles;
  for (const auto& review : reviews) {
    if (review.cycle == 0 || cycles.contains(review.cycle)) continue;
    const auto json = review_json(review, states, language);
    cycles.emplace(review.cycle, JsonObject{{"cycle", review.cycle},
                                            {"session", review.session},
                                            {"date", review.date},
                                            {"current", review.cycle == cycle},
                                            {"address", json.at("address")},
                                            {"counts", json.at("counts")}});
  }
  JsonArray out;
  for (auto& [number, json] : cycles) out.push_back(std::move(json));
  return out;
}

JsonArray recommending_groups_json(const std::vector<store::RecommendationRecord>& records,
                                   const store::ReviewRecord& review, const StateNames& states) {
  std::map<std::pair<bool, std::string>, Group> groups;  // those without a name last
  for (const auto& record : records) {
    if (record.recommendation.state_under_review != review.state) continue;
    std::set<std::pair<bool, std::string>> once;
    for (const auto& clause : record.recommendation.clauses) {
      for (const auto& code : clause.states) {
        const auto name = group_of(states, code);
        const std::pair key(name.empty(), name);
        groups[key].states.insert(code);
        once.insert(key);
      }
    }
    for (const auto& key : once) {
      ++groups[key].all;
      ++groups[key].by_position[record.counts_as];
    }
  }
  JsonArray out;
  for (auto& [key, group] : groups) out.push_back(group_json(key.second, group, review));
  return out;
}

Result<ReviewThemes> themes_of(Installation& installation, const Ask& ask, const store::Read& read,
                               const store::ReviewRecord& review, const StateNames& states) {
  PlotRequest request;
  request.search.filters = filters_of(review);
  request.plot = "themes";
  COMITY_TRY(const auto plot, plot_json(installation, ask, read, states, request));
  std::vector<std::string> positions;
  for (const auto& column : base::array_at(plot, "columns")) {
    positions.emplace_back(base::text_at(column.as_object(), "value"));
  }
  auto parameters = filters_of(review);
  parameters.emplace_back("plot", request.plot);
  ReviewThemes out{
      {}, std::string(base::text_at(plot, "tagged_by")), address_with("/plots", parameters)};
  for (const auto& value : base::array_at(plot, "rows")) {
    const auto& row = value.as_object();
    JsonObject json{
        {"value", row.at("value")}, {"name", row.at("name")}, {"clauses", row.at("count")}};
    for (const auto position : kPositions) json[model::name_of(position)] = count_json(0, "");
    const auto& cells = base::array_at(row, "cells");
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (json.contains(positions[i])) json[positions[i]] = cells[i];
    }
    out.themes.push_back(std::move(json));
  }
  return out;
}

}  // namespace comity::service
