#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/reviews/review_positions.h"

namespace comity::grammar {

/// Items that a text excepts from what it says, with the bytes that do.
struct Excepting {
  std::size_t begin = 0;
  std::size_t said = 0;  ///< past the numbers: what is said of them
  std::size_t end = 0;
  std::vector<std::string> numbers;
  std::optional<Position> position;  ///< what the text says of them
  bool denied = false;               ///< a bare "do not": the position of the others tells of what
};

/// A text in which its exceptions are made spaces.
struct WithoutExceptions {
  std::string rest;
  std::vector<Excepting> found;
};

using IsItem = std::function<bool(const std::string& number)>;

/// Takes out of a text the exceptions that name items (see head_position()).
[[nodiscard]] WithoutExceptions without_exceptions(std::string_view text, const IsItem& is_item,
                                                   const ReviewWords& words);

/// Ends the words of a position, read from `rest`, before what was taken out of `text`, and takes
/// them from there.
void quote(Position& position, std::string_view text, std::string_view rest);

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
///   exception := except numbers ("," relative)?        "except 98.3", "… 98.3, which is noted"
///              | of-which numbers (position | not)     "of which 98.3 and 98.5 do not"
///
/// `items`: the numbers of the list's items; what names none of them excepts nothing. A bare
/// negation says the opposite of a list's support; of other positions it leaves open. Sentences
/// behind the first that name items speak of them alone.
[[nodiscard]] HeadPosition head_position(std::string_view text,
                                         const std::vector<std::string>& items,
                                         const ReviewWords& words);

}  // namespace comity::grammar
