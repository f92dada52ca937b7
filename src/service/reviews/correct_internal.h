#pragma once

#include <memory>
#include <string>
#include <vector>

#include "service/reviews/corrections.h"

// What a correction is made of: the recommendation, and its clauses as somebody wishes them.
namespace comity::service {

inline constexpr std::size_t kLongestText = 20'000;  ///< bytes

/// A recommendation as the record shows it and as it was read.
struct Subject {
  store::ActorId person;  ///< who corrects it
  store::Work work;
  std::shared_ptr<const model::Reading> reading;
  store::RecommendationRecord record;
  store::CorrectionValue read;  ///< all its clauses; none where a correction made its number
  std::vector<store::CorrectionRecord> held;  ///< of it
  std::shared_ptr<const names::Register> states;
  std::string address;

  [[nodiscard]] const std::vector<model::Clause>& shown() const {
    return record.recommendation.clauses;
  }
  /// Whether other clauses are shown than were read.
  [[nodiscard]] bool has_other_clauses() const {
    return std::any_of(held.begin(), held.end(), [](const auto& each) {
      return each.place.corrects == store::Corrects::clauses && each.applied;
    });
  }
  /// The numbers of the correction by which it stands under another number than was read, or none.
  [[nodiscard]] std::vector<std::string> renumbered() const {
    for (const auto& each : held) {
      if (each.place.corrects != store::Corrects::numbers || !each.applied) continue;
      return numbers_of(each.place, each.replaces, each.becomes);
    }
    return {};
  }
};

/// The clauses of recommendations, in the order of their list.
struct Numbered {
  std::string number;
  std::vector<model::Clause> clauses;
};
using NumberedClauses = std::vector<Numbered>;

/// The clauses without their places in the paragraph, of which values say nothing.
[[nodiscard]] std::vector<model::Clause> without_places(std::vector<model::Clause> clauses);

/// Adds what `to` lacks.
void add_missing(std::vector<std::string>& to, const std::vector<std::string>& from);

/// The clause with the text and the States of the wish. invalid_input.
[[nodiscard]] base::Result<model::Clause> changed_clause(model::Clause clause,
                                                         const CorrectionWish& wish,
                                                         const names::Register& states);

/// The recommendation's clauses as wished, and what is made under other numbers. not_found,
/// invalid_input.
[[nodiscard]] base::Result<NumberedClauses> clauses_wished(const Subject& subject,
                                                           const CorrectionWish& wish);

/// What the journal is told, but for the reason and the values.
[[nodiscard]] store::RecommendationCorrected act_of(const Subject& subject,
                                                    store::Corrects corrects, std::uint32_t clause);

/// The correction of clauses, of one recommendation or of several. not_found, invalid_input.
[[nodiscard]] base::Result<store::RecommendationCorrected> act_of_clauses(
    const store::Read& read, const Subject& subject, const CorrectionWish& wish);

}  // namespace comity::service
