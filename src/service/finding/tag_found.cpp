#include "service/finding/tag_found.h"

#include <iterator>

#include "service/finding/index_documents.h"
#include "service/finding/recorded_filters.h"
#include "service/finding/search_addresses.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonArray;
using base::JsonObject;
using base::Result;

constexpr std::size_t kMostToldOf = 20;

base::Status may_say(const Actor& actor) {
  if (may_somewhere(actor, Action::correct)) return {};
  return must_be_allowed(actor, Action::correct, kOwnSpace,
                         "only editors and administrators say what a recommendation is about",
                         "/search/tags");
}

/// Something can be said of recommendations only.
SearchRequest what_can_be_tagged(const SearchRequest& search) {
  auto narrowed = of_recommendations(search);
  narrowed.cursor.clear();
  narrowed.more.clear();
  return narrowed;
}

Result<std::vector<TagWish>> all_wishes(Installation& installation, const Ask& ask,
                                        const TagFoundWish& wish) {
  if (!tag_action_from(wish.action)) {
    return fail(ErrorKind::invalid_input, "there is nothing of this name to say: " + wish.action,
                "action", "add, confirm, remove or take-back");
  }
  std::vector<TagWish> wishes;
  for (const auto& tag : wish.tags) {
    COMITY_TRY(auto found, tag_wishes_of_found(installation, ask, wish.search,
                                               tag_wish_from("", wish.action, tag)));
    wishes.insert(wishes.end(), std::make_move_iterator(found.begin()),
                  std::make_move_iterator(found.end()));
  }
  if (!wish.tags.empty()) return wishes;
  return fail(ErrorKind::invalid_input, "nothing is said of any tag", "tag",
              "name one as SCHEME:CODE: theme:Elections");
}

JsonObject done_json(const TagsDone& done, TagEffect effect) {
  auto json = to_json(done);
  auto& refused = json["refused"].as_array();
  json["refused_count"] = refused.size();
  if (refused.size() > kMostToldOf) refused.resize(kMostToldOf);
  json["done"] = effect == TagEffect::record;
  return json;
}

}  // namespace

Result<JsonObject> tag_found_form(Installation& installation, const Ask& ask,
                                  const SearchRequest& asked) {
  COMITY_CHECK(may_say(ask.actor));
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto states, installation.states(read));
  const auto search = with_recorded_filters(asked, states);
  const auto narrowed = what_can_be_tagged(search);
  COMITY_TRY(const auto found,
             answered(installation, ask, read, narrowed, [&](const Question& question) {
               search::SearchOptions options;
               options.limit = 0;
               options.filters = question.filters;
               return search::search(question.views, question.query, options);
             }));
  const SearchAddresses addresses("/search", narrowed);
  return JsonObject{{"query", search.text},
                    {"filters", chips_json(search, SearchAddresses("/search/tags", search), states,
                                           ask.language)},
                    {"clauses", count_json(found.count, addresses.here())},
                    {"choices", tag_choices(ask.language)},
                    {"actions", JsonArray{"confirm", "add", "remove", "take-back"}}};
}

Result<JsonObject> tag_found(Installation& installation, const Ask& ask, const TagFoundWish& wish) {
  COMITY_CHECK(may_say(ask.actor));
  COMITY_TRY(const auto wishes, all_wishes(installation, ask, wish));
  COMITY_TRY(const auto told,
             decide_tags(installation, ask, wishes, wish.reason, TagEffect::only_tell));
  if (wish.effect == TagEffect::only_tell) return done_json(told, wish.effect);
  if (wish.told && *wish.told != told.changed) {
    return fail(ErrorKind::conflict,
                "another number of decisions than was told: then " + std::to_string(*wish.told) +
                    ", now " + std::to_string(told.changed),
                "told", "look again at what would change");
  }
  COMITY_TRY(const auto done, decide_tags(installation, ask, wishes, wish.reason, wish.effect));
  return done_json(done, wish.effect);
}

}  // namespace comity::service
