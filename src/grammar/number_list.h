#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/reviews/review_words.h"

namespace comity::grammar {

/// Numbers of paragraphs that a text names one after the other: "119.1 to 119.14, 119.20 and
/// 27 (b), (c)".
struct NumberList {
  std::vector<std::string> numbers;  ///< canonical, in the order named, ranges written out
  std::size_t end = 0;               ///< bytes in the text, past the last number
  std::string open_range;            ///< of a range that nobody can write out, else empty
};

/// The paragraphs of whose items a document speaks (122 of "122.11"): what tells "122.11" in a
/// sentence from "15.1 deaths per 100,000".
using ListNumbers = std::set<std::string, std::less<>>;

/// The list that begins at byte `at` of a text (lower case by lowered()); nothing where no number
/// stands there. A range of more than 400 numbers is taken for its ends.
[[nodiscard]] std::optional<NumberList> number_list_at(std::string_view text, std::size_t at,
                                                       const ReviewWords& words);
/// The same in a document that speaks of the items of `lists`. Where an item stands behind a hyphen
/// "45-50" is item 50 of such a list; of another it may be a range too: an open one, whose number
/// is none of any recommendation.
[[nodiscard]] std::optional<NumberList> number_list_at(std::string_view text, std::size_t at,
                                                       const ReviewWords& words,
                                                       const ListNumbers& lists);

/// The numbers as a text names them, runs of three and more as ranges: number_list_at() gives them
/// back.
[[nodiscard]] std::string number_list_text(const std::vector<std::string>& numbers);

/// "۱۱۹" and "１１９" as "119": decimal digits of the scripts of the six languages, beside ASCII.
struct DigitAt {
  int value = 0;
  std::size_t bytes = 0;
};
[[nodiscard]] std::optional<DigitAt> digit_at(std::string_view text, std::size_t at);

}  // namespace comity::grammar
