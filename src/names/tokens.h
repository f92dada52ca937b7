#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace comity::names {

/// What stands between two words, beside white space, hyphens and apostrophes.
enum Gap : std::uint8_t {
  kGapComma = 1,
  kGapBracket = 2,
  kGapDot = 4,
  kGapOther = 8,  ///< anything else, and an empty line
};

/// A word of a text: a run of letters or of digits; each Chinese character is a word.
struct Token {
  std::uint32_t begin = 0;  ///< bytes in the text
  std::uint32_t end = 0;
  std::uint32_t folded_begin = 0;
  std::uint32_t folded_end = 0;
  std::uint8_t gap = 0;      ///< Gap bits between the word before and this one
  bool small_first = false;  ///< begins with a small letter of a script that has capitals
  bool has_small = false;
  bool digits = false;
};

/// The words of a text, folded for comparison: case, accents, compatibility forms, vowel marks and
/// characters without width taken away; "&" is the word "and".
struct Tokens {
  std::vector<Token> items;
  std::string folded;

  [[nodiscard]] std::string_view word(std::size_t index) const {
    const auto& token = items[index];
    return std::string_view(folded).substr(token.folded_begin,
                                           token.folded_end - token.folded_begin);
  }
  [[nodiscard]] std::size_t size() const { return items.size(); }
};

[[nodiscard]] Tokens tokenised(std::string_view text);

/// Whether a code point is white space, a hyphen or dash, an apostrophe or has no width: what may
/// stand between the words of one name.
[[nodiscard]] bool is_loose(char32_t code_point);

}  // namespace comity::names
