#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compare/common_words.h"

// Whether two recommendations ask for the same, in the same words or in others.
namespace comity::compare {

/// Whether a word, as words_of gives it, says little by itself ("of", "the").
using LightWord = std::function<bool(const std::string&)>;

/// What one text is to another.
enum class Kinship : std::uint8_t {
  none,      ///< not alike
  same,      ///< word for word
  reworded,  ///< at least kSimilar
  whole,     ///< the other says all of it, and more
  part,      ///< the other is a part of it
};

[[nodiscard]] std::string_view name_of(Kinship kinship);

/// From here on two recommendations are called similar.
inline constexpr double kSimilar = 0.45;

struct Resemblance {
  /// From 0 to 1: half the longest common subsequence of their words (compare::likeness), half the
  /// words that both have in any order, twice, over the words of both, light ones counting a tenth.
  double likeness = 0;
  Kinship kinship = Kinship::none;
  /// How often two recommendations of that kinship and likeness are about the same issues
  /// (same_issues()).
  double confidence = 0;
};

/// Of the pairs of recommendations that one State received in different cycles and that are so
/// alike, the share that UPR Info's table gives the very same issues; bench_likeness counts them.
[[nodiscard]] double same_issues(Kinship kinship, double likeness);

/// A text that many others are compared with. For one thread.
class Compared {
 public:
  Compared(std::string_view text, LightWord light);
  [[nodiscard]] Resemblance with(std::string_view other);

 private:
  struct Text {
    std::vector<Word> words;
    std::vector<Word> distinct;  ///< sorted
    double weight = 0;           ///< of the distinct ones
    std::size_t heavy = 0;       ///< of the distinct ones
  };
  [[nodiscard]] Text text_of(std::string_view text);
  [[nodiscard]] double weight_of(Word word) const;

  LightWord light_;
  std::unordered_map<std::string, Word> numbers_;
  std::vector<bool> is_light_;
  Text own_;
  Pattern pattern_;
};

}  // namespace comity::compare
