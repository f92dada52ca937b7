#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "model/reading.h"
#include "service/installation.h"
#include "store/positions.h"

// What a recommendation was answered, with the place where each answer stands.
namespace comity::service {

/// Where a position is said.
struct SaidAt {
  std::string work;  ///< its name
  base::Hash reading;
  std::uint32_t paragraph = 0;  ///< an index into those of the reading
};

/// What the asker may see said of the recommendations of one report.
class PositionsOf {
 public:
  /// `recommendations`: all of the report, in its order.
  [[nodiscard]] static base::Result<PositionsOf> read(
      const store::Read& read, const store::Work& report,
      std::span<const store::NumberedRecommendation> recommendations,
      const store::Visibility& asker);

  /// Everything said of one recommendation, the report's own first, then by date: `positions` of
  /// the contract.
  [[nodiscard]] base::Result<base::JsonArray> json(const Installation& installation,
                                                   const model::Reading& report,
                                                   const store::RecommendationRecord& record) const;
  /// The works that speak of the recommendation, the report first.
  [[nodiscard]] std::vector<std::string> sources(std::uint32_t ordinal) const;
  /// Learns what the report itself answers in part, which its tables do not say.
  void hear(const model::Reading& report);
  /// Whether the position that prevails is support in part; of the report's own once it was heard.
  [[nodiscard]] bool is_partial(const store::RecommendationRecord& record) const;
  /// Whether the report itself, once it was heard, supports a recommendation in part.
  [[nodiscard]] bool is_own_in_part(const std::string& number) const {
    return own_in_part_.contains(number);
  }
  /// Where another work than the report says the position that prevails; nothing where none does.
  [[nodiscard]] std::optional<SaidAt> said_at(const store::RecommendationRecord& record) const;
  /// The works beside the report that speak of any of its recommendations, each once.
  [[nodiscard]] std::vector<store::WorkId> works() const;
  /// The name of the work that states the position that prevails; empty for the report itself.
  [[nodiscard]] std::string prevailing(const store::RecommendationRecord& record) const;

 private:
  /// The last statement that takes a position on the recommendation, or null.
  [[nodiscard]] const store::StatedPosition* last_of(
      const store::RecommendationRecord& record) const;

  store::Work report_;
  std::vector<store::StatedPosition> stated_;
  std::vector<std::vector<std::size_t>> by_ordinal_;  ///< indices into stated_
  std::set<std::string> own_in_part_;  ///< numbers of recommendations that the report so answers
};

[[nodiscard]] std::vector<store::NumberedRecommendation> numbered(
    std::span<const store::RecommendationRecord> records);

/// What is odd about the numbers by which a work names recommendations of reports in its space:
/// that the report lacks them, or that they fit several of its lists.
[[nodiscard]] base::Result<std::vector<model::Finding>> number_findings(
    const Installation& installation, const store::Read& read, const store::Work& work,
    const model::Reading& reading, const store::Visibility& asker);

}  // namespace comity::service
