#include "service/export.h"

#include <algorithm>
#include <map>

#include "model/symbol.h"
#include "render/recommendation_rows.h"
#include "service/index_documents.h"

namespace comity::service {
namespace {

using base::Result;

/// The clauses of one work that were found.
struct Found {
  store::SpaceId space;
  store::Work work;
  std::vector<ClausePlace> clauses;  ///< in the order of the work
};

bool comes_before(const store::Work& a, const store::Work& b) {
  const auto left = model::Symbol::parse(a.name);
  const auto right = model::Symbol::parse(b.name);
  if (left && right) return *left < *right;
  if (left || right) return static_cast<bool>(left);
  return a.name < b.name;
}

class RecommendationStream final : public TextStream {
 public:
  RecommendationStream(store::Read read, std::vector<Found> found, RowFormat format)
      : read_(std::move(read)), found_(std::move(found)), format_(format) {}

  Result<std::string> next() override {
    if (!begun_ && format_ == RowFormat::csv) {
      begun_ = true;
      return render::recommendations_csv_header();
    }
    std::string out;
    while (out.empty() && at_ < found_.size()) {
      const auto& found = found_[at_++];
      COMITY_TRY(const auto records, read_.recommendations_of(found.space, found.work.id));
      for (const auto& place : found.clauses) append(out, found.work, records, place);
    }
    return out;
  }

 private:
  void append(std::string& out, const store::Work& work,
              const std::vector<store::RecommendationRecord>& records,
              const ClausePlace& place) const {
    if (place.ordinal >= records.size()) return;
    const auto& record = records[place.ordinal];
    const auto& recommendation = record.recommendation;
    if (place.clause >= recommendation.clauses.size()) return;
    const auto& clause = recommendation.clauses[place.clause];
    render::RecommendationRow row;
    row.symbol = work.name;
    row.number = recommendation.number;
    row.clause = static_cast<int>(place.clause) + 1;
    row.printed = recommendation.printed;
    row.mechanism = record.mechanism;
    row.state_under_review = recommendation.state_under_review;
    row.cycle = record.cycle;
    row.session = record.session;
    row.text = clause.text;
    row.recommending_states = clause.states;
    row.position = recommendation.position;
    row.counts_as = std::string(model::name_of(recommendation.counts_as));
    row.sources = {work.name};
    if (format_ == RowFormat::csv) {
      render::append_recommendation_csv(out, row);
    } else {
      render::append_recommendation_json(out, row);
    }
  }

  store::Read read_;
  std::vector<Found> found_;
  RowFormat format_;
  std::size_t at_ = 0;
  bool begun_ = false;
};

Result<std::vector<Found>> found_in(const store::Read& read, const Question& question) {
  std::vector<Found> found;
  for (std::size_t i = 0; i < question.spaces.size(); ++i) {
    const auto space = question.spaces[i].id;
    COMITY_TRY(const auto ids, search::matching_ids(std::span(question.views).subspan(i, 1),
                                                    question.query, question.filters));
    std::map<store::WorkId, std::vector<ClausePlace>> by_work;
    for (const auto id : ids) {
      if (const auto place = clause_of(id)) by_work[place->work].push_back(*place);
    }
    for (auto& [id, clauses] : by_work) {
      COMITY_TRY(auto work, read.work(space, id));
      if (work) found.push_back({space, *std::move(work), std::move(clauses)});
    }
  }
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return comes_before(a.work, b.work); });
  return found;
}

}  // namespace

Result<std::unique_ptr<TextStream>> recommendations(Installation& installation, const Ask& ask,
                                                    const SearchRequest& request,
                                                    RowFormat format) {
  COMITY_TRY(auto read, installation.store().read());
  COMITY_TRY(auto found, answered(installation, ask, read, request, [&](const Question& question) {
               return found_in(read, question);
             }));
  return std::unique_ptr<TextStream>(
      std::make_unique<RecommendationStream>(std::move(read), std::move(found), format));
}

}  // namespace comity::service
