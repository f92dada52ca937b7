#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "names/tokens.h"
#include "names/words.h"

namespace comity::names {

/// Bits of the languages a form is used in, by model::Language.
using Languages = std::uint8_t;
constexpr Languages kAnyLanguage = 0x3F;

/// What a form in the register leads to: an index of its State, or kBlock for a phrase that holds
/// a State's name and names something else ("Lake Chad").
constexpr std::int32_t kBlock = -2;

/// Which of the forms may match.
struct Demand {
  enum class Letters : std::uint8_t { any, as_written };
  Letters letters = Letters::any;
  Languages languages = kAnyLanguage;
  bool known_language = true;  ///< else the forms that are common words elsewhere stay out
};

/// A form found among the tokens of a text.
struct Found {
  std::int32_t state = 0;
  std::size_t tokens = 0;   ///< how many it takes
  std::uint32_t begin = 0;  ///< bytes in the text
  std::uint32_t end = 0;    ///< with the bracket that closes one opened inside the name
};

/// All forms of a register as one tree of words: each step is a word and what may stand before it.
class Matcher {
 public:
  Matcher();

  /// Gives the State that already has this form when it is another one.
  [[nodiscard]] std::optional<std::int32_t> add(std::string_view form, std::int32_t state,
                                                Languages languages);
  /// The longest form that begins at the token.
  [[nodiscard]] std::optional<Found> longest(std::string_view text, const Tokens& tokens,
                                             std::size_t at, const Demand& demand) const;
  /// The form that takes exactly the tokens from `at` to the last.
  [[nodiscard]] std::optional<std::int32_t> whole(std::string_view text, const Tokens& tokens,
                                                  std::size_t at) const;

 private:
  enum class Step : std::uint8_t { plain, dot, punctuation };
  struct Node {
    std::int32_t state = -1;
    Languages languages = 0;
    bool small_letter = false;   ///< the form itself begins with a small letter
    bool capitals_only = false;  ///< "US", "EU": the same letters are a word in small ones
    bool common_word = false;
  };
  struct WordHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const {
      return std::hash<std::string_view>{}(word);
    }
  };

  [[nodiscard]] std::uint32_t word_id(std::string_view word) const;
  [[nodiscard]] std::uint32_t child(std::uint32_t node, std::uint32_t word, Step step) const;
  [[nodiscard]] bool accepts(const Node& node, const Tokens& tokens, std::size_t at,
                             std::size_t count, const Demand& demand) const;
  [[nodiscard]] std::optional<Found> walk(std::string_view text, const Tokens& tokens,
                                          std::size_t at, std::uint32_t first,
                                          const Demand& demand) const;

  std::unordered_map<std::string, std::uint32_t, WordHash, std::equal_to<>> vocabulary_;
  std::unordered_map<std::uint64_t, std::uint32_t> edges_;
  std::vector<Node> nodes_;
};

}  // namespace comity::names
