#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/reviews/answer_tokens.h"
#include "grammar/reviews/review_positions.h"

namespace comity::grammar {

/// Numbers and what is said of them.
struct StatedPart {
  std::vector<std::string> numbers;  ///< canonical, or those of a set (model/review.h)
  std::optional<Position> position;  ///< nothing: named, but it is not certain with which answer
};

/// The parts of one sentence of a text:
///
///   sentence := pair*
///   pair     := numbers answer | answer numbers     as the sentence goes on
///
/// An answer too many, or numbers without one, leave what stands beside them open.
[[nodiscard]] std::vector<StatedPart> stated_in(std::string_view text,
                                                const AnswerSentence& sentence,
                                                const ReviewWords& words);

/// The one answer of a text without numbers; nothing where it has none or several.
[[nodiscard]] std::optional<Position> answer_in(std::string_view text, const ReviewWords& words);

/// What a paragraph says of numbers where it says more than one thing of them; nothing where it
/// has one answer for all. `lists`: of whose items it may speak.
[[nodiscard]] std::optional<std::vector<StatedPart>> parts_stated(std::string_view text,
                                                                  const ListNumbers& lists,
                                                                  const ReviewWords& words);

}  // namespace comity::grammar
