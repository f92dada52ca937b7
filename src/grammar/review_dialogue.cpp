#include "grammar/review_dialogue.h"

#include <algorithm>

#include "base/text.h"
#include "grammar/review_expand.h"
#include "grammar/review_labels.h"
#include "grammar/review_paragraphs.h"

namespace comity::grammar {
namespace {

// paragraph := State … recommending-word ("that" State)? text "."
//            | State … recommending-word … "(a)" text (";" | ".") … "(b)" text …

constexpr auto npos = std::string_view::npos;
using Kind = ReviewLabel::Kind;

std::size_t end_of_sentence(std::string_view text, std::size_t from) {
  for (auto at = text.find('.', from); at != npos; at = text.find('.', at + 1)) {
    if (at + 1 == text.size()) return at;
    if (text[at + 1] == ' ' && at + 2 < text.size() && text[at + 2] >= 'A' && text[at + 2] <= 'Z') {
      return at;
    }
  }
  return text.size();
}

/// Where the next "(c)" after `from` begins; the text's size when there is none.
std::size_t next_letter(std::string_view text, std::size_t from) {
  for (auto at = text.find('(', from); at != npos; at = text.find('(', at + 1)) {
    const auto label = label_at_start(text.substr(at, 8));
    if (label.kind == Kind::letter || label.kind == Kind::roman) return at;
  }
  return text.size();
}

/// The text of "(b)" inside a paragraph: to the end of its sentence or the next letter.
std::string inline_letter(std::string_view text, std::string_view letter) {
  const auto mark = '(' + std::string(letter) + ')';
  const auto at = text.find(mark);
  if (at == npos) return {};
  const auto begin = at + mark.size();
  const auto end = std::min(end_of_sentence(text, begin), next_letter(text, begin));
  return std::string(text.substr(begin, end - begin));
}

}  // namespace

Dialogue::Dialogue(std::span<const model::Paragraph> paragraphs, const names::Register& states,
                   const ReviewWords& words, std::span<const std::string> under_review)
    : states_(states), words_(words), under_review_(under_review) {
  Numbered* current = nullptr;
  for (const auto& paragraph : paragraphs) {
    if (paragraph.kind == model::ParagraphKind::note) continue;
    const auto text = masked_text(paragraph);
    auto label = label_of(paragraph.printed);
    auto body = std::string_view(text);
    if (label.kind == Kind::none) {
      label = label_at_start(body);
      body = body.substr(std::min(label.end, body.size()));
    }
    if (label.kind == Kind::plain) {
      current = &by_number_[std::to_string(label.first)];
      current->text = std::string(body);
    } else if (current != nullptr && !label.letter.empty()) {
      current->subs.emplace(label.letter, std::string(body));
    } else if (current != nullptr && paragraph.kind == model::ParagraphKind::text) {
      current->text += ' ';
      current->text += body;
    } else {
      current = nullptr;
    }
  }
}

std::vector<std::string> Dialogue::subject_of(std::string_view text) const {
  for (const auto& mention : states_.mentions(text)) {
    if (mention.code.empty()) continue;
    if (std::find(under_review_.begin(), under_review_.end(), mention.code) ==
        under_review_.end()) {
      return {mention.code};
    }
  }
  return {};
}

std::vector<model::Clause> Dialogue::recommended_in(std::string_view reference) const {
  const auto space = reference.find(' ');
  const auto found = by_number_.find(std::string(reference.substr(0, space)));
  if (found == by_number_.end()) return {};
  const auto& paragraph = found->second;
  const auto states = subject_of(paragraph.text);
  std::vector<model::Clause> clauses;
  const auto add = [&](std::string_view text) {
    auto own = clause_text(text, words_);
    if (!own.empty()) clauses.push_back({std::move(own), states, {}, 0, 0});
  };

  if (space != npos) {
    const auto letter = std::string(reference.substr(space + 2, reference.size() - space - 3));
    const auto sub = paragraph.subs.find(letter);
    add(sub != paragraph.subs.end() ? sub->second : inline_letter(paragraph.text, letter));
    return clauses;
  }
  for (const auto& [letter, text] : paragraph.subs) add(text);
  if (!clauses.empty()) return clauses;
  const std::string_view text = paragraph.text;
  const auto low = lowered(text);
  for (std::size_t at = next_letter(text, 0); at < text.size();) {
    const auto label = label_at_start(text.substr(at));
    add(inline_letter(text, label.letter));
    at = next_letter(text, at + 1);
  }
  if (!clauses.empty()) return clauses;
  for (std::size_t at = 0; at < text.size();) {
    const auto word = words_.find(ReviewRule::recommending_word, low, at);
    if (!word) break;
    const auto end = end_of_sentence(text, word->end);
    add(text.substr(word->end, end - word->end));
    at = end;
  }
  return clauses;
}

}  // namespace comity::grammar
