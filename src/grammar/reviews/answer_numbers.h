#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "grammar/number_list.h"
#include "grammar/reviews/answer_tokens.h"
#include "grammar/reviews/review_words.h"

// The numbers by which answers name recommendations.
namespace comity::grammar {

/// Those that the text names after "recommendations" and the like, or begins with.
void add_list_numbers(std::string_view text, const ReviewWords& words, ListNumbers& lists);

/// The numbers that the text begins with ("122.79–81", "Recs. 6–13", "Recommendation 5:"); `end` is
/// past them. Plain numbers count only after a word for recommendations.
[[nodiscard]] std::optional<NumberList> numbers_at_start(std::string_view text,
                                                         const ReviewWords& words,
                                                         const ListNumbers& lists);

/// The numbers in one sentence. `after_colon`: a list that stands alone behind a colon counts too.
[[nodiscard]] std::vector<AnswerToken> numbers_in(std::string_view low,
                                                  const AnswerSentence& sentence,
                                                  const ReviewWords& words,
                                                  const ListNumbers& lists, bool after_colon);

/// Past the words for recommendations or paragraphs at `at` and what may stand between them and
/// their numbers; nothing where none stands there.
[[nodiscard]] std::optional<std::size_t> past_keyword(std::string_view low, std::size_t at,
                                                      const ReviewWords& words);

/// What a number is no number of a recommendation with: "15.1 per cent", "9.4/100,000".
[[nodiscard]] bool is_measure(std::string_view text, std::size_t end);

[[nodiscard]] bool has_digit_at(std::string_view text, std::size_t at);
[[nodiscard]] std::size_t past_spaces(std::string_view text, std::size_t at);

}  // namespace comity::grammar
