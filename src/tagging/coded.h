#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tagging/linear.h"

// Codes that a person gives to passages of texts, learnt from those given so far, in any language.
// The same learner as for themes, over labels of the caller's own; a model is in memory alone.
namespace comity::tagging {

/// A text with the codes that it was given, as numbers of a list of the caller's.
struct CodedText {
  std::string text;
  std::vector<std::uint32_t> codes;
  std::uint32_t source = 0;  ///< texts of one source are held out together
};

/// How many texts a code needs before anything is learnt of it.
struct LeastCoded {
  std::uint32_t texts = 8;    ///< with the code, and as many without
  std::uint32_t sources = 3;  ///< in which those with it are
};
inline constexpr LeastCoded kLeastCoded;

/// What is known of one code.
struct CodeKnown {
  std::uint32_t texts = 0;    ///< that have it
  std::uint32_t sources = 0;  ///< of these
  bool learnt = false;        ///< there were as many as are needed
  // Of texts held out, whole sources together, with a threshold found on the others: how often the
  // code was proposed rightly, wrongly, and not proposed where it was given.
  std::uint32_t right = 0;
  std::uint32_t wrong = 0;
  std::uint32_t missed = 0;

  [[nodiscard]] double precision() const;
  [[nodiscard]] double recall() const;
  [[nodiscard]] double f1() const;
  /// Whether it is proposed: of what was held out something was found.
  [[nodiscard]] bool proposed() const { return learnt && right > 0; }
};

/// A code that a text may have.
struct CodeGuess {
  std::uint32_t code = 0;
  double confidence = 0;           ///< of such guesses on texts held out so many were right
  std::vector<std::string> words;  ///< that weighed most, as written, at most four
};

/// Immutable; thread-safe.
class CodeModel {
 public:
  /// The same texts in the same order give the same model. `codes` is how many there are; what is
  /// beyond kMostLabels is not learnt.
  [[nodiscard]] static CodeModel learnt_from(std::span<const CodedText> texts, std::uint32_t codes);

  [[nodiscard]] const std::vector<CodeKnown>& known() const { return known_; }
  /// Codes above their threshold, the surest first.
  [[nodiscard]] std::vector<CodeGuess> guesses(std::string_view text) const;
  /// About how much memory it takes.
  [[nodiscard]] std::size_t bytes() const;

 private:
  std::vector<CodeKnown> known_;
  std::vector<std::uint32_t> learnt_;  ///< the code of each label of the model
  std::vector<Linear> linear_;         ///< one, or none where nothing is learnt
};

}  // namespace comity::tagging
