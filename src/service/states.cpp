#include <algorithm>
#include <array>
#include <map>

#include "service/address.h"
#include "service/reviews/calendar.h"
#include "service/reviews/pledges.h"
#include "service/reviews/review_overview.h"
#include "service/reviews/reviews.h"
#include "service/reviews/session_tables.h"
#include "service/reviews/spoken.h"
#include "service/sources/source_records.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonArray;
using base::JsonObject;
using base::Result;

std::string received_address(std::string_view code, std::string_view position = {}) {
  return search_address({{"state", std::string(code)},
                         {"position", std::string(position)},
                         {"kind", "recommendation"}});
}

std::string pledges_address(std::string_view code) {
  return address_with("/pledges.csv", {{"state", std::string(code)}});
}

std::string made_address(std::string_view code) {
  return search_address({{"by", std::string(code)}, {"kind", "recommendation"}});
}

JsonObject listed(const names::State& state, const store::StateTotals& totals,
                  const StateNames& states, model::Language language) {
  auto object = states.json(state.code, language);
  object["reviews"] = count_json(totals.reviews, state_address(state.code));
  object["received"] = count_json(totals.received.recommendations, received_address(state.code));
  object["made"] = count_json(totals.made.recommendations, made_address(state.code));
  return object;
}

JsonArray counted(std::vector<store::StateCount> counts, const StateNames& states,
                  model::Language language, std::string_view own, std::string_view own_name,
                  std::string_view other_name) {
  std::sort(counts.begin(), counts.end(), [&](const auto& a, const auto& b) {
    return states.sort_key(a.state, language) < states.sort_key(b.state, language);
  });
  JsonArray out;
  for (const auto& each : counts) {
    const auto address = search_address({{std::string(own_name), std::string(own)},
                                         {std::string(other_name), each.state},
                                         {"kind", "recommendation"}});
    out.push_back(JsonObject{{"state", states.json(each.state, language)},
                             {"count", count_json(each.recommendations, address)}});
  }
  return out;
}

/// What is to be expected after the last review, which no document says; null where nothing is.
base::Json next_review_json(const std::vector<store::ReviewRecord>& reviews) {
  const auto last = std::max_element(reviews.begin(), reviews.end(),
                                     [](auto& a, auto& b) { return a.cycle < b.cycle; });
  if (last == reviews.end()) return nullptr;
  const auto next = next_review(*last);
  if (!next) return nullptr;
  return JsonObject{
      {"cycle", next->cycle}, {"month", next->month}, {"rule", next->rule}, {"unverified", true}};
}

}  // namespace

Result<Answer> states(Installation& installation, const Ask& ask, StatesListed which) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto names, installation.states(read));
  COMITY_TRY(const auto totals, read.states(visibility_of(ask.actor, read)));
  std::map<std::string, store::StateTotals, std::less<>> by_code;
  for (const auto& each : totals) by_code.emplace(each.state, each);
  JsonArray groups;
  bool own_register = true;
  for (const auto& list : names.registers()) {
    std::map<std::string, std::vector<const names::State*>> by_group;
    for (const auto& state : list->states()) {
      // Invented States are shown only where something visible is said of them.
      const bool all = own_register && which == StatesListed::all;
      if (!all && !by_code.contains(state.code)) continue;
      by_group[state.regional_group].push_back(&state);
    }
    for (auto& [group, members] : by_group) {
      std::sort(members.begin(), members.end(), [&](const auto* a, const auto* b) {
        return names.sort_key(a->code, ask.language) < names.sort_key(b->code, ask.language);
      });
      JsonArray out;
      for (const auto* state : members) {
        const auto found = by_code.find(state->code);
        out.push_back(listed(*state, found == by_code.end() ? store::StateTotals{} : found->second,
                             names, ask.language));
      }
      groups.push_back(
          JsonObject{{"name", group}, {"specimen", !own_register}, {"states", std::move(out)}});
    }
    own_register = false;
  }
  const bool some = which == StatesListed::with_recommendations;
  return Answer{{{"with", some ? "recommendations" : ""},
                 {"groups", std::move(groups)},
                 {"at", at_json(read, ask.actor)}},
                {}};
}

Result<Answer> state(Installation& installation, const Ask& ask, std::string_view code) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto names, installation.states(read));
  const auto* entry = names.by_code(code);
  if (entry == nullptr) {
    return fail(ErrorKind::not_found,
                "no register holds a State with the code " + std::string(code), state_address(code),
                "choose a State from the list of States");
  }
  const auto asker = visibility_of(ask.actor, read);
  COMITY_TRY(const auto totals, read.state(code, asker));
  COMITY_TRY(const auto made_to, read.made_to(code, asker));
  COMITY_TRY(const auto asked_by, read.asked_by(code, asker));
  store::ReviewFilter filter;
  filter.state = code;
  COMITY_TRY(const auto reviewed, read.reviews(filter, asker));
  COMITY_TRY(const auto unverified,
             unverified_reviews(installation, read, asker, names, {std::string(code), 0, 0}));
  COMITY_TRY(auto mechanisms, mechanisms_of_state(read, asker, code));
  COMITY_TRY(const auto pledges, pledges_of(installation, read, asker, code, 0));

  auto body = names.json(code, ask.language);
  JsonObject forms;
  for (const auto language : {model::Language::ar, model::Language::zh, model::Language::en,
                              model::Language::fr, model::Language::ru, model::Language::es}) {
    forms[model::code_of(language)] = entry->short_name(language);
  }
  JsonArray former;
  for (const auto& name : entry->former) {
    former.push_back(JsonObject{{"name", name.name}, {"from", name.from}, {"until", name.until}});
  }
  JsonArray reviews;
  bool specimen = false;
  for (const auto& review : reviewed) {
    specimen = specimen || review.work.specimen;
    reviews.push_back(review_json(review, names, ask.language));
  }
  COMITY_TRY(auto spoken, spoken_by(installation, ask, code));
  COMITY_TRY(auto observations, observations_on(installation, ask, code));
  COMITY_TRY(auto timeline, timeline_json(read, asker, code, 0, names, ask.language));
  JsonObject answer{
      {"state", std::move(body)},
      {"timeline", std::move(timeline)},
      {"names", std::move(forms)},
      {"formal_name", entry->formal_name(ask.language)},
      {"m49", entry->m49},
      {"regional_group", entry->regional_group},
      {"former", std::move(former)},
      {"reviews", std::move(reviews)},
      {"received",
       JsonObject{
           {"recommendations", count_json(totals.received.recommendations, received_address(code))},
           {"supported",
            count_json(totals.received.supported, received_address(code, "supported"))},
           {"noted", count_json(totals.received.noted, received_address(code, "noted"))},
           {"pending", count_json(totals.received.pending, received_address(code, "pending"))}}},
      {"made", JsonObject{{"recommendations",
                           count_json(totals.made.recommendations, made_address(code))}}},
      {"made_to", counted(made_to, names, ask.language, code, "by", "state")},
      {"asked_by", counted(asked_by, names, ask.language, code, "state", "by")},
      {"mechanisms", std::move(mechanisms)},
      {"pledges", to_json(pledges)},
      {"pledges_file", pledges.empty() ? std::string() : pledges_address(code)},
      {"spoken", std::move(spoken)},
      {"observations", std::move(observations)},
      {"next_review", next_review_json(reviewed)},
      {"unverified_reviews", unverified_json(unverified, names, ask.language)},
      {"specimen", specimen},
      {"at", at_json(read, ask.actor)}};
  return Answer{std::move(answer), {}};
}

}  // namespace comity::service
