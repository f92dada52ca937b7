#include "service/reviews/similar.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <set>

#include "service/address.h"
#include "service/answer_parts.h"
#include "service/finding/index_documents.h"
#include "service/reviews/recommendation_name.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonArray;
using base::JsonObject;
using base::Result;

constexpr std::size_t kMostBytes = 4000;  ///< of a text that is pasted in
constexpr std::size_t kSimilarOnPage = 25;
/// So many candidates are compared with the text; the answer says where there were more.
constexpr std::size_t kMostByWords = 2000;
constexpr std::size_t kNearMost = 5000;

Parameters parameters_of(const SimilarRequest& request) {
  Parameters parameters = {{"recommendation", request.recommendation}, {"text", request.text}};
  parameters.insert(parameters.end(), request.filters.begin(), request.filters.end());
  return parameters;
}

/// Addresses of the same question with other filters.
class SimilarAddresses {
 public:
  explicit SimilarAddresses(const SimilarRequest& request) : request_(request) {}

  [[nodiscard]] std::string here() const {
    return with([](auto&) {});
  }
  [[nodiscard]] std::string only(std::string_view name, std::string_view value) const {
    return with([&](Parameters& all) {
      std::erase_if(all, [&](const auto& each) {
        return each.first == name && !each.second.starts_with("-");
      });
      all.emplace_back(name, value);
    });
  }
  [[nodiscard]] std::string without(const std::string& name, const std::string& value) const {
    return with([&](Parameters& all) { std::erase(all, std::pair(name, value)); });
  }
  [[nodiscard]] std::string page(const std::string& cursor) const {
    return with([&](Parameters& all) { all.emplace_back("cursor", cursor); });
  }

 private:
  template <typename Change>
  [[nodiscard]] std::string with(Change change) const {
    auto parameters = parameters_of(request_);
    change(parameters);
    return address_with("/similar", parameters);
  }
  const SimilarRequest& request_;
};

/// What is asked about, with the recommendation that it is, if it is one.
struct AskedSubject {
  AskedText asked;
  base::Json recommendation = nullptr;
  bool specimen = false;
};

AskedText asked_of(const store::RecommendationRecord& record, int clause,
                   model::Language language) {
  const auto& item = record.recommendation;
  const auto at = std::max(clause, 1);
  return {item.clauses[static_cast<std::size_t>(at - 1)].text, language, record.work, item.number,
          at};
}

JsonObject recommendation_json(const store::RecommendationRecord& record, int clause,
                               const StateNames& states, model::Language language) {
  const auto& item = record.recommendation;
  return {{"work", record.work},
          {"number", item.number},
          {"clause", clause},
          {"state_under_review", states.json(item.state_under_review, language)},
          {"cycle", record.cycle},
          {"session", record.session},
          {"counts_as", model::name_of(record.counts_as)},
          {"address", recommendation_address(record.work, item.number, clause)}};
}

Result<AskedSubject> subject_of(const store::Read& read, const Ask& ask,
                                const SimilarRequest& request, const StateNames& states) {
  if (request.recommendation.empty()) {
    if (request.text.size() > kMostBytes) {
      return fail(ErrorKind::invalid_input, "the text is too long to be compared", "text",
                  "give at most 4,000 bytes: one recommendation or paragraph");
    }
    return AskedSubject{{request.text, ask.language, {}, {}, 0}, nullptr, false};
  }
  const auto missing = [&] {
    return fail(ErrorKind::not_found,
                "the record holds no recommendation " + request.recommendation, "recommendation",
                "name one as its page does: A/HRC/21/11/119.1");
  };
  const auto place = recommendation_named(request.recommendation);
  if (!place) return missing();
  const auto asker = visibility_of(ask.actor, read);
  COMITY_TRY(const auto work, read.work(place->work, asker));
  if (!work) return missing();
  COMITY_TRY(const auto record, read.recommendation(work->space, work->id, place->number, asker));
  if (!record || place->clause > static_cast<int>(record->recommendation.clauses.size()) ||
      record->recommendation.clauses.empty()) {
    return missing();
  }
  return AskedSubject{asked_of(*record, place->clause, work->language),
                      recommendation_json(*record, place->clause, states, ask.language),
                      work->specimen};
}

/// The value of a facet that a clause has; several for `by`.
std::vector<std::string> values_of(const Alike& one, std::string_view name) {
  if (name == facet::kState) return {std::string(one.state())};
  if (name == facet::kPosition) return {std::string(one.counts_as())};
  if (name == facet::kCycle) return {std::to_string(one.cycle())};
  if (name == facet::kSession) {
    return {std::to_string(base::integer_at(one.stored, "session"))};
  }
  std::vector<std::string> by;
  for (const auto& state : base::array_at(one.stored, "states")) by.emplace_back(state.as_string());
  return by;
}

using Filters = std::vector<std::pair<std::string, std::string>>;

/// Whether a clause passes the filters, those of one facet aside.
bool passes(const Alike& one, const Filters& filters, std::string_view aside) {
  std::map<std::string_view, bool> wanted;  // by facet: whether one of the values was met
  for (const auto& [name, value] : filters) {
    if (name == aside && !value.starts_with("-")) continue;
    const auto values = values_of(one, name);
    const auto has = [&](std::string_view each) {
      return std::find(values.begin(), values.end(), each) != values.end();
    };
    if (value.starts_with("-")) {
      if (has(std::string_view(value).substr(1))) return false;
      continue;
    }
    auto& met = wanted[name];
    met = met || has(value);
  }
  return std::all_of(wanted.begin(), wanted.end(), [](const auto& each) { return each.second; });
}

std::vector<Alike> filtered(const std::vector<Alike>& all, const Filters& filters) {
  std::vector<Alike> out;
  for (const auto& one : all) {
    if (passes(one, filters, {})) out.push_back(one);
  }
  return out;
}

class Facets {
 public:
  Facets(const std::vector<Alike>& all, const Filters& filters, const SimilarAddresses& addresses,
         const StateNames& states, model::Language language)
      : all_(all), filters_(filters), addresses_(addresses), states_(states), language_(language) {}

  [[nodiscard]] JsonObject json(const std::string& name) const {
    std::map<std::string, std::uint64_t> counts;
    for (const auto& one : all_) {
      if (!passes(one, filters_, name)) continue;
      for (const auto& value : values_of(one, name)) ++counts[value];
    }
    std::vector<std::pair<std::string, std::string>> order;  // sort key, value
    order.reserve(counts.size());
    for (const auto& [value, count] : counts) order.emplace_back(key_of(name, value), value);
    std::sort(order.begin(), order.end());
    JsonArray out;
    for (const auto& [key, value] : order) {
      const auto chosen = std::find(filters_.begin(), filters_.end(), std::pair(name, value));
      out.push_back(JsonObject{{"value", value},
                               {"name", name_of(name, value)},
                               {"count", counts.at(value)},
                               {"selected", chosen != filters_.end()},
                               {"address", addresses_.only(name, value)}});
    }
    return {{"facet", name}, {"label", name}, {"values", std::move(out)}};
  }

  [[nodiscard]] std::string name_of(std::string_view facet, const std::string& value) const {
    return is_state(facet) ? states_.name(value, language_) : value;
  }

 private:
  static bool is_state(std::string_view name) {
    return name == facet::kState || name == facet::kBy;
  }
  [[nodiscard]] std::string key_of(std::string_view facet, const std::string& value) const {
    // Numbers by size, States by the alphabet.
    if (is_state(facet)) return states_.sort_key(value, language_);
    return std::string(value.size() < 4 ? 4 - value.size() : 0, ' ') + value;
  }

  const std::vector<Alike>& all_;
  const Filters& filters_;
  const SimilarAddresses& addresses_;
  const StateNames& states_;
  model::Language language_;
};

base::Status must_be_known(const Filters& filters) {
  const auto& names = similar_filter_names();
  for (const auto& [name, value] : filters) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    return fail(ErrorKind::invalid_input, "there is no filter " + name + " here", name,
                "the filters are state, by, cycle, session, position");
  }
  return {};
}

/// Everything similar, before filters: facets count what a filter leaves out.
Result<AlikeFound> all_similar(Installation& installation, const Ask& ask, const store::Read& read,
                               const AskedText& asked) {
  if (asked.text.empty()) return AlikeFound{};
  return alike(installation, ask, read, asked, {{}, kMostByWords, kNearMost});
}

std::size_t recommendations_in(const std::vector<Alike>& all) {
  std::set<std::pair<std::string_view, std::string_view>> distinct;
  for (const auto& one : all) distinct.emplace(one.work(), one.number());
  return distinct.size();
}

}  // namespace

const std::vector<std::string>& similar_filter_names() {
  static const std::vector<std::string> names = {
      std::string(facet::kState), std::string(facet::kCycle), std::string(facet::kPosition),
      std::string(facet::kBy), std::string(facet::kSession)};
  return names;
}

Result<std::vector<Alike>> find_similar(Installation& installation, const Ask& ask,
                                        const store::Read& read, const SimilarRequest& request) {
  COMITY_CHECK(must_be_known(request.filters));
  COMITY_TRY(const auto states, installation.states(read));
  COMITY_TRY(const auto subject, subject_of(read, ask, request, states));
  COMITY_TRY(const auto found, all_similar(installation, ask, read, subject.asked));
  return filtered(found.all, request.filters);
}

Result<Answer> similar(Installation& installation, const Ask& ask, const SimilarRequest& request) {
  COMITY_CHECK(must_be_known(request.filters));
  COMITY_TRY(const auto offset, offset_of(request.cursor));
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto states, installation.states(read));
  COMITY_TRY(const auto subject, subject_of(read, ask, request, states));
  COMITY_TRY(const auto found, all_similar(installation, ask, read, subject.asked));
  const SimilarAddresses addresses(request);
  const auto shown = filtered(found.all, request.filters);
  JsonArray results;
  for (std::size_t i = offset; i < std::min(shown.size(), offset + kSimilarOnPage); ++i) {
    COMITY_TRY(auto json, alike_json(shown[i], subject.asked, states, ask.language, WordsToo::yes));
    results.push_back(std::move(json));
  }
  const Facets counted(found.all, request.filters, addresses, states, ask.language);
  JsonArray facets, chips;
  for (const auto& name : similar_filter_names()) facets.push_back(counted.json(name));
  for (const auto& [name, value] : request.filters) {
    const bool excluded = value.starts_with("-");
    chips.push_back(JsonObject{{"facet", name},
                               {"label", name},
                               {"value", value},
                               {"excluded", excluded},
                               {"name", counted.name_of(name, excluded ? value.substr(1) : value)},
                               {"without", addresses.without(name, value)}});
  }
  const bool more = offset + kSimilarOnPage < shown.size();
  const auto next = more ? std::to_string(offset + kSimilarOnPage) : std::string();
  return Answer{{{"text", subject.asked.text},
                 {"recommendation", subject.recommendation},
                 {"count", count_json(shown.size(), addresses.here())},
                 {"recommendations", recommendations_in(shown)},
                 {"complete", found.complete},
                 {"least", compare::kSimilar},
                 {"results", std::move(results)},
                 {"facets", std::move(facets)},
                 {"filters", std::move(chips)},
                 {"next", next},
                 {"next_address", more ? addresses.page(next) : ""},
                 {"specimen", subject.specimen},
                 {"at", at_json(read, ask.actor)}},
                {}};
}

}  // namespace comity::service
