#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "store/apply.h"
#include "store/batch.h"

// What is asked of a work's content: the rows that a reading's paragraphs and review give.
namespace comity::store {
namespace {

using model::CountsAs;
using model::Reading;
using model::Recommendation;
using model::Review;
using sql::to_value;
using sql::Value;

/// How many numbered recommendations are received in which way.
struct Tally {
  std::uint64_t recommendations = 0;
  std::uint64_t clauses = 0;
  std::uint64_t clause_states = 0;
  std::uint64_t supported = 0;
  std::uint64_t noted = 0;
  std::uint64_t pending = 0;

  void count(CountsAs as) {
    ++recommendations;
    if (as == CountsAs::supported) ++supported;
    if (as == CountsAs::noted) ++noted;
    if (as == CountsAs::pending) ++pending;
  }
};

base::Status write_recommendations(sql::Connection& connection, const WorkKey& key,
                                   const Review& review) {
  Batch recommendations;
  Batch clauses;
  for (std::size_t ordinal = 0; ordinal < review.recommendations.size(); ++ordinal) {
    const Recommendation& item = review.recommendations[ordinal];
    recommendations.add(key.space.value, key.work, ordinal, item.number, item.printed, item.list,
                        item.state_under_review, item.position, model::name_of(item.counts_as),
                        recommendations.keep(json_list(item.refers_to)), item.theme);
    for (std::size_t i = 0; i < item.clauses.size(); ++i) {
      const auto& clause = item.clauses[i];
      clauses.add(key.space.value, key.work, ordinal, i + 1, clause.text,
                  clauses.keep(json_list(clause.states)), clauses.keep(json_list(clause.unknown)),
                  clause.begin, clause.end);
    }
  }
  static constexpr std::string_view kRecommendation[] = {
      "space", "work",     "ordinal",   "number",    "printed", "list",
      "state", "position", "counts_as", "refers_to", "theme"};
  static constexpr std::string_view kClause[] = {"space",   "work",       "ordinal",
                                                 "clause",  "wording",    "states",
                                                 "unknown", "begin_byte", "end_byte"};
  COMITY_CHECK(insert(connection, "recommendations", kRecommendation, recommendations));
  return insert(connection, "clauses", kClause, clauses);
}

base::Status write_pledges(sql::Connection& connection, const WorkKey& key, const Review& review) {
  Batch batch;
  for (std::size_t ordinal = 0; ordinal < review.pledges.size(); ++ordinal) {
    const auto& pledge = review.pledges[ordinal];
    batch.add(key.space.value, key.work, ordinal, pledge.number, pledge.state, pledge.text);
  }
  static constexpr std::string_view kColumns[] = {"space",  "work",  "ordinal",
                                                  "number", "state", "wording"};
  return insert(connection, "pledges", kColumns, batch);
}

/// Who recommended how much to whom in this work.
base::Status write_shares(sql::Connection& connection, const WorkKey& key, const Review& review) {
  std::map<std::pair<std::string_view, std::string_view>, Tally> shares;
  for (const auto& item : review.recommendations) {
    std::set<std::string_view> recommenders;
    for (const auto& clause : item.clauses) {
      const std::set<std::string_view> states(clause.states.begin(), clause.states.end());
      for (const auto state : states) ++shares[{item.state_under_review, state}].clauses;
      recommenders.insert(states.begin(), states.end());
    }
    for (const auto state : recommenders) {
      shares[{item.state_under_review, state}].count(item.counts_as);
    }
  }
  Batch batch;
  for (const auto& [states, tally] : shares) {
    batch.add(key.space.value, key.work, states.first, states.second, tally.recommendations,
              tally.clauses, tally.supported, tally.noted, tally.pending);
  }
  static constexpr std::string_view kColumns[] = {
      "space",   "work",      "state", "recommender", "recommendations",
      "clauses", "supported", "noted", "pending"};
  return insert(connection, "shares", kColumns, batch);
}

/// One row for each State under review, also for one that only a recommendation or pledge names.
base::Status write_reviews(sql::Connection& connection, const WorkKey& key, const Review& review) {
  std::map<std::string_view, Tally> tallies;
  std::map<std::string_view, std::uint64_t> pledges;
  for (const auto& state : review.states_under_review) tallies[state];
  for (const auto& item : review.recommendations) {
    auto& tally = tallies[item.state_under_review];
    tally.count(item.counts_as);
    tally.clauses += item.clauses.size();
    for (const auto& clause : item.clauses) {
      tally.clause_states +=
          std::set<std::string_view>(clause.states.begin(), clause.states.end()).size();
    }
  }
  for (const auto& pledge : review.pledges) {
    tallies[pledge.state];
    ++pledges[pledge.state];
  }
  Batch batch;
  const Value troika = batch.keep(json_list(review.troika));
  for (const auto& [state, tally] : tallies) {
    batch.add(key.space.value, key.work, state, review.cycle, review.session, review.date,
              review.adopted, review.head_of_delegation, troika, tally.recommendations,
              tally.clauses, tally.clause_states, tally.supported, tally.noted, tally.pending,
              pledges[state]);
  }
  static constexpr std::string_view kColumns[] = {"space",     "work",
                                                  "state",     "cycle",
                                                  "session",   "date",
                                                  "adopted",   "head_of_delegation",
                                                  "troika",    "recommendations",
                                                  "clauses",   "clause_states",
                                                  "supported", "noted",
                                                  "pending",   "pledges"};
  return insert(connection, "reviews", kColumns, batch);
}

base::Status write_citations(sql::Connection& connection, const WorkKey& key,
                             const Reading& reading) {
  Batch batch;
  for (std::size_t ordinal = 0; ordinal < reading.paragraphs.size(); ++ordinal) {
    const auto& paragraph = reading.paragraphs[ordinal];
    std::set<std::string_view> targets;
    for (const auto& citation : paragraph.citations) {
      if (citation.target.empty() || !targets.insert(citation.target).second) continue;
      batch.add(key.space.value, key.work, ordinal, citation.target, paragraph.number);
    }
  }
  static constexpr std::string_view kColumns[] = {"space", "work", "ordinal", "target", "number"};
  return insert(connection, "citations", kColumns, batch);
}

}  // namespace

base::Status write_content(sql::Connection& connection, const WorkKey& key,
                           const Reading& reading) {
  COMITY_CHECK(write_citations(connection, key, reading));
  COMITY_CHECK(write_source(connection, key, reading));
  if (!reading.review) return {};
  COMITY_CHECK(write_reviews(connection, key, *reading.review));
  COMITY_CHECK(write_recommendations(connection, key, *reading.review));
  COMITY_CHECK(write_shares(connection, key, *reading.review));
  return write_pledges(connection, key, *reading.review);
}

base::Status erase_content(sql::Connection& connection, const WorkKey& key) {
  for (const std::string_view statement :
       {"DELETE FROM citations WHERE space = $1 AND work = $2",
        "DELETE FROM reviews WHERE space = $1 AND work = $2",
        "DELETE FROM recommendations WHERE space = $1 AND work = $2",
        "DELETE FROM clauses WHERE space = $1 AND work = $2",
        "DELETE FROM shares WHERE space = $1 AND work = $2",
        "DELETE FROM pledges WHERE space = $1 AND work = $2",
        "DELETE FROM sources WHERE space = $1 AND work = $2",
        "DELETE FROM source_rows WHERE space = $1 AND work = $2"}) {
    COMITY_CHECK(connection.execute(statement, key.space.value, key.work));
  }
  return {};
}

}  // namespace comity::store
