#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "grammar/reviews/review_words.h"

namespace comity::grammar {

/// How far a phrase goes in receiving a recommendation.
enum class Answer : std::uint8_t {
  supported,
  partly,
  not_supported,
  noted,
  pending,
  none,  ///< takes no side: "noted that …"
};

/// An answer and what the words around it make of it.
struct AnswerMeant {
  Answer answer = Answer::pending;
  std::size_t begin = 0;  ///< bytes: where the answer begins, its negation taken along
  bool doubtful = false;  ///< perhaps negated, therefore left open
};

/// What `phrase`, found in `low` (lowered()) and saying `answer`, comes to where a negation stands
/// apart from it in its clause: "have not been accepted", "is not prepared to accept",
/// "未获斐济支持". Marks, figures and words that begin another clause end the reach of a negation;
/// "not only", "without delay" are none. Where words stand between that nobody knows the answer is
/// left open. `from` is where the sentence begins.
[[nodiscard]] AnswerMeant answer_meant(std::string_view low, std::size_t from,
                                       const PhraseAt& phrase, Answer answer,
                                       const ReviewWords& words);

}  // namespace comity::grammar
