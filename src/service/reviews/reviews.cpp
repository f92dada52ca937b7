#include "service/reviews/reviews.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "service/address.h"
#include "service/documents/document_view.h"
#include "service/documents/documents.h"
#include "service/documents/other_languages.h"
#include "service/reviews/corrections.h"
#include "service/reviews/corrigenda.h"
#include "service/reviews/pledges.h"
#include "service/reviews/positions.h"
#include "service/reviews/review_overview.h"
#include "service/reviews/session_tables.h"
#include "service/reviews/similar.h"
#include "service/reviews/spoken.h"
#include "service/sources/sources.h"
#include "service/tags/decide_tags.h"
#include "service/tags/tag_decisions.h"
#include "service/tags/tags.h"
#include "service/texts/amendments.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonArray;
using base::JsonObject;
using base::Result;

/// The same narrowed by one more filter.
Parameters of_review(const store::ReviewRecord& review, std::string_view name = {},
                     std::string_view value = {}) {
  auto parameters = filters_of(review);
  if (!name.empty()) parameters.emplace_back(name, value);
  return parameters;
}

JsonObject counts_json(const store::ReviewRecord& review) {
  const auto& counts = review.counts;
  const auto all = search_address(of_review(review));
  const auto with = [&](std::string_view position) {
    return search_address(of_review(review, "position", position));
  };
  return {{"recommendations", count_json(counts.recommendations, all)},
          {"clauses", count_json(counts.clauses, all)},
          {"clause_states",
           count_json(counts.clause_states, review_address(review.state, review.cycle) + "#by")},
          {"supported", count_json(counts.supported, with("supported"))},
          {"noted", count_json(counts.noted, with("noted"))},
          {"pending", count_json(counts.pending, with("pending"))},
          {"pledges", count_json(counts.pledges, search_address({{"work", review.work.name},
                                                                 {"kind", "pledge"}}))}};
}

JsonArray states_json(const StateNames& states, model::Language language,
                      const std::vector<std::string>& codes,
                      const std::vector<std::string>& unknown) {
  JsonArray out;
  for (const auto& code : codes) out.push_back(states.json(code, language));
  for (const auto& name : unknown) out.push_back(unknown_state_json(name));
  return out;
}

/// The paragraphs that a recommendation stands in.
std::vector<std::string> paragraphs_of(const store::RecommendationRecord& record) {
  return record.stands_in.empty() ? std::vector{record.recommendation.number} : record.stands_in;
}

/// The paragraph that shows a recommendation: of its number, else the first that it stands in.
std::string paragraph_of(const store::RecommendationRecord& record) {
  const auto all = paragraphs_of(record);
  const auto& number = record.recommendation.number;
  return std::find(all.begin(), all.end(), number) == all.end() ? all.front() : number;
}

/// A recommendation as far as its own record says it.
JsonObject recommendation_json(const store::RecommendationRecord& record,
                               const PositionsOf& positions, const StateNames& states,
                               model::Language language) {
  const auto& recommendation = record.recommendation;
  JsonArray clauses;
  int number = 0;
  for (const auto& clause : recommendation.clauses) {
    JsonArray corrected;
    for (const auto& what : corrected_names(record, static_cast<std::size_t>(number))) {
      if (what != "position") corrected.emplace_back(what);
    }
    ++number;
    clauses.push_back(JsonObject{
        {"clause", number},
        {"text", clause.text},
        {"states", states_json(states, language, clause.states, clause.unknown)},
        {"corrected", std::move(corrected)},
        {"address", recommendation_address(record.work, recommendation.number, number)}});
  }
  base::Json from = nullptr;
  if (const auto work = positions.prevailing(record); !work.empty()) {
    from = JsonObject{{"work", work}, {"address", document_address(work)}};
  }
  JsonArray refers_to;
  for (const auto& paragraph : recommendation.refers_to) {
    refers_to.push_back(
        JsonObject{{"text", paragraph}, {"address", document_address(record.work, paragraph)}});
  }
  return {{"number", recommendation.number},
          {"printed", recommendation.printed},
          {"mechanism", record.mechanism},
          {"state_under_review", states.json(recommendation.state_under_review, language)},
          {"cycle", record.cycle},
          {"session", record.session},
          {"position", record.position},
          {"counts_as", model::name_of(record.counts_as)},
          {"position_from", std::move(from)},
          {"position_corrected", record.position_corrected != 0},
          {"partial", positions.is_partial(record)},
          {"theme", recommendation.theme},
          {"clauses", std::move(clauses)},
          {"refers_to", std::move(refers_to)},
          {"address", recommendation_address(record.work, recommendation.number, 0)},
          {"document_address", document_address(record.work, paragraph_of(record))}};
}

/// The recommendations of one State's review as the report lists them.
JsonArray lists_json(const std::vector<store::RecommendationRecord>& records,
                     const store::ReviewRecord& review, const PositionsOf& positions,
                     const StateNames& states, model::Language language) {
  JsonArray lists;
  std::string current;
  bool open = false;
  for (const auto& record : records) {
    const auto& recommendation = record.recommendation;
    if (recommendation.state_under_review != review.state) continue;
    if (!open || recommendation.list != current) {
      current = recommendation.list;
      open = true;
      lists.push_back(JsonObject{{"number", recommendation.list},
                                 {"position", recommendation.position},
                                 {"counts_as", model::name_of(recommendation.counts_as)},
                                 {"address", document_address(record.work, recommendation.list)},
                                 {"recommendations", JsonArray{}}});
    }
    lists.back().as_object()["recommendations"].as_array().push_back(
        recommendation_json(record, positions, states, language));
  }
  for (auto& value : lists) {
    auto& list = value.as_object();
    const auto count = list["recommendations"].as_array().size();
    const std::string number(base::text_at(list, "number"));
    list["count"] = count_json(count, search_address(of_review(review, "list", number)));
  }
  return lists;
}

JsonArray counted_states(const std::vector<store::StateCount>& counts, const StateNames& states,
                         model::Language language,
                         const std::function<std::string(const std::string&)>& address) {
  auto ordered = counts;
  std::sort(ordered.begin(), ordered.end(), [&](const auto& a, const auto& b) {
    return states.sort_key(a.state, language) < states.sort_key(b.state, language);
  });
  JsonArray out;
  for (const auto& each : ordered) {
    out.push_back(JsonObject{{"state", states.json(each.state, language)},
                             {"count", count_json(each.recommendations, address(each.state))}});
  }
  return out;
}

/// How many of the recommendations each State made in one review.
std::vector<store::StateCount> recommending_states(
    const std::vector<store::RecommendationRecord>& records, const store::ReviewRecord& review) {
  std::map<std::string, std::uint64_t> counts;
  for (const auto& record : records) {
    if (record.recommendation.state_under_review != review.state) continue;
    std::set<std::string> once;
    for (const auto& clause : record.recommendation.clauses) {
      once.insert(clause.states.begin(), clause.states.end());
    }
    for (const auto& state : once) ++counts[state];
  }
  std::vector<store::StateCount> out;
  out.reserve(counts.size());
  for (const auto& [state, count] : counts) out.push_back({state, count});
  return out;
}

/// What the reader doubted of a paragraph, and what corrigenda say of it.
JsonArray findings_of(const model::Reading& reading, const CorrigendaOfReview& corrigenda,
                      std::string_view number, model::Language language) {
  JsonArray out;
  for (const auto& each : corrigenda.at(number)) {
    out.push_back(finding_json(finding_of(each), language));
  }
  for (const auto& finding : reading.findings) {
    if (finding.number == number) out.push_back(finding_json(finding, language));
  }
  return out;
}

int page_of(const model::Reading& reading, std::string_view number) {
  for (const auto& paragraph : reading.paragraphs) {
    if (paragraph.number == number && !paragraph.places.empty()) {
      return paragraph.places.front().page;
    }
  }
  return 0;
}

/// The paragraphs as read, where a correction of numbers says that they are others than its own.
JsonArray paragraphs_json(const model::Reading& reading,
                          const store::RecommendationRecord& record) {
  JsonArray out;
  for (const auto& number : record.stands_in) {
    for (const auto& paragraph : reading.paragraphs) {
      if (paragraph.number != number || paragraph.kind == model::ParagraphKind::note) continue;
      out.push_back(JsonObject{{"number", number},
                               {"text", model::text_of(paragraph.runs)},
                               {"page", page_of(reading, number)},
                               {"address", document_address(record.work, number)}});
      break;
    }
  }
  return out;
}

/// Puts in what the clause, or all of them, is about, and what people said of that.
base::Status add_tags(JsonObject& body, Tags& tags, const TagsSaid& said,
                      const store::RecommendationRecord& record, int clause,
                      model::Language language, CorrectionTeller& teller) {
  const auto tagger = tags.current();
  const auto& recommendation = record.recommendation;
  std::vector<std::vector<StandingTag>> texts;
  int number = 0;
  for (const auto& each : recommendation.clauses) {
    ++number;
    if (clause != 0 && clause != number) continue;
    texts.push_back(standing_tags(
        tagger->explained(each.text, language),
        said.of(recommendation.number, static_cast<std::uint32_t>(number), each.text, language)));
  }
  COMITY_TRY(body["tags"], standing_json(together(std::move(texts)), teller));
  auto all = said.of(recommendation.number);
  std::erase_if(all, [&](const auto* each) {
    return clause != 0 && each->clause != static_cast<std::uint32_t>(clause);
  });
  COMITY_TRY(body["tag_decisions"], said_json(all, recommendation.clauses, language, teller));
  body["tagged_by"] = tagged_by(tagger->by_model(language));
  return {};
}

}  // namespace

Parameters filters_of(const store::ReviewRecord& review) {
  return {{"work", review.work.name}, {"state", review.state}, {"kind", "recommendation"}};
}

Result<std::vector<store::ReviewRecord>> find_reviews(const store::Read& read,
                                                      const store::Visibility& asker,
                                                      std::string_view state, int cycle) {
  store::ReviewFilter filter;
  filter.state = state;
  filter.cycle = cycle;
  COMITY_TRY(auto found, read.reviews(filter, asker));
  filter.replaced = store::Replaced::included;
  COMITY_TRY(auto all, read.reviews(filter, asker));
  const auto of = [](const store::ReviewRecord& one) {
    return std::pair(one.work.space, one.work.id);
  };
  std::set<std::pair<store::SpaceId, store::WorkId>> in_force;
  for (const auto& one : found) in_force.insert(of(one));
  for (auto& one : all) {
    if (!in_force.contains(of(one))) found.push_back(std::move(one));
  }
  if (found.empty()) {
    return fail(ErrorKind::not_found,
                "the record holds no review of " + std::string(state) + " in cycle " +
                    std::to_string(cycle),
                review_address(state, cycle), "look at the list of reviews");
  }
  return found;
}

JsonObject review_json(const store::ReviewRecord& review, const StateNames& states,
                       model::Language language) {
  return {{"state", states.json(review.state, language)},
          {"cycle", review.cycle},
          {"session", review.session},
          {"date", review.date},
          {"counts", counts_json(review)},
          {"work", work_json(review.work)},
          {"address", review_address(review.state, review.cycle)}};
}

Result<Answer> reviews(Installation& installation, const Ask& ask, const ReviewsQuery& query) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto states, installation.states(read));
  store::ReviewFilter filter;
  if (query.cycle > 0) filter.cycle = query.cycle;
  if (query.session > 0) filter.session = query.session;
  const auto asker = visibility_of(ask.actor, read);
  COMITY_TRY(const auto found, read.reviews(filter, asker));
  COMITY_TRY(const auto unverified, unverified_reviews(installation, read, asker, states,
                                                       {"", query.cycle, query.session}));
  JsonArray out;
  for (const auto& review : found) out.push_back(review_json(review, states, ask.language));
  const auto number = [](int value) { return value > 0 ? std::to_string(value) : std::string(); };
  const auto here = address_with(
      "/reviews", {{"cycle", number(query.cycle)}, {"session", number(query.session)}});
  return Answer{{{"reviews", std::move(out)},
                 {"count", count_json(found.size(), here)},
                 {"unverified_reviews", unverified_json(unverified, states, ask.language)},
                 {"cycle", query.cycle},
                 {"session", query.session},
                 {"at", at_json(read, ask.actor)}},
                {}};
}

Result<Answer> review(Installation& installation, const Ask& ask, std::string_view code,
                      int cycle) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto states, installation.states(read));
  const auto asker = visibility_of(ask.actor, read);
  COMITY_TRY(const auto found, find_reviews(read, asker, code, cycle));
  const auto& record = found.front();
  JsonArray other_works;
  for (std::size_t i = 1; i < found.size(); ++i) other_works.push_back(work_json(found[i].work));
  COMITY_TRY(const auto recommendations,
             read.recommendations_of(record.work.space, record.work.id, asker));
  const auto places = numbered(recommendations);
  COMITY_TRY(auto positions, PositionsOf::read(read, record.work, places, asker));
  COMITY_TRY(const auto reading, installation.store().reading(record.work.reading));
  positions.hear(*reading);
  COMITY_TRY(const auto pledges, read.pledges_of(record.work.space, record.work.id));
  auto body = review_json(record, states, ask.language);
  body["adopted"] = record.adopted;
  body["troika"] = states_json(states, ask.language, record.troika, {});
  body["head_of_delegation"] = record.head_of_delegation;
  body["lists"] = lists_json(recommendations, record, positions, states, ask.language);
  JsonArray pledged;
  for (const auto& pledge : pledges) {
    if (pledge.state != record.state) continue;
    pledged.push_back(JsonObject{{"number", pledge.number},
                                 {"text", pledge.text},
                                 {"address", document_address(record.work.name, pledge.number)}});
  }
  body["pledges"] = std::move(pledged);
  COMITY_TRY(auto more, pledges_of(installation, read, asker, code, cycle));
  std::erase_if(more, [](const PledgeSaid& each) { return each.in_report; });
  body["other_pledges"] = to_json(more);
  body["recommending_states"] = counted_states(
      recommending_states(recommendations, record), states, ask.language,
      [&](const std::string& state) { return search_address(of_review(record, "by", state)); });
  body["recommending_groups"] = recommending_groups_json(recommendations, record, states);
  COMITY_TRY(auto about, themes_of(installation, ask, read, record, states));
  body["themes"] = std::move(about.themes);
  body["themes_tagged_by"] = std::move(about.tagged_by);
  body["themes_address"] = std::move(about.address);
  COMITY_TRY(body["timeline"], timeline_json(read, asker, code, cycle, states, ask.language));
  body["other_works"] = std::move(other_works);
  COMITY_TRY(const auto corrigenda,
             CorrigendaOfReview::read(installation, read, record.work, positions, asker));
  body["corrected_by"] = corrigenda.json();
  body["dialogue"] = dialogue_json(*reading, record.work, states, ask.language);
  COMITY_TRY(auto sources, sources_of_review(installation, read, ask, code, cycle));
  body["sources"] = std::move(sources);
  body["specimen"] = record.work.specimen;
  body["at"] = at_json(read, ask.actor);
  return Answer{std::move(body), {}};
}

Result<Answer> recommendation(Installation& installation, const Ask& ask, std::string_view name,
                              std::string_view asked, int clause) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto states, installation.states(read));
  const auto asker = visibility_of(ask.actor, read);
  COMITY_TRY(const auto work, read.work(name, asker));
  const auto missing = [&] {
    return fail(
        ErrorKind::not_found,
        "the record holds no recommendation " + std::string(asked) + " in " + std::string(name),
        recommendation_address(name, asked, clause), "look at the review's lists");
  };
  if (!work) return missing();
  COMITY_TRY(const auto record, read.recommendation(work->space, work->id, asked, asker));
  if (!record || clause > static_cast<int>(record->recommendation.clauses.size())) {
    return missing();
  }
  const auto& number = record->recommendation.number;
  const auto paragraph = paragraph_of(*record);
  COMITY_TRY(const auto neighbours, read.neighbours(work->space, work->id, record->ordinal));
  COMITY_TRY(const auto reading, installation.store().reading(work->reading));
  COMITY_TRY(const auto shown, shown_review(read, *work, *reading));
  const auto places = store::numbered(shown.review.recommendations, shown.stands_in);
  COMITY_TRY(auto positions, PositionsOf::read(read, *work, places, asker));
  positions.hear(*reading);
  auto body = recommendation_json(*record, positions, states, ask.language);
  CorrectionTeller teller(installation, read, ask, states);
  COMITY_TRY(body["corrections"], teller.of(*work, number));
  body["correct"] = may(ask.actor, Action::correct, work->space_name)
                        ? recommendation_address(work->name, number, 0) + "/correct"
                        : std::string();
  body["tag"] = may(ask.actor, Action::correct, work->space_name)
                    ? recommendation_address(work->name, number, 0) + "/tags"
                    : std::string();
  body["tag_choices"] =
      base::text_at(body, "tag").empty() ? JsonArray() : tag_choices(ask.language);
  COMITY_TRY(body["positions"], positions.json(installation, *reading, *record));
  body["paragraphs"] = paragraphs_json(*reading, *record);
  body["work"] = work_json(*work);
  body["clause"] = clause;
  COMITY_TRY(auto amendments, amendments_of(read, *work, asker));
  body["replaced_by"] = std::move(amendments.replaced_by);
  COMITY_TRY(const auto corrigenda,
             CorrigendaOfReview::read(installation, read, *work, positions, asker));
  body["corrected_by"] = corrigenda.works_json();
  body["review_address"] = review_address(record->recommendation.state_under_review, record->cycle);
  COMITY_TRY(auto sources, sources_of_recommendation(installation, read, ask, *record, states));
  body["sources"] = std::move(sources);
  COMITY_TRY(body["other_languages"], in_other_languages(installation, read, *work, paragraph));
  body["text_language"] = model::code_of(reading->language);
  COMITY_TRY(auto elsewhere,
             in_other_places(installation, ask, read, *record, clause, reading->language, states));
  body["cycles"] = std::move(elsewhere.cycles);
  body["elsewhere"] = std::move(elsewhere.elsewhere);
  body["similar_address"] = std::move(elsewhere.similar_address);
  COMITY_TRY(const auto said, TagsSaid::of(read, *work));
  COMITY_CHECK(
      add_tags(body, tags_of(installation), said, *record, clause, reading->language, teller));
  body["findings"] = findings_of(*reading, corrigenda, paragraph, ask.language);
  body["page"] = page_of(*reading, paragraph);
  const auto address = [&](const std::string& other) {
    return other.empty() ? std::string() : recommendation_address(work->name, other, 0);
  };
  body["previous"] = address(neighbours.previous);
  body["next"] = address(neighbours.next);
  body["specimen"] = work->specimen;
  body["at"] = at_json(read, ask.actor);
  auto tag = etag_of(*work, body);
  return Answer{std::move(body), std::move(tag)};
}

}  // namespace comity::service
