#include "service/export.h"

#include <algorithm>
#include <functional>
#include <unordered_map>
#include <utility>

#include "base/hash.h"
#include "model/symbol.h"
#include "render/recommendation_rows.h"
#include "service/index_documents.h"
#include "service/positions.h"

namespace comity::service {
namespace {

using base::Result;

/// A clause within its work, in the order of the work. An id of the index has 16 bits for the
/// ordinal and 7 for the clause, so that both fit.
using PackedPlace = std::uint32_t;
constexpr unsigned kClauseBits = 8;

/// The clauses of one work that were found.
struct Found {
  store::SpaceId space;
  store::WorkId work = 0;
  std::string name;
  std::vector<PackedPlace> clauses;
};

bool comes_before(const Found& a, const Found& b) {
  const auto left = model::Symbol::parse(a.name);
  const auto right = model::Symbol::parse(b.name);
  if (left && right) return *left < *right;
  if (left || right) return static_cast<bool>(left);
  return a.name < b.name;
}

class RecommendationStream final : public RowStream {
 public:
  RecommendationStream(store::Read read, store::Visibility asker, std::vector<Found> found,
                       RowFormat format)
      : read_(std::move(read)),
        asker_(std::move(asker)),
        found_(std::move(found)),
        format_(format) {}

  Result<std::string> next() override {
    std::string out;
    if (!std::exchange(begun_, true) && format_ == RowFormat::csv) {
      out = render::recommendations_csv_header();
    }
    while (out.empty() && at_ < found_.size()) {
      auto& found = found_[at_++];
      COMITY_TRY(const auto work, read_.work(found.space, found.work));
      if (!work) continue;
      COMITY_TRY(const auto records, read_.recommendations_of(found.space, found.work, asker_));
      const auto places = numbered(records);
      COMITY_TRY(const auto positions, PositionsOf::read(read_, *work, places, asker_));
      std::sort(found.clauses.begin(), found.clauses.end());
      for (const auto place : found.clauses) append(out, found.name, records, positions, place);
      found = {};
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
              PackedPlace place) {
    const std::size_t ordinal = place >> kClauseBits;
    const std::size_t number = place & ((1U << kClauseBits) - 1);
    if (ordinal >= records.size()) return;
    const auto& record = records[ordinal];
    const auto& recommendation = record.recommendation;
    if (number >= recommendation.clauses.size()) return;
    const auto& clause = recommendation.clauses[number];
    render::RecommendationRow row;
    row.symbol = work;
    row.number = recommendation.number;
    row.clause = static_cast<int>(number) + 1;
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
    if (format_ == RowFormat::csv) {
      render::append_recommendation_csv(out, row);
    } else {
      render::append_recommendation_json(out, row);
    }
    ++count_;
  }

  store::Read read_;
  store::Visibility asker_;
  std::vector<Found> found_;
  RowFormat format_;
  std::size_t at_ = 0;
  std::uint64_t count_ = 0;
  base::Hasher hasher_;
  bool begun_ = false;
  bool ended_ = false;
};

base::Status each_clause(const Question& question, std::size_t space,
                         const std::function<void(const ClausePlace&)>& visit) {
  return search::each_match(std::span(question.views).subspan(space, 1), question.query,
                            question.filters, [&visit](std::uint64_t id) {
                              if (const auto place = clause_of(id)) visit(*place);
                            });
}

/// The clauses that a question finds in one space, by work. They are counted first, because lists
/// that grow as they are filled take four times the memory.
Result<std::unordered_map<store::WorkId, std::vector<PackedPlace>>> clauses_found(
    const Question& question, std::size_t space) {
  std::unordered_map<store::WorkId, std::size_t> counts;
  COMITY_CHECK(each_clause(question, space, [&](const auto& place) { ++counts[place.work]; }));
  std::unordered_map<store::WorkId, std::vector<PackedPlace>> by_work;
  for (const auto& [work, count] : counts) by_work[work].reserve(count);
  COMITY_CHECK(each_clause(question, space, [&](const auto& place) {
    by_work[place.work].push_back(place.ordinal << kClauseBits | place.clause);
  }));
  return by_work;
}

Result<std::vector<Found>> found_in(const store::Read& read, const Question& question) {
  std::vector<Found> found;
  for (std::size_t i = 0; i < question.spaces.size(); ++i) {
    const auto space = question.spaces[i].id;
    COMITY_TRY(auto by_work, clauses_found(question, i));
    for (auto& [id, clauses] : by_work) {
      COMITY_TRY(auto work, read.work(space, id));
      if (work) found.push_back({space, id, std::move(work->name), std::move(clauses)});
    }
  }
  std::sort(found.begin(), found.end(), comes_before);
  return found;
}

}  // namespace

Result<std::unique_ptr<RowStream>> recommendations(Installation& installation, const Ask& ask,
                                                   const SearchRequest& request, RowFormat format) {
  COMITY_TRY(auto read, installation.store().read());
  auto asker = visibility_of(ask.actor, read);
  COMITY_TRY(auto found, answered(installation, ask, read, request, [&](const Question& question) {
               return found_in(read, question);
             }));
  return std::unique_ptr<RowStream>(std::make_unique<RecommendationStream>(
      std::move(read), std::move(asker), std::move(found), format));
}

}  // namespace comity::service
