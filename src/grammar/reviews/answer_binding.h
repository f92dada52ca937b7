#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/reviews/answer_tokens.h"

// Which numbers of a sentence an answer in it is about.
namespace comity::grammar {

/// An answer with the numbers that it is about.
struct Bound {
  AnswerToken answer;
  std::vector<std::string> numbers;
};

/// Numbers go with the answer before them, or, where the sentence begins with numbers, with the
/// answer after them.
[[nodiscard]] std::vector<Bound> bound(const std::vector<AnswerToken>& tokens);

/// What the sentence says of the numbers that tokens[i] takes out: "6.1 to 6.8, except 6.7, which
/// it notes". Nothing where the words behind them are of other numbers, or say the same.
[[nodiscard]] std::optional<Answer> answer_of_exception(std::string_view text,
                                                        const std::vector<AnswerToken>& tokens,
                                                        std::size_t i, const ReviewWords& words);

/// Whether a set is what a number of others leaves that the sentence does not name: "accepts 20
/// recommendations and notes the remaining recommendations".
[[nodiscard]] bool are_unnamed(const std::vector<AnswerToken>& tokens, const AnswerToken& set);

/// Whether a sentence says one thing of "this recommendation" and names others only behind that:
/// "cannot accept this recommendation, as 6.16 asks for the same". `from`: past the paragraph's own
/// number.
[[nodiscard]] bool answers_own(std::string_view text, const AnswerSentence& sentence,
                               std::size_t from, const ReviewWords& words);

/// Numbers taken out of what a list of them is said to be.
void leave_out(std::vector<AnswerToken>& tokens, const std::vector<std::string>& numbers);

}  // namespace comity::grammar
