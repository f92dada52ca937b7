#include "grammar/reviews/head_positions.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "grammar/marks.h"
#include "grammar/number_list.h"
#include "grammar/reviews/prose_positions.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

constexpr std::size_t kExceptReach = 60;  ///< bytes from the words that except to the numbers

constexpr std::array<std::string_view, 9> kClauseEnds{",",  ";",  ":", "(", "，",
                                                      "；", "：", "،", "؛"};

std::size_t clause_end(std::string_view low, std::size_t from) {
  auto end = low.size();
  for (const auto mark : kClauseEnds) end = std::min(end, low.find(mark, from));
  const auto stop = low.find(". ", from);
  return std::min(end, stop);
}

/// Those numbers after a phrase that are items of the list.
std::optional<Excepting> numbers_behind(std::string_view low, const PhraseAt& phrase,
                                        const IsItem& is_item, const ReviewWords& words) {
  for (auto at = phrase.end; at < low.size() && at < phrase.end + kExceptReach; ++at) {
    if (!digit_at(low, at)) continue;
    auto list = number_list_at(low, at, words);
    if (!list) return std::nullopt;
    std::erase_if(list->numbers, [&](const std::string& number) { return !is_item(number); });
    if (list->numbers.empty()) return std::nullopt;
    Excepting except;
    except.begin = phrase.begin;
    except.said = except.end = list->end;
    except.numbers = std::move(list->numbers);
    return except;
  }
  return std::nullopt;
}

std::size_t past_comma(std::string_view low, std::size_t at) {
  at = past_space(low, at);
  for (const std::string_view comma : {",", "，", "،"}) {
    if (low.substr(at).starts_with(comma)) return past_space(low, at + comma.size());
  }
  return at;
}

/// More numbers that the same words except: "except 98.2, which is noted, and 98.3".
std::optional<Excepting> more_behind(std::string_view low, const Excepting& before,
                                     const IsItem& is_item, const ReviewWords& words) {
  auto at = past_comma(low, before.end);
  const auto join = words.at_start(ReviewRule::list_join, low.substr(at));
  if (!join) return std::nullopt;
  at = past_space(low, at + join->end);
  if (const auto word = words.at_start(ReviewRule::recommendation_word, low.substr(at))) {
    at = past_space(low, at + word->end);
  }
  if (!digit_at(low, at)) return std::nullopt;
  return numbers_behind(low, {before.end, at, 0}, is_item, words);
}

/// Bytes of a text from `begin` to `end` made spaces, and the comma before them.
void blank(std::string& text, std::size_t begin, std::size_t end) {
  auto from = begin;
  while (from > 0 && text[from - 1] == ' ') --from;
  for (const std::string_view comma : {",", "，", "،"}) {
    if (std::string_view(text).substr(0, from).ends_with(comma)) from -= comma.size();
  }
  std::fill(text.begin() + static_cast<std::ptrdiff_t>(from),
            text.begin() + static_cast<std::ptrdiff_t>(end), ' ');
}

/// Reads what the text says of the numbers in [said, end).
void read_said(Excepting& except, std::string_view text, const ReviewWords& words) {
  const auto clause = text.substr(except.said, except.end - except.said);
  except.position = position_in(clause, words);
  if (!except.position) except.position = answer_in(clause, words);
  if (except.position) {
    except.position->begin += except.said;
    except.position->end += except.said;
    return;
  }
  except.denied = words.find(ReviewRule::negation, lowered(shaped(clause))).has_value();
}

/// A relative clause behind excepted numbers belongs to them. One without an answer reaches as far
/// as the head does where the list's own position stands before it: "which, in its view, enjoy …".
void take_relative(Excepting& except, std::string_view text, std::string_view low,
                   const ReviewWords& words) {
  const auto stop = clause_end(low, except.said);
  if (const auto end = words.find(ReviewRule::except_end, low, except.said);
      end && end->begin < stop) {
    except.end = end->begin;
    return read_said(except, text, words);
  }
  const auto at = past_comma(low, except.said);
  const auto relative = words.at_start(ReviewRule::except_relative, low.substr(at));
  if (!relative) return;
  except.end = clause_end(low, at + relative->end);
  read_said(except, text, words);
  if (except.position || except.denied) return;
  if (!position_in(text.substr(0, except.begin), words)) return;
  const auto end = std::min(low.find_first_of(":;", except.end), low.find(". ", except.end));
  except.end = std::min(end, low.size());
}

/// The opposite of support, in the words of the clause that denies it.
std::optional<Position> denied(const std::optional<Position>& of_list, std::string_view text,
                               const Excepting& except) {
  if (!of_list || of_list->counts_as != model::CountsAs::supported) return std::nullopt;
  Position position;
  position.counts_as = model::CountsAs::noted;
  position.begin = except.begin;
  position.end = except.end;
  while (position.end > position.begin && text[position.end - 1] == ' ') --position.end;
  position.words = base::collapsed(text.substr(position.begin, position.end - position.begin));
  return position;
}

/// Items that the words of a rule take out, each of them blanked in `rest`.
class ExceptionFinder {
 public:
  ExceptionFinder(std::string_view text, const IsItem& is_item, const ReviewWords& words)
      : text_(text), low_(lowered(shaped(text))), is_item_(is_item), words_(words) {
    out_.rest = text;
  }

  WithoutExceptions find() {
    for (std::size_t at = 0;
         const auto phrase = words_.find(ReviewRule::except_recommendations, low_, at);) {
      at = phrase->end;
      auto except = numbers_behind(low_, *phrase, is_item_, words_);
      while (except) {
        take_relative(*except, text_, low_, words_);
        auto more = more_behind(low_, *except, is_item_, words_);
        at = take(*std::move(except));
        except = std::move(more);
      }
    }
    low_ = lowered(shaped(out_.rest));
    for (std::size_t at = 0; const auto phrase = words_.find(ReviewRule::of_which, low_, at);) {
      at = phrase->end;
      auto except = numbers_behind(low_, *phrase, is_item_, words_);
      if (!except) continue;
      except->end = clause_end(low_, except->said);
      read_said(*except, text_, words_);
      at = take(*std::move(except));
    }
    return std::move(out_);
  }

 private:
  std::size_t take(Excepting except) {
    blank(out_.rest, except.begin, except.end);
    const auto end = except.end;
    out_.found.push_back(std::move(except));
    return end;
  }

  std::string_view text_;
  std::string low_;
  const IsItem& is_item_;
  const ReviewWords& words_;
  WithoutExceptions out_;
};

bool has_answer(const AnswerSentence& sentence) {
  return std::any_of(sentence.tokens.begin(), sentence.tokens.end(), [](const AnswerToken& token) {
    return token.kind == AnswerToken::Kind::answer && token.answer != Answer::none;
  });
}

/// What one sentence says of items, taken out of the head as an exception is.
void take_sentence(WithoutExceptions& head, std::string_view text, const AnswerSentence& sentence,
                   const IsItem& is_item, const ReviewWords& words) {
  bool any = false;
  for (auto& part : stated_in(head.rest, sentence, words)) {
    std::erase_if(part.numbers, [&](const std::string& number) { return !is_item(number); });
    if (part.numbers.empty()) continue;
    any = true;
    Excepting except;
    except.begin = sentence.begin;
    except.said = except.end = sentence.end;
    except.numbers = std::move(part.numbers);
    except.position = std::move(part.position);
    if (except.position) quote(*except.position, text, head.rest);
    head.found.push_back(std::move(except));
  }
  if (any) blank(head.rest, sentence.begin, sentence.end);
}

/// "… enjoy the support of Fiji. Recommendation 98.3 is noted:": sentences behind the first. Those
/// without an answer ("98.3 has been carried out") take nothing back.
void take_sentences(WithoutExceptions& head, std::string_view text, const IsItem& is_item,
                    const std::vector<std::string>& items, const ReviewWords& words) {
  ListNumbers lists;
  for (const auto& item : items) lists.insert(item.substr(0, item.find('.')));
  const auto sentences = answer_sentences(head.rest, words, lists);
  for (std::size_t i = 1; i < sentences.size(); ++i) {
    if (has_answer(sentences[i])) take_sentence(head, text, sentences[i], is_item, words);
  }
}

}  // namespace

WithoutExceptions without_exceptions(std::string_view text, const IsItem& is_item,
                                     const ReviewWords& words) {
  return ExceptionFinder(text, is_item, words).find();
}

void quote(Position& position, std::string_view text, std::string_view rest) {
  for (auto at = position.begin; at < position.end; ++at) {
    if (text[at] != rest[at]) position.end = at;
  }
  while (position.end > position.begin && text[position.end - 1] == ' ') --position.end;
  position.words = base::collapsed(text.substr(position.begin, position.end - position.begin));
}

HeadPosition head_position(std::string_view text, const std::vector<std::string>& items,
                           const ReviewWords& words) {
  const IsItem is_item = [&](const std::string& number) {
    return std::find(items.begin(), items.end(), number) != items.end();
  };
  auto head = without_exceptions(text, is_item, words);
  take_sentences(head, text, is_item, items, words);
  HeadPosition out;
  out.position = position_in(head.rest, words);
  if (out.position) quote(*out.position, text, head.rest);
  for (auto& except : head.found) {
    auto position = except.denied ? denied(out.position, text, except) : std::move(except.position);
    out.exceptions.push_back({std::move(except.numbers), std::move(position)});
  }
  return out;
}

}  // namespace comity::grammar
