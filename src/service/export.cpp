#include "service/export.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/hash.h"
#include "model/symbol.h"
#include "render/recommendation_rows.h"
#include "search/matches.h"
#include "service/index_documents.h"
#include "service/positions.h"
#include "service/reconciliation.h"

namespace comity::service {
namespace {

using base::Result;

/// A work of which clauses were found.
struct Found {
  std::size_t space = 0;  ///< which of the question's
  store::WorkId work = 0;
  std::string name;
};

/// What a question found: in each space, and the works in the order of their symbols.
struct Findings {
  std::vector<store::SpaceId> spaces;
  std::vector<search::Matches> matches;  ///< one for each space
  std::vector<Found> works;
};

bool comes_before(const Found& a, const Found& b) {
  const auto left = model::Symbol::parse(a.name);
  const auto right = model::Symbol::parse(b.name);
  if (left && right) return *left < *right;
  if (left || right) return static_cast<bool>(left);
  return a.name < b.name;
}

/// The sources that agree with the clauses of one work, by number and clause.
class AgreedSources {
 public:
  base::Status look(const SourcesInSight& sight,
                    const std::vector<store::RecommendationRecord>& records) {
    agreed_.clear();
    if (sight.none()) return {};
    std::set<std::pair<std::string_view, int>> reviews;
    for (const auto& record : records) {
      reviews.emplace(record.recommendation.state_under_review, record.cycle);
    }
    for (const auto& [state, cycle] : reviews) {
      COMITY_TRY(const auto review, sight.review(state, cycle));
      for (const auto& row : review->rows) {
        const bool pledge = row.record.kind == store::SourceRowRecord::Kind::pledge;
        if (pledge || row.standing != RowStanding::agreed) continue;
        if (row.clause->work != records.front().work) continue;
        agreed_[{row.clause->number, row.clause->clause}].insert(row.source);
      }
    }
    return {};
  }

  [[nodiscard]] std::vector<std::string> of(const std::string& number, int clause) const {
    const auto found = agreed_.find({number, clause});
    if (found == agreed_.end()) return {};
    return {found->second.begin(), found->second.end()};
  }

 private:
  std::map<std::pair<std::string, int>, std::set<std::string>> agreed_;
};

class RecommendationStream final : public RowStream {
 public:
  RecommendationStream(Installation& installation, store::Read read, store::Visibility asker,
                       Findings found, RowFormat format)
      : installation_(installation),
        read_(std::move(read)),
        asker_(std::move(asker)),
        found_(std::move(found)),
        format_(format) {}

  Result<std::string> next() override {
    std::string out;
    if (!std::exchange(begun_, true) && format_ == RowFormat::csv) {
      out = render::recommendations_csv_header();
    }
    while (out.empty() && at_ < found_.works.size()) {
      const auto& found = found_.works[at_++];
      const auto space = found_.spaces[found.space];
      COMITY_TRY(const auto work, read_.work(space, found.work));
      if (!work) continue;
      COMITY_TRY(const auto records, read_.recommendations_of(space, found.work, asker_));
      if (!sight_) {
        COMITY_TRY(sight_, SourcesInSight::look(installation_.reconciliations(), read_, asker_));
      }
      COMITY_CHECK(agreed_.look(*sight_, records));
      const auto places = numbered(records);
      COMITY_TRY(const auto positions, PositionsOf::read(read_, *work, places, asker_));
      for (const auto id : found_.matches[found.space].ids_in(found.work)) {
        if (const auto place = clause_of(id)) append(out, found.name, records, positions, *place);
      }
    }
    hasher_.add(out);
    if (out.empty() && format_ == RowFormat::ndjson && !std::exchange(ended_, true)) {
      const auto whole = trailer();
      return base::to_text(base::JsonObject{
                 {"trailer", base::JsonObject{{"count", whole.count}, {"sha256", whole.sha256}}}}) +
             "\n";
    }
    return out;
  }

  [[nodiscard]] Trailer trailer() const override { return {count_, hasher_.value().hex()}; }

 private:
  void append(std::string& out, const std::string& work,
              const std::vector<store::RecommendationRecord>& records, const PositionsOf& positions,
              const ClausePlace& place) {
    if (place.ordinal >= records.size()) return;
    const auto& record = records[place.ordinal];
    const auto& recommendation = record.recommendation;
    if (place.clause >= recommendation.clauses.size()) return;
    const auto& clause = recommendation.clauses[place.clause];
    render::RecommendationRow row;
    row.symbol = work;
    row.number = recommendation.number;
    row.clause = static_cast<int>(place.clause) + 1;
    row.printed = recommendation.printed;
    row.mechanism = record.mechanism;
    row.state_under_review = recommendation.state_under_review;
    row.cycle = record.cycle;
    row.session = record.session;
    row.text = clause.text;
    row.recommending_states = clause.states;
    row.position = record.position;
    row.counts_as = std::string(model::name_of(record.counts_as));
    row.sources = positions.sources(record.ordinal);
    for (auto& source : agreed_.of(row.number, row.clause)) row.sources.push_back(source);
    if (format_ == RowFormat::csv) {
      render::append_recommendation_csv(out, row);
    } else {
      render::append_recommendation_json(out, row);
    }
    ++count_;
  }

  Installation& installation_;
  store::Read read_;
  store::Visibility asker_;
  std::optional<SourcesInSight> sight_;  ///< of read_, which does not move once rows are taken
  AgreedSources agreed_;
  Findings found_;
  RowFormat format_;
  std::size_t at_ = 0;
  std::uint64_t count_ = 0;
  base::Hasher hasher_;
  bool begun_ = false;
  bool ended_ = false;
};

Result<Findings> findings_of(const store::Read& read, const Question& question) {
  Findings found;
  for (std::size_t i = 0; i < question.spaces.size(); ++i) {
    const auto space = question.spaces[i].id;
    COMITY_TRY(auto matches,
               search::Matches::find(question.views[i], question.query, question.filters));
    for (const auto group : matches.groups()) {
      const auto ids = matches.ids_in(group);
      if (std::none_of(ids.begin(), ids.end(), clause_of)) continue;
      COMITY_TRY(auto work, read.work(space, group));
      if (work) found.works.push_back({i, group, std::move(work->name)});
    }
    found.spaces.push_back(space);
    found.matches.push_back(std::move(matches));
  }
  std::sort(found.works.begin(), found.works.end(), comes_before);
  return found;
}

}  // namespace

Result<std::unique_ptr<RowStream>> recommendations(Installation& installation, const Ask& ask,
                                                   const SearchRequest& request, RowFormat format) {
  COMITY_TRY(auto read, installation.store().read());
  auto asker = visibility_of(ask.actor, read);
  COMITY_TRY(auto found, answered(installation, ask, read, request, [&](const Question& question) {
               return findings_of(read, question);
             }));
  return std::unique_ptr<RowStream>(std::make_unique<RecommendationStream>(
      installation, std::move(read), std::move(asker), std::move(found), format));
}

}  // namespace comity::service
