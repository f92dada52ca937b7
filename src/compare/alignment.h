#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "compare/compare.h"

// The paragraphs of two texts, each beside the one that it became.
namespace comity::compare {

/// A paragraph. Only those of one `part` are paired (a note with a note). Two that have the same
/// `key`, if it is not empty, belong together whatever they say (the titles of the two texts).
struct Passage {
  std::string_view text;
  int part = 0;
  std::string_view key = {};
};

enum class Relation : std::uint8_t {
  same,     ///< to the letter, in the same order
  changed,  ///< other words, in the same order
  moved,    ///< another place among the others; its words may have changed too
  added,
  removed,
  split,   ///< one became several; a pair for each of them
  merged,  ///< several became one; a pair for each of them
};

[[nodiscard]] std::string_view name_of(Relation relation);

/// A paragraph of the one text beside one of the other.
struct Aligned {
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  std::size_t from = kNone;  ///< kNone of one that was added
  std::size_t to = kNone;    ///< kNone of one that was removed
  Relation relation = Relation::same;
  /// As exact_differences. Of a paragraph that was split each pair has its share: put together
  /// they are the whole; of one that was merged likewise.
  std::vector<Piece> words;
};

/// By so much must a pair that crosses others be liker than one in order.
inline constexpr double kOutOfOrder = 0.15;

/// More pairs of paragraphs than this are not compared, nor more pairs of words.
inline constexpr std::size_t kMostPairs = 4'000'000;
inline constexpr std::size_t kMostPairsOfWords = 100'000'000'000;

/// Pairs the paragraphs: the sum of the likenesses of all pairs is greatest, where a pair that
/// leaves the order of the others must be the liker by kOutOfOrder. In the order of `to`; what was
/// removed stands where it was. Views into the passages. too_large: kMostPairs and
/// kMostPairsOfWords.
[[nodiscard]] base::Result<std::vector<Aligned>> align(std::span<const Passage> from,
                                                       std::span<const Passage> to);

}  // namespace comity::compare
