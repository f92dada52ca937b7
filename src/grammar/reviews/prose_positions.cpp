#include "grammar/reviews/prose_positions.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/text.h"
#include "grammar/reviews/head_positions.h"

namespace comity::grammar {
namespace {

using TokenKind = AnswerToken::Kind;
using AnswerTokens = std::vector<AnswerToken>;

constexpr std::size_t kLongestQuote = 240;  ///< bytes, with the numbers; else the answer alone

bool says_same(const AnswerToken& a, const AnswerToken& b) {
  return counts_as_of(a.answer) == counts_as_of(b.answer) &&
         (a.answer == Answer::partly) == (b.answer == Answer::partly);
}

bool is_plain_list(const AnswerToken& token) {
  return std::all_of(token.numbers.begin(), token.numbers.end(), [](const std::string& number) {
    return number.find_first_not_of("0123456789") == std::string::npos;
  });
}

/// Whether another clause begins between two tokens: "; ", ", while". Words that also join numbers
/// begin none.
bool parts_clauses(std::string_view low, std::size_t begin, std::size_t end,
                   const ReviewWords& words) {
  const auto gap = low.substr(0, end);
  if (gap.find(';', begin) != std::string_view::npos) return true;
  for (auto at = begin; const auto word = words.find(ReviewRule::negation_end, gap, at);) {
    if (!words.is(ReviewRule::list_join, gap.substr(word->begin, word->end - word->begin))) {
      return true;
    }
    at = word->end;
  }
  return false;
}

/// The answers and numbers that count, neighbours that say one thing as one.
AnswerTokens merged(std::string_view low, const AnswerSentence& sentence,
                    const ReviewWords& words) {
  AnswerTokens out;
  for (const auto& token : sentence.tokens) {
    const bool says_nothing = token.kind == TokenKind::answer && token.answer == Answer::none;
    if (token.pointed_to || token.of_topic || says_nothing) continue;
    if (out.empty() || out.back().kind != token.kind) {
      out.push_back(token);
      continue;
    }
    auto& last = out.back();
    if (token.kind == TokenKind::answer) {
      // "takes note of the report and supports 6.1": courtesy.
      const bool courtesy = last.answer == Answer::noted && out.size() == 1;
      if (courtesy && !says_same(last, token)) last = token;
      if (!says_same(last, token)) out.push_back(token);
    } else if (token.of_paragraph && last.numbers.front() == model::kAllNumbers) {
      last.numbers = token.numbers;
    } else if (token.of_paragraph && is_plain_list(last) && !last.of_paragraph) {
      // "recommendations 1 to 4 in paragraph 97": the list, not one number more.
      for (auto& number : last.numbers) number = token.numbers.front() + "." + number;
    } else if (parts_clauses(low, last.end, token.begin, words)) {
      out.push_back(token);
    } else {
      last.end = token.end;
      last.numbers.insert(last.numbers.end(), token.numbers.begin(), token.numbers.end());
    }
  }
  return out;
}

/// The answer's words in the text, its numbers taken along where they follow.
Position position_of(std::string_view text, const AnswerToken& answer, std::size_t end) {
  Position position;
  position.counts_as = counts_as_of(answer.answer);
  position.partial = answer.answer == Answer::partly;
  position.doubtful = answer.doubtful;
  position.begin = answer.begin;
  position.end = std::max(answer.end, end);
  if (position.end - position.begin > kLongestQuote) position.end = answer.end;
  while (position.end > answer.end && text[position.end - 1] == ' ') --position.end;
  position.words = base::collapsed(text.substr(position.begin, position.end - position.begin));
  return position;
}

/// Where the clause of an answer ends: at a comma or the next token.
std::size_t end_of_answer(std::string_view low, const AnswerToken& answer, std::size_t stop) {
  for (const std::string_view mark : {",", ";", ":", ".", "，", "；", "：", "。", "،", "؛"}) {
    stop = std::min(stop, low.find(mark, answer.end));
  }
  return stop;
}

class Binder {
 public:
  Binder(std::string_view text, const AnswerSentence& sentence, const ReviewWords& words)
      : text_(text),
        low_(lowered(text)),
        end_(sentence.end),
        tokens_(merged(low_, sentence, words)) {}

  std::vector<StatedPart> bind() {
    for (std::size_t at = 0; at < tokens_.size();) {
      if (is_unsure(at)) {
        out_.push_back({tokens_[at + 1].numbers, std::nullopt});
        at += 3;
      } else if (at + 1 < tokens_.size() && tokens_[at].kind != tokens_[at + 1].kind) {
        pair(at);
        at += 2;
      } else {
        lone(tokens_[at++]);
      }
    }
    keep_once();
    return std::move(out_);
  }

 private:
  /// "supports 6.1, rejects 6.2 and 6.3 will be examined": two answers claim 6.2 and 6.3.
  [[nodiscard]] bool is_unsure(std::size_t at) const {
    if (at + 2 >= tokens_.size() || tokens_[at].kind != TokenKind::answer) return false;
    const bool between =
        tokens_[at + 1].kind == TokenKind::numbers && tokens_[at + 2].kind == TokenKind::answer;
    return between && (at + 3 == tokens_.size() || tokens_[at + 3].kind == TokenKind::answer);
  }

  void pair(std::size_t at) {
    const bool numbers_first = tokens_[at].kind == TokenKind::numbers;
    const auto& numbers = tokens_[numbers_first ? at : at + 1];
    const auto& answer = tokens_[numbers_first ? at + 1 : at];
    const auto next = at + 2 < tokens_.size() ? tokens_[at + 2].begin : end_;
    const auto end = numbers_first ? end_of_answer(low_, answer, next) : numbers.end;
    out_.push_back({numbers.numbers, std::nullopt});
    if (!std::exchange(doubt_, false)) out_.back().position = position_of(text_, answer, end);
  }

  void lone(const AnswerToken& token) {
    if (token.kind == TokenKind::numbers) {
      out_.push_back({token.numbers, std::nullopt});
      return;
    }
    if (!out_.empty()) out_.back().position.reset();
    doubt_ = true;
  }

  /// A number that is open in one part is open in all.
  void keep_once() {
    std::vector<std::string> open;
    for (const auto& part : out_) {
      if (!part.position) open.insert(open.end(), part.numbers.begin(), part.numbers.end());
    }
    for (auto& part : out_) {
      if (!part.position) continue;
      std::erase_if(part.numbers, [&](const std::string& number) {
        return std::find(open.begin(), open.end(), number) != open.end();
      });
    }
  }

  std::string_view text_;
  std::string low_;
  std::size_t end_;
  AnswerTokens tokens_;
  bool doubt_ = false;  ///< an answer too many stands before
  std::vector<StatedPart> out_;
};

bool same_position(const Position& a, const Position& b) {
  return a.counts_as == b.counts_as && a.partial == b.partial;
}

void leave_out(std::vector<StatedPart>& parts, const Excepting& except) {
  for (auto& part : parts) {
    std::erase_if(part.numbers, [&](const std::string& number) {
      return std::find(except.numbers.begin(), except.numbers.end(), number) !=
             except.numbers.end();
    });
  }
}

/// Whether the parts say one thing of all numbers.
bool is_one_answer(const std::vector<StatedPart>& parts) {
  const auto differs = [&](const StatedPart& part) {
    if (!part.position || !parts.front().position) {
      return part.position.has_value() != parts.front().position.has_value();
    }
    return !same_position(*part.position, *parts.front().position);
  };
  return std::none_of(parts.begin(), parts.end(), differs);
}

}  // namespace

std::vector<StatedPart> stated_in(std::string_view text, const AnswerSentence& sentence,
                                  const ReviewWords& words) {
  return Binder(text, sentence, words).bind();
}

std::optional<Position> answer_in(std::string_view text, const ReviewWords& words) {
  std::optional<AnswerToken> only;
  for (const auto& sentence : answer_sentences(text, words, {})) {
    for (const auto& token : sentence.tokens) {
      if (token.kind != TokenKind::answer || token.answer == Answer::none) continue;
      if (only && !says_same(*only, token)) return std::nullopt;
      if (!only) only = token;
    }
  }
  if (!only) return std::nullopt;
  return position_of(text, *only, end_of_answer(text, *only, text.size()));
}

std::optional<std::vector<StatedPart>> parts_stated(std::string_view text, const ListNumbers& lists,
                                                    const ReviewWords& words) {
  const IsItem is_item = [&](const std::string& number) {
    return lists.contains(number.substr(0, number.find('.')));
  };
  auto own = without_exceptions(text, is_item, words);
  std::vector<StatedPart> parts;
  for (const auto& sentence : answer_sentences(own.rest, words, lists)) {
    auto stated = stated_in(own.rest, sentence, words);
    for (const auto& except : own.found) {
      if (except.begin >= sentence.begin && except.begin < sentence.end) leave_out(stated, except);
    }
    for (auto& part : stated) {
      if (part.position) quote(*part.position, text, own.rest);
      parts.push_back(std::move(part));
    }
  }
  for (auto& except : own.found) {
    parts.push_back({std::move(except.numbers), std::move(except.position)});
  }
  const bool any = std::any_of(parts.begin(), parts.end(),
                               [](const StatedPart& part) { return part.position.has_value(); });
  if (!any || (own.found.empty() && is_one_answer(parts))) return std::nullopt;
  return parts;
}

}  // namespace comity::grammar
