// The heads of an addendum, under which recommendations stand that they answer.
#include <string>
#include <string_view>

#include "base/text.h"
#include "grammar/reviews/answer_numbers.h"
#include "grammar/reviews/answer_reader.h"
#include "grammar/reviews/review_paragraphs.h"
#include "grammar/scan.h"

namespace comity::grammar {

void AnswerReader::heading(const model::Paragraph& paragraph, std::size_t index) {
  const auto own = masked_text(paragraph);
  auto numbers = label_numbers(paragraph, own);
  if (!numbers) numbers = numbers_at_start(own, words_, lists_);
  const Place at{index, 0, 0, 0, own.size()};
  if (numbers) {
    close_group();
    open_group(numbers->numbers, at);
    return read_sentences(own, numbers->end, at, false);
  }
  close_group();
  const auto sentences = answer_sentences(own, words_, lists_, states_);
  for (const auto& sentence : sentences) {
    const auto answers = of_kind(sentence, AnswerToken::Kind::answer);
    if (answers.empty() || answers.front().answer == Answer::none) continue;
    if (!of_kind(sentence, AnswerToken::Kind::numbers).empty()) return bind(sentence, own, at);
    return open_section(sentence, own, at, paragraph.level, true);
  }
  if (section_ && (!section_->heading || paragraph.level <= section_->level)) section_.reset();
}

/// A head that a plain text has for a paragraph: "Recommendations that do not enjoy the support of
/// Fiji", "Accepted recommendations". What goes on in a sentence, or speaks of "these
/// recommendations", is none.
bool AnswerReader::plain_heading(const model::Paragraph& paragraph, std::size_t index,
                                 const std::string& own) {
  constexpr std::size_t kLongestHead = 160;
  const auto low = lowered(base::trimmed(own));
  if (!paragraph.printed.empty() || low.empty() || low.size() > kLongestHead) return false;
  if (std::string_view(".;,").find(low.back()) != npos) return false;
  const auto sentences = answer_sentences(own, words_, lists_, states_);
  if (sentences.size() != 1 || !of_kind(sentences.front(), AnswerToken::Kind::numbers).empty()) {
    return false;
  }
  const auto answers = of_kind(sentences.front(), AnswerToken::Kind::answer);
  if (answers.empty() || answers.front().answer == Answer::none || answers.front().of_topic) {
    return false;
  }
  const auto noun = words_.find(ReviewRule::recommendations_head, low);
  const bool opens = noun && noun->begin == 0;
  const bool ends = noun && noun->end == low.size() && low.find(' ') + 1 == noun->begin;
  if (!opens && !ends) return false;
  close_group();
  open_section(sentences.front(), own, {index, 0, 0, 0, own.size()}, 0, false);
  return true;
}

}  // namespace comity::grammar
