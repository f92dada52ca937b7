#include "service/reviews/spoken.h"

#include <algorithm>

#include "service/address.h"
#include "service/finding/index_documents.h"
#include "service/finding/search.h"

namespace comity::service {
namespace {

using base::JsonArray;
using base::JsonObject;

/// What a question finds, and of one facet the values with their counts.
struct Counted {
  std::uint64_t all = 0;
  JsonArray values;
};

base::Result<Counted> counted(Installation& installation, const Ask& ask, std::string_view facet,
                              const Parameters& filters) {
  SearchRequest request;
  request.limit = 1;
  request.facets = {std::string(facet)};
  for (const auto& [name, value] : filters) request.filters.emplace_back(name, value);
  COMITY_TRY(const auto found, search(installation, ask, request));
  Counted counts;
  counts.all =
      static_cast<std::uint64_t>(base::integer_at(found.body.at("count").as_object(), "value"));
  const auto& facets = base::array_at(found.body, "facets");
  if (!facets.empty()) counts.values = base::array_at(facets.front().as_object(), "values");
  return counts;
}

/// Some lines of a text, cut at a word.
std::string beginning_of(std::string text) {
  constexpr std::size_t kLongest = 360;
  if (text.size() <= kLongest) return text;
  auto end = text.rfind(' ', kLongest);
  if (end == std::string::npos || end == 0) end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  text.resize(end);
  return text + " …";
}

}  // namespace

JsonArray dialogue_json(const model::Reading& reading, const store::Work& work,
                        const StateNames& states, model::Language language) {
  JsonArray out;
  if (!reading.review) return out;
  const auto& reviewed = reading.review->states_under_review;
  for (const auto& each : reading.review->dialogue) {
    const auto& paragraph = reading.paragraphs[each.paragraph];
    JsonArray speakers;
    for (const auto& code : each.states) speakers.push_back(states.json(code, language));
    out.push_back(JsonObject{{"number", paragraph.number},
                             {"states", std::move(speakers)},
                             {"under_review", each.states == reviewed},
                             {"text", beginning_of(model::text_of(paragraph.runs))},
                             {"address", document_address(work.name, paragraph.number)}});
  }
  return out;
}

base::Json observations_json(const model::Reading& reading, const store::Work& work,
                             const StateNames& states, model::Language language) {
  if (!reading.observations) return nullptr;
  const auto& all = *reading.observations;
  base::Json state = nullptr;
  if (!all.state.empty()) state = states.json(all.state, language);
  return JsonObject{
      {"mechanism", all.mechanism},
      {"state", std::move(state)},
      {"session", all.session},
      {"adopted", all.adopted},
      {"count",
       count_json(all.recommendations.size(),
                  search_address({{"work", work.name}, {"kind", std::string(kObservation)}}))}};
}

base::Result<JsonObject> spoken_by(Installation& installation, const Ask& ask,
                                   std::string_view state) {
  const Parameters filters = {{"by", std::string(state)},
                              {"state", "-" + std::string(state)},
                              {"kind", std::string(kStatement)}};
  COMITY_TRY(const auto counts, counted(installation, ask, facet::kState, filters));
  JsonArray reviews;
  for (const auto& value : counts.values) {
    const auto& each = value.as_object();
    const std::string code(base::text_at(each, "value"));
    const auto count = base::integer_at(each, "count");
    reviews.push_back(
        JsonObject{{"state", JsonObject{{"code", code},
                                        {"name", base::text_at(each, "name")},
                                        {"address", state_address(code)}}},
                   {"count", count_json(static_cast<std::uint64_t>(count),
                                        search_address({{"by", std::string(state)},
                                                        {"state", code},
                                                        {"kind", std::string(kStatement)}}))}});
  }
  return JsonObject{{"statements", count_json(counts.all, search_address(filters))},
                    {"reviews", std::move(reviews)}};
}

base::Result<JsonArray> observations_on(Installation& installation, const Ask& ask,
                                        std::string_view state) {
  COMITY_TRY(const auto counts,
             counted(installation, ask, facet::kMechanism,
                     {{"state", std::string(state)}, {"kind", std::string(kObservation)}}));
  JsonArray out;
  for (const auto& value : counts.values) {
    const auto& each = value.as_object();
    const std::string mechanism(base::text_at(each, "value"));
    out.push_back(
        JsonObject{{"mechanism", mechanism},
                   {"count", count_json(static_cast<std::uint64_t>(base::integer_at(each, "count")),
                                        search_address({{"state", std::string(state)},
                                                        {"mechanism", mechanism},
                                                        {"kind", std::string(kObservation)}}))}});
  }
  std::sort(out.begin(), out.end(), [](const base::Json& a, const base::Json& b) {
    return base::text_at(a.as_object(), "mechanism") < base::text_at(b.as_object(), "mechanism");
  });
  return out;
}

}  // namespace comity::service
