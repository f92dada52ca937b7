#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "render/recommendation_rows.h"
#include "service/installation.h"
#include "service/reviews/corrigenda.h"
#include "service/reviews/positions.h"
#include "service/sources/reconciliation.h"
#include "service/tags/tag_decisions.h"
#include "service/tags/tags.h"

namespace comity::service {

/// Makes the rows of `export recommendations` (design 9) of what one asker may see of one snapshot,
/// which must outlive it, as the installation must.
class RecommendationRows {
 public:
  RecommendationRows(Installation& installation, const store::Read& read, store::Visibility asker)
      : installation_(installation),
        read_(read),
        asker_(std::move(asker)),
        tagger_(tags_of(installation).current()) {}
  RecommendationRows(const RecommendationRows&) = delete;
  RecommendationRows& operator=(const RecommendationRows&) = delete;

  /// Turns to a work of the snapshot and gives its recommendations, by ordinal.
  [[nodiscard]] base::Result<const std::vector<store::RecommendationRecord>*> turn_to(
      const store::Work& work);
  /// A clause, from 0, of one of them.
  [[nodiscard]] render::RecommendationRow row(const store::RecommendationRecord& record,
                                              std::size_t clause) const;

 private:
  base::Status look_for_sources();
  void add_tags(render::RecommendationRow& row) const;

  Installation& installation_;
  const store::Read& read_;
  store::Visibility asker_;
  std::shared_ptr<const TextTagger> tagger_;
  std::optional<SourcesInSight> sight_;
  std::string work_;
  model::Language language_ = model::Language::und;
  std::vector<store::RecommendationRecord> records_;
  PositionsOf positions_;
  CorrigendaOfReview corrigenda_;
  TagsSaid said_;
  /// The sources that agree with a clause, by number and clause.
  std::map<std::pair<std::string, int>, std::set<std::string>> agreed_;
};

}  // namespace comity::service
