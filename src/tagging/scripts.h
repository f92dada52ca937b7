#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace comity::tagging {

/// A text in any script as Tokens reads it: words folded and without accents, each letter of an
/// alphabet one byte, so that runs of three to five letters are as long in Cyrillic or Arabic as in
/// Latin; a Chinese character is a word of its own, and pairs of words are pairs of characters.
struct ScriptWords {
  /// Of one word, bytes of the text as it is written.
  struct Place {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };
  std::string coded;          ///< the words, parted by spaces: one token each
  std::vector<Place> places;  ///< of each word
};

[[nodiscard]] ScriptWords script_words(std::string_view utf8);

}  // namespace comity::tagging
