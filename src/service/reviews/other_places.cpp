#include <algorithm>
#include <map>
#include <set>

#include "service/address.h"
#include "service/finding/index_documents.h"
#include "service/reviews/similar.h"

namespace comity::service {
namespace {

using base::JsonArray;
using base::JsonObject;
using base::Result;
using compare::Kinship;

// A recommendation's page is asked often: it looks at few, and leads to all.
constexpr std::size_t kMostByWordsHere = 120;
constexpr std::size_t kNearHere = 120;
constexpr std::size_t kNearElsewhere = 24;
constexpr std::size_t kShownOfCycle = 6;
constexpr std::size_t kShownElsewhere = 5;

/// What a recommendation became in another cycle, from the likest that was asked there.
std::string_view became(const std::vector<const Alike*>& found) {
  std::map<Kinship, std::size_t> kinds;
  for (const auto* one : found) ++kinds[one->resemblance.kinship];
  if (kinds.contains(Kinship::same)) return "same";
  if (kinds.contains(Kinship::reworded)) return "reworded";
  if (kinds.contains(Kinship::whole)) return "merged";
  return kinds[Kinship::part] > 1 ? "split" : "part";
}

Result<JsonArray> results_of(const std::vector<const Alike*>& found, std::size_t most,
                             const AskedText& asked, const StateNames& states,
                             model::Language language) {
  JsonArray out;
  for (std::size_t i = 0; i < std::min(most, found.size()); ++i) {
    COMITY_TRY(auto json, alike_json(*found[i], asked, states, language, WordsToo::yes));
    out.push_back(std::move(json));
  }
  return out;
}

std::string similar_address(const AskedText& asked, const Parameters& filters) {
  auto name = asked.work + "/" + asked.number;
  if (asked.clause > 1) name += "~" + std::to_string(asked.clause);
  Parameters parameters = {{"recommendation", name}};
  parameters.insert(parameters.end(), filters.begin(), filters.end());
  return address_with("/similar", parameters);
}

/// One of each State, the likest.
std::vector<const Alike*> one_a_state(const std::vector<Alike>& all) {
  std::vector<const Alike*> out;
  std::set<std::string_view> states;
  for (const auto& one : all) {
    if (states.insert(one.state()).second) out.push_back(&one);
  }
  return out;
}

}  // namespace

Result<InOtherPlaces> in_other_places(Installation& installation, const Ask& ask,
                                      const store::Read& read,
                                      const store::RecommendationRecord& record, int clause,
                                      model::Language language, const StateNames& states) {
  InOtherPlaces out;
  const auto& item = record.recommendation;
  if (item.clauses.empty()) return out;
  const int at = std::max(clause, 1);
  AskedText asked{item.clauses[static_cast<std::size_t>(at - 1)].text, language, record.work,
                  item.number, at};
  const auto& state = item.state_under_review;
  COMITY_TRY(const auto same_state,
             alike(installation, ask, read, asked,
                   {{{std::string(facet::kState), state}}, kMostByWordsHere, kNearHere}));
  std::map<int, std::vector<const Alike*>> by_cycle;
  for (const auto& one : same_state.all) by_cycle[one.cycle()].push_back(&one);
  for (const auto& [cycle, found] : by_cycle) {
    COMITY_TRY(auto results, results_of(found, kShownOfCycle, asked, states, ask.language));
    const bool own = cycle == record.cycle;
    out.cycles.push_back(JsonObject{
        {"cycle", cycle},
        {"session", base::integer_at(found.front()->stored, "session")},
        {"own", own},
        {"earlier", cycle < record.cycle},
        {"became", own ? std::string_view() : became(found)},
        {"more", found.size() > kShownOfCycle},
        {"review_address", review_address(state, cycle)},
        {"address", similar_address(asked, {{"state", state}, {"cycle", std::to_string(cycle)}})},
        {"results", std::move(results)}});
  }
  COMITY_TRY(const auto others,
             alike(installation, ask, read, asked,
                   {{{std::string(facet::kState), "-" + state}}, 0, kNearElsewhere}));
  COMITY_TRY(out.elsewhere,
             results_of(one_a_state(others.all), kShownElsewhere, asked, states, ask.language));
  out.similar_address = similar_address(asked, {});
  return out;
}

}  // namespace comity::service
