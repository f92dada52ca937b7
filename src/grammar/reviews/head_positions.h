#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/reviews/review_positions.h"

namespace comity::grammar {

/// Items that a list's head takes out of what it says of the list.
struct HeadException {
  std::vector<std::string> numbers;  ///< canonical, of items of the list
  std::optional<Position> position;  ///< what the head says of them; nothing: it leaves them open
};

struct HeadPosition {
  std::optional<Position> position;  ///< of the list's other items
  std::vector<HeadException> exceptions;
};

/// The position that the head of a list states of its items, and those that it excepts:
///
///   head      := … position … ("," exception)? ":"
///              | exception "," … position … ":"
///   exception := except numbers                        "with the exception of 98.3"
///              | of-which numbers (position | not)     "of which 98.3 and 98.5 do not"
///
/// `items`: the numbers of the list's items; what names none of them excepts nothing. A bare
/// negation says the opposite of a list's support; of other positions it leaves open.
[[nodiscard]] HeadPosition head_position(std::string_view text,
                                         const std::vector<std::string>& items,
                                         const ReviewWords& words);

}  // namespace comity::grammar
