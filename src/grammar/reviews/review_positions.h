#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "grammar/reviews/review_words.h"
#include "model/review.h"

namespace comity::grammar {

/// A position as a paragraph of the conclusions words it.
struct Position {
  std::string words;  ///< from its first word to the end of the sentence: "enjoy its support"
  model::CountsAs counts_as = model::CountsAs::pending;
  bool partial = false;   ///< support in part, which counts as supported
  bool doubtful = false;  ///< perhaps negated, and left open
  std::size_t begin = 0;  ///< bytes of the words in the text
  std::size_t end = 0;
};

/// The position that a list's head or a paragraph of prose states, what it says first holds;
/// nothing where it states none.
[[nodiscard]] std::optional<Position> position_in(std::string_view text, const ReviewWords& words);

}  // namespace comity::grammar
