#include "service/finding/saved_searches.h"

#include <algorithm>

#include "base/text.h"
#include "service/accounts/people.h"
#include "service/accounts/tokens.h"
#include "service/address.h"
#include "service/finding/search_addresses.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonArray;
using base::JsonObject;
using base::Result;
using store::SavedSearch;

constexpr std::string_view kSearchesPlace = "/searches";

std::string question_text(const SearchRequest& request) {
  JsonArray filters;
  for (const auto& [name, value] : request.filters) filters.push_back(JsonArray{name, value});
  return base::to_text(JsonObject{{"query", request.text}, {"filters", std::move(filters)}});
}

Result<SearchRequest> saved_request(const std::string& question) {
  COMITY_TRY(const auto json, base::parse_json(question));
  SearchRequest request;
  const auto& object = json.as_object();
  request.text = base::text_at(object, "query");
  for (const auto& each : base::array_at(object, "filters")) {
    const auto& pair = each.as_array();
    request.filters.emplace_back(pair.at(0).as_string(), pair.at(1).as_string());
  }
  return request;
}

Result<SpaceEntries> told_entries(const store::Read& read, const Actor& actor) {
  const auto asker = visibility_of(actor, read);
  SpaceEntries entries;
  for (const auto& head : read.heads()) {
    const auto* const space = read.space(head.space);
    if (space == nullptr) continue;
    COMITY_TRY(const auto told, last_told(read, head, asker));
    entries.insert_or_assign(space->name, std::min(told, head.applied));
  }
  return entries;
}

std::string entries_text(const SpaceEntries& entries) {
  std::string text;
  for (const auto& [space, entry] : entries) {
    text += (text.empty() ? "" : ",") + space + ":" + std::to_string(entry);
  }
  return text;
}

/// What is seen once a page of the state `shown` was: what came after it is not, what was seen
/// before still is.
SpaceEntries seen_with(const SpaceEntries& before, const SpaceEntries& shown, SpaceEntries now) {
  const auto entry_in = [](const SpaceEntries& entries, const std::string& space) {
    const auto found = entries.find(space);
    return found == entries.end() ? store::EntryNumber{0} : found->second;
  };
  for (auto& [space, entry] : now) {
    entry = std::min(entry, std::max(entry_in(before, space), entry_in(shown, space)));
  }
  return now;
}

Result<std::string> search_name(std::string_view name) {
  auto kept = person_name(name);
  if (kept) return kept;
  return fail(ErrorKind::invalid_input, "a saved search has a name of 1 to 100 characters", "name",
              "write what you look for: water in Brazil");
}

base::Status only_in_person(const Actor& actor) {
  if (actor.in_person()) return {};
  return fail(ErrorKind::forbidden, "a person keeps searches, no token does",
              std::string(kSearchesPlace), "sign in");
}

base::Status only_for_reading(const Actor& actor) {
  const auto reads = [](Scope scope) { return covers(scope, Action::read_internal); };
  if (!actor.scopes || std::any_of(actor.scopes->begin(), actor.scopes->end(), reads)) return {};
  return fail(ErrorKind::forbidden, "this token reads no saved searches",
              std::string(kSearchesPlace), "make one with the scope read");
}

tl::unexpected<base::Error> no_such_search(std::string_view id) {
  return fail(ErrorKind::not_found, "you have no such search", std::string(id),
              "see /searches for those you have");
}

Result<store::SavedSearchId> saved_search_id(std::string_view text) {
  const auto id = base::from_crockford(text);
  if (id) return store::SavedSearchId{*id};
  return no_such_search(text);
}

base::Status must_be_there(bool there, std::string_view id) {
  if (there) return {};
  return no_such_search(id);
}

Parameters saved_parameters(const SearchRequest& request) {
  Parameters parameters = {{"q", request.text}};
  parameters.insert(parameters.end(), request.filters.begin(), request.filters.end());
  return parameters;
}

/// How many a question finds now.
Result<std::uint64_t> found_now(Installation& installation, const Ask& ask, const store::Read& read,
                                const SearchRequest& request) {
  return answered(
      installation, ask, read, request, [&](const Question& question) -> Result<std::uint64_t> {
        search::SearchOptions options;
        options.limit = 0;
        options.filters = question.filters;
        COMITY_TRY(const auto answer, search::search(question.views, question.query, options));
        return answer.count;
      });
}

/// What it finds, and what of that is new.
Result<JsonObject> counts_of(Installation& installation, const Ask& ask, const store::Read& read,
                             const SearchRequest& request, const std::string& seen) {
  COMITY_TRY(const auto all, found_now(installation, ask, read, request));
  auto fresh = request;
  fresh.since = seen;
  COMITY_TRY(const auto since, found_now(installation, ask, read, fresh));
  return JsonObject{{"count", count_json(all, SearchAddresses("/search", request).here())},
                    {"fresh", count_json(since, SearchAddresses("/search", fresh).here())},
                    {"problem", ""}};
}

Result<JsonObject> saved_json(Installation& installation, const Ask& ask, const store::Read& read,
                              const StateNames& states, const SavedSearch& saved) {
  COMITY_TRY(const auto request, saved_request(saved.question));
  const SearchAddresses addresses("/search", request);
  auto counts = counts_of(installation, ask, read, request, saved.seen);
  if (!counts) {
    if (counts.error().kind != ErrorKind::invalid_input) return counts;
    counts =
        JsonObject{{"count", nullptr}, {"fresh", nullptr}, {"problem", counts.error().message}};
  }
  auto json = *std::move(counts);
  json["id"] = base::to_text(saved.id);
  json["name"] = saved.name;
  json["query"] = request.text;
  json["filters"] = chips_json(request, addresses, states, ask.language);
  json["created"] = base::to_rfc3339(saved.created);
  json["address"] = addresses.here();
  json["atom_address"] = address_with("/search.atom", saved_parameters(request));
  return json;
}

}  // namespace

Result<JsonObject> saved_searches(Installation& installation, const Ask& ask) {
  COMITY_CHECK(only_for_reading(ask.actor));
  COMITY_TRY(const auto person, person_of(installation, ask.actor));
  COMITY_TRY(const auto all, installation.store().saved_searches().of(person));
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto states, installation.states(read));
  JsonArray searches;
  for (const auto& saved : all) {
    COMITY_TRY(auto json, saved_json(installation, ask, read, states, saved));
    searches.push_back(std::move(json));
  }
  return JsonObject{{"searches", std::move(searches)}, {"at", at_json(read, ask.actor)}};
}

Result<JsonArray> saved_search_names(Installation& installation, const Actor& actor) {
  JsonArray names;
  if (actor.id.empty() || !only_for_reading(actor)) return names;
  COMITY_TRY(const auto person, person_of(installation, actor));
  COMITY_TRY(const auto all, installation.store().saved_searches().of(person));
  for (const auto& saved : all) {
    COMITY_TRY(const auto request, saved_request(saved.question));
    names.push_back(JsonObject{{"id", base::to_text(saved.id)},
                               {"name", saved.name},
                               {"address", SearchAddresses("/search", request).here()}});
  }
  return names;
}

Result<std::string> save_search(Installation& installation, const Ask& ask, std::string_view name,
                                const SearchRequest& request) {
  COMITY_CHECK(only_in_person(ask.actor));
  COMITY_TRY(const auto person, person_of(installation, ask.actor));
  COMITY_TRY(auto kept, search_name(name));
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto question, question_of(installation, ask, read, request));
  COMITY_TRY(const auto seen, told_entries(read, ask.actor));
  const SavedSearch search{{base::random_id()}, person,
                           std::move(kept),     question_text(request),
                           entries_text(seen),  installation.clock().now()};
  COMITY_CHECK(installation.store().saved_searches().add(search, kMostSavedSearches));
  return base::to_text(search.id);
}

base::Status rename_saved_search(Installation& installation, const Actor& actor,
                                 std::string_view id, std::string_view name) {
  COMITY_CHECK(only_in_person(actor));
  COMITY_TRY(const auto person, person_of(installation, actor));
  COMITY_TRY(const auto search, saved_search_id(id));
  COMITY_TRY(const auto kept, search_name(name));
  COMITY_TRY(const bool there, installation.store().saved_searches().rename(person, search, kept));
  return must_be_there(there, id);
}

base::Status delete_saved_search(Installation& installation, const Actor& actor,
                                 std::string_view id) {
  COMITY_CHECK(only_in_person(actor));
  COMITY_TRY(const auto person, person_of(installation, actor));
  COMITY_TRY(const auto search, saved_search_id(id));
  COMITY_TRY(const bool there, installation.store().saved_searches().remove(person, search));
  return must_be_there(there, id);
}

base::Status see_saved_search(Installation& installation, const Actor& actor, std::string_view id,
                              std::string_view at) {
  COMITY_CHECK(only_in_person(actor));
  COMITY_TRY(const auto person, person_of(installation, actor));
  COMITY_TRY(const auto search, saved_search_id(id));
  COMITY_TRY(const auto shown, entries_from(at));
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(auto seen, told_entries(read, actor));
  if (!at.empty()) {
    COMITY_TRY(const auto all, installation.store().saved_searches().of(person));
    const auto saved = std::find_if(all.begin(), all.end(),
                                    [&](const SavedSearch& each) { return each.id == search; });
    if (saved == all.end()) return no_such_search(id);
    COMITY_TRY(const auto before, entries_from(saved->seen));
    seen = seen_with(before, shown, std::move(seen));
  }
  COMITY_TRY(const bool there,
             installation.store().saved_searches().see(person, search, entries_text(seen)));
  return must_be_there(there, id);
}

}  // namespace comity::service
