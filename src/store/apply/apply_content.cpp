#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "store/apply/apply.h"
#include "store/apply/batch.h"
#include "store/corrections.h"

// What is asked of a work's content: the rows that a reading's paragraphs and review give.
namespace comity::store {
namespace {

using model::CountsAs;
using model::Reading;
using model::Recommendation;
using model::Review;
using sql::to_value;
using sql::Value;

/// How many are received in which way.
struct Received {
  std::uint64_t supported = 0;
  std::uint64_t noted = 0;
  std::uint64_t pending = 0;

  void count(CountsAs as) {
    if (as == CountsAs::supported) ++supported;
    if (as == CountsAs::noted) ++noted;
    if (as == CountsAs::pending) ++pending;
  }
};

/// Numbered recommendations, by those who see internal things and by everyone.
struct Tally {
  std::uint64_t recommendations = 0;
  std::uint64_t clauses = 0;
  std::uint64_t clause_states = 0;
  Received inside;
  Received outside;

  void count(const Reception& reception) {
    ++recommendations;
    inside.count(reception.inside);
    outside.count(reception.outside);
  }
};

base::Status write_recommendations(sql::Connection& connection, const WorkKey& key,
                                   const CorrectedReview& corrected) {
  const Review& review = corrected.review;
  Batch recommendations;
  Batch clauses;
  for (std::size_t ordinal = 0; ordinal < review.recommendations.size(); ++ordinal) {
    const Recommendation& item = review.recommendations[ordinal];
    recommendations.add(key.space.value, key.work, ordinal, item.number, item.printed, item.list,
                        item.state_under_review, item.position, model::name_of(item.counts_as),
                        recommendations.keep(json_list(item.refers_to)), item.theme,
                        recommendations.keep(json_list(corrected.stands_in[ordinal])));
    for (std::size_t i = 0; i < item.clauses.size(); ++i) {
      const auto& clause = item.clauses[i];
      clauses.add(key.space.value, key.work, ordinal, i + 1, clause.text,
                  clauses.keep(json_list(clause.states)), clauses.keep(json_list(clause.unknown)),
                  clause.begin, clause.end, corrected.marks[ordinal][i]);
    }
  }
  static constexpr std::string_view kRecommendation[] = {
      "space", "work",     "ordinal",   "number",    "printed", "list",
      "state", "position", "counts_as", "refers_to", "theme",   "stands_in"};
  static constexpr std::string_view kClause[] = {"space",    "work",     "ordinal", "clause",
                                                 "wording",  "states",   "unknown", "begin_byte",
                                                 "end_byte", "corrected"};
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
base::Status write_shares(sql::Connection& connection, const WorkKey& key, const Review& review,
                          const std::vector<Reception>& receptions) {
  std::map<std::pair<std::string_view, std::string_view>, Tally> shares;
  for (std::size_t i = 0; i < review.recommendations.size(); ++i) {
    const auto& item = review.recommendations[i];
    std::set<std::string_view> recommenders;
    for (const auto& clause : item.clauses) {
      const std::set<std::string_view> states(clause.states.begin(), clause.states.end());
      for (const auto state : states) ++shares[{item.state_under_review, state}].clauses;
      recommenders.insert(states.begin(), states.end());
    }
    for (const auto state : recommenders) {
      shares[{item.state_under_review, state}].count(receptions[i]);
    }
  }
  Batch batch;
  for (const auto& [states, tally] : shares) {
    batch.add(key.space.value, key.work, states.first, states.second, tally.recommendations,
              tally.clauses, tally.inside.supported, tally.inside.noted, tally.inside.pending,
              tally.outside.supported, tally.outside.noted, tally.outside.pending);
  }
  static constexpr std::string_view kColumns[] = {
      "space",     "work",  "state",   "recommender",      "recommendations", "clauses",
      "supported", "noted", "pending", "public_supported", "public_noted",    "public_pending"};
  return insert(connection, "shares", kColumns, batch);
}

/// One row for each State under review, also for one that only a recommendation or pledge names.
base::Status write_reviews(sql::Connection& connection, const WorkKey& key, const Review& review,
                           const std::vector<Reception>& receptions) {
  std::map<std::string_view, Tally> tallies;
  std::map<std::string_view, std::uint64_t> pledges;
  for (const auto& state : review.states_under_review) tallies[state];
  for (std::size_t i = 0; i < review.recommendations.size(); ++i) {
    const auto& item = review.recommendations[i];
    auto& tally = tallies[item.state_under_review];
    tally.count(receptions[i]);
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
              tally.clauses, tally.clause_states, tally.inside.supported, tally.inside.noted,
              tally.inside.pending, pledges[state], tally.outside.supported, tally.outside.noted,
              tally.outside.pending);
  }
  static constexpr std::string_view kColumns[] = {"space",
                                                  "work",
                                                  "state",
                                                  "cycle",
                                                  "session",
                                                  "date",
                                                  "adopted",
                                                  "head_of_delegation",
                                                  "troika",
                                                  "recommendations",
                                                  "clauses",
                                                  "clause_states",
                                                  "supported",
                                                  "noted",
                                                  "pending",
                                                  "pledges",
                                                  "public_supported",
                                                  "public_noted",
                                                  "public_pending"};
  return insert(connection, "reviews", kColumns, batch);
}

base::Status write_citations(sql::Connection& connection, const WorkKey& key,
                             const Reading& reading) {
  Batch batch;
  for (std::size_t ordinal = 0; ordinal < reading.paragraphs.size(); ++ordinal) {
    const auto& paragraph = reading.paragraphs[ordinal];
    std::set<std::string> targets;
    for (const auto& citation : paragraph.citations) {
      auto target = citation.target.empty() ? untold(citation.text) : citation.target;
      const auto [place, fresh] = targets.insert(std::move(target));
      if (!fresh) continue;
      batch.add(key.space.value, key.work, ordinal, batch.keep(*place), paragraph.number);
    }
  }
  static constexpr std::string_view kColumns[] = {"space", "work", "ordinal", "target", "number"};
  return insert(connection, "citations", kColumns, batch);
}

}  // namespace

base::Status write_counts(sql::Connection& connection, const WorkKey& key, const Review& review,
                          const std::vector<Reception>& receptions) {
  COMITY_CHECK(write_reviews(connection, key, review, receptions));
  return write_shares(connection, key, review, receptions);
}

base::Status erase_counts(sql::Connection& connection, const WorkKey& key) {
  for (const std::string_view statement : {"DELETE FROM reviews WHERE space = $1 AND work = $2",
                                           "DELETE FROM shares WHERE space = $1 AND work = $2"}) {
    COMITY_CHECK(connection.send(statement, key.space.value, key.work));
  }
  return {};
}

base::Status write_content(sql::Connection& connection, const WorkKey& key, const Reading& reading,
                           std::span<const HeldCorrection> corrections) {
  COMITY_CHECK(write_citations(connection, key, reading));
  COMITY_CHECK(write_source(connection, key, reading));
  COMITY_CHECK(write_positions(connection, key, reading));
  if (!reading.review && corrections.empty()) return {};
  const auto review = corrected(reading.review.value_or(Review{}), reading.language, corrections);
  COMITY_CHECK(write_outcomes(connection, key, corrections, review.outcomes));
  if (!reading.review) return {};
  std::vector<Reception> receptions;
  receptions.reserve(review.review.recommendations.size());
  for (const auto& item : review.review.recommendations) {
    receptions.push_back({item.counts_as, item.counts_as});
  }
  COMITY_CHECK(write_counts(connection, key, review.review, receptions));
  COMITY_CHECK(write_recommendations(connection, key, review));
  return write_pledges(connection, key, review.review);
}

base::Status erase_content(sql::Connection& connection, const WorkKey& key) {
  COMITY_CHECK(erase_counts(connection, key));
  for (const std::string_view statement :
       {"DELETE FROM citations WHERE space = $1 AND work = $2",
        "DELETE FROM positions WHERE space = $1 AND work = $2",
        "DELETE FROM final_positions WHERE space = $1 AND work = $2",
        "DELETE FROM recommendations WHERE space = $1 AND work = $2",
        "DELETE FROM clauses WHERE space = $1 AND work = $2",
        "DELETE FROM shares WHERE space = $1 AND work = $2",
        "DELETE FROM pledges WHERE space = $1 AND work = $2",
        "DELETE FROM sources WHERE space = $1 AND work = $2",
        "DELETE FROM source_rows WHERE space = $1 AND work = $2"}) {
    COMITY_CHECK(connection.send(statement, key.space.value, key.work));
  }
  return {};
}

}  // namespace comity::store
