#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/number_list.h"
#include "grammar/reviews/negation.h"
#include "grammar/reviews/review_words.h"
#include "model/review.h"
#include "names/register.h"

namespace comity::grammar {

[[nodiscard]] model::CountsAs counts_as_of(Answer answer);

/// Words that receive, or numbers that name.
struct AnswerToken {
  enum class Kind : std::uint8_t { answer, numbers };
  Kind kind = Kind::answer;
  std::size_t begin = 0;  ///< bytes in the text
  std::size_t end = 0;
  Answer answer = Answer::pending;
  std::vector<std::string> numbers;
  std::string open_range;
  bool of_paragraph = false;   ///< one plain number after "paragraph": perhaps that of a list
  bool pointed_to = false;     ///< "see recommendation 71"
  bool excepted = false;       ///< taken out of what is said: "except 6.2"
  std::optional<Answer> told;  ///< of a set: what is said of it, whatever else stands around it
  bool of_topic = false;       ///< said of nothing but a set by topic
  bool doubtful = false;       ///< perhaps negated: left open
  bool of_position =
      false;  ///< speaks of the position itself: "cannot make a definitive statement"
};

/// A sentence of an answer with what it holds, in order.
struct AnswerSentence {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::vector<AnswerToken> tokens;
  bool about = false;     ///< says "recommendation"
  bool by_topic = false;  ///< answers a set by topic, whose recommendations it does not name
};

/// The sentence's answers or numbers; those left out that a reference only points to.
[[nodiscard]] std::vector<AnswerToken> of_kind(const AnswerSentence& sentence,
                                               AnswerToken::Kind kind);

/// Whether the sentence speaks of one recommendation after byte `from` of the text.
[[nodiscard]] bool says_one(std::string_view text, const AnswerSentence& sentence, std::size_t from,
                            const ReviewWords& words);

/// The text (masked_text) in sentences.
[[nodiscard]] std::vector<AnswerSentence> answer_sentences(
    std::string_view text, const ReviewWords& words, const ListNumbers& lists,
    const names::Register& states = names::Register::builtin());

}  // namespace comity::grammar
