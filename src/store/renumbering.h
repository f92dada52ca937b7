#pragma once

#include <string>
#include <vector>

#include "store/corrections.h"

// Corrections of numbers: several recommendations that are one, and one that is several. What was
// read under all the numbers that such a correction names gives way to what it says, together.
namespace comity::store {

inline constexpr CorrectionOutcome kKept{};
inline constexpr CorrectionOutcome kSatisfied{CorrectionStanding::satisfied, AskedBecause::nothing,
                                              false};
[[nodiscard]] CorrectionOutcome asked(AskedBecause because, bool applied);

/// The texts, parted by a space.
[[nodiscard]] std::string whole_text(const std::vector<model::Clause>& clauses);
/// Whether the texts and States are the same, wherever they stand.
[[nodiscard]] bool same_words(const std::vector<model::Clause>& a,
                              const std::vector<model::Clause>& b);

/// Puts into `result` what a correction of numbers says, beside what was read, and gives what it
/// comes to. Corrections that hold share no number (decisions/0016, 0023).
CorrectionOutcome renumber(CorrectedReview& result, const model::Review& read,
                           const HeldCorrection& correction);

}  // namespace comity::store
