#include "service/reviews/recommendation_rows.h"

#include <algorithm>
#include <string_view>

#include "service/reviews/corrections.h"

namespace comity::service {

base::Result<const std::vector<store::RecommendationRecord>*> RecommendationRows::turn_to(
    const store::Work& work) {
  COMITY_TRY(records_, read_.recommendations_of(work.space, work.id, asker_));
  const auto places = numbered(records_);
  COMITY_TRY(positions_, PositionsOf::read(read_, work, places, asker_));
  COMITY_TRY(corrigenda_, CorrigendaOfReview::read(installation_, read_, work, positions_, asker_));
  work_ = work.name;
  language_ = work.language;
  COMITY_TRY(said_, TagsSaid::of(read_, work));
  COMITY_CHECK(look_for_sources());
  return &records_;
}

base::Status RecommendationRows::look_for_sources() {
  agreed_.clear();
  if (!sight_) {
    COMITY_TRY(sight_, SourcesInSight::look(installation_.reconciliations(), read_, asker_));
  }
  if (sight_->none()) return {};
  std::set<std::pair<std::string_view, int>> reviews;
  for (const auto& record : records_) {
    reviews.emplace(record.recommendation.state_under_review, record.cycle);
  }
  for (const auto& [state, cycle] : reviews) {
    COMITY_TRY(const auto review, sight_->review(state, cycle));
    for (const auto& row : review->rows) {
      const bool pledge = row.record.kind == store::SourceRowRecord::Kind::pledge;
      if (pledge || !row.agrees()) continue;
      if (row.clause->work != records_.front().work) continue;
      agreed_[{row.clause->number, row.clause->clause}].insert(row.source);
    }
  }
  return {};
}

void RecommendationRows::add_tags(render::RecommendationRow& row) const {
  const auto clause = static_cast<std::uint32_t>(row.clause);
  const auto said = said_.of(row.number, clause, row.text, language_);
  for (const auto& tag : standing_tags(*tagger_, row.text, language_, said)) {
    const auto& label = *tag.guess.tag.label;
    if (label.scheme == tagging::Scheme::theme) row.themes.push_back(label.code);
    if (tag.said != nullptr) {
      row.confirmed.push_back(std::string(tagging::name_of(label.scheme)) + ":" + label.code);
    }
  }
  std::sort(row.themes.begin(), row.themes.end());
}

render::RecommendationRow RecommendationRows::row(const store::RecommendationRecord& record,
                                                  std::size_t clause) const {
  const auto& recommendation = record.recommendation;
  render::RecommendationRow row;
  row.symbol = work_;
  row.number = recommendation.number;
  row.clause = static_cast<int>(clause) + 1;
  row.printed = recommendation.printed;
  row.mechanism = record.mechanism;
  row.state_under_review = recommendation.state_under_review;
  row.cycle = record.cycle;
  row.session = record.session;
  row.text = recommendation.clauses[clause].text;
  row.recommending_states = recommendation.clauses[clause].states;
  row.position = record.position;
  row.counts_as = std::string(model::name_of(record.counts_as));
  row.sources = positions_.sources(record.ordinal);
  row.corrected = corrected_names(record, clause);
  row.corrigenda = corrigenda_.names_at(row.number);
  for (const auto& number : record.stands_in) {
    for (auto& name : corrigenda_.names_at(number)) {
      const auto& told = row.corrigenda;
      if (std::find(told.begin(), told.end(), name) == told.end()) {
        row.corrigenda.push_back(std::move(name));
      }
    }
  }
  add_tags(row);
  const auto agreed = agreed_.find({row.number, row.clause});
  if (agreed == agreed_.end()) return row;
  row.sources.insert(row.sources.end(), agreed->second.begin(), agreed->second.end());
  return row;
}

}  // namespace comity::service
