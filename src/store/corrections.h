#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "store/record.h"

// What corrections come to beside what the reader reads now (design 2): kept where it still reads
// what they replace, satisfied where it reads what they say, and otherwise a person is asked.
namespace comity::store {

/// What became of a correction. `applied`: the record shows what it says.
struct CorrectionOutcome {
  CorrectionStanding standing = CorrectionStanding::kept;
  AskedBecause because = AskedBecause::nothing;
  bool applied = true;
  bool told = true;  ///< those outside the space may know of it
  bool operator==(const CorrectionOutcome&) const = default;
};

/// What of a clause was corrected: bits.
inline constexpr std::uint8_t kTextCorrected = 1;
inline constexpr std::uint8_t kStatesCorrected = 2;
inline constexpr std::uint8_t kClausesCorrected = 4;
inline constexpr std::uint8_t kNumbersCorrected = 8;

/// A correction that was neither taken back nor replaced.
struct HeldCorrection {
  EntryNumber entry = 0;
  model::Language language = model::Language::und;  ///< of the text that it corrects
  CorrectionPlace place;
  CorrectionValue replaces;
  CorrectionValue becomes;
};

struct CorrectedReview {
  model::Review review;
  std::vector<std::vector<std::uint8_t>> marks;  ///< of each clause of each recommendation
  /// The numbers of the paragraphs that each recommendation stands in; none: its own alone.
  std::vector<std::vector<std::string>> stands_in;
  /// One for each correction. Of a position nothing here but whether its recommendation is there:
  /// what prevails is known later.
  std::vector<CorrectionOutcome> outcomes;
};

/// The review with what the corrections say, in the order given.
[[nodiscard]] CorrectedReview corrected(const model::Review& review, model::Language language,
                                        std::span<const HeldCorrection> corrections);

/// The numbers of the recommendations that a correction is of: its own first, then what it replaces
/// and what it makes.
[[nodiscard]] std::vector<std::string> numbers_of(const CorrectionPlace& place,
                                                  const CorrectionValue& replaces,
                                                  const CorrectionValue& becomes);

/// All clauses read under these numbers, each with its number.
[[nodiscard]] CorrectionValue clauses_under(const model::Review& review,
                                            std::span<const std::string> numbers);

/// What a correction of a position comes to where this position prevails without it.
[[nodiscard]] CorrectionOutcome outcome_of_position(const HeldCorrection& correction,
                                                    std::string_view position,
                                                    model::CountsAs counts_as);

/// Whether two texts are recognisably one: at least half of their runs of four bytes are common.
[[nodiscard]] bool is_same_clause(std::string_view a, std::string_view b);

}  // namespace comity::store
