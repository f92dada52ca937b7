#include "grammar/reviews/answer_numbers.h"

#include <algorithm>
#include <string>
#include <utility>

#include "grammar/scan.h"

namespace comity::grammar {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }

/// Whether a number may begin here: no letter, digit or dot before it.
bool may_begin(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const char before = text[at - 1];
  return before == ' ' || before == '(' || before == ',' || before == ':' || before == ';' ||
         before == '\t' || static_cast<unsigned char>(before) >= 0x80;
}

bool is_plain(std::string_view number) { return number.find_first_not_of("0123456789") == npos; }

std::string paragraph_of(const std::string& number) {
  const auto dot = number.find('.');
  return dot == std::string::npos ? std::string() : number.substr(0, dot);
}

bool at_word_start(std::string_view low, std::size_t at) {
  if (at == 0) return true;
  const auto before = static_cast<unsigned char>(low[at - 1]);
  const auto here = static_cast<unsigned char>(low[at]);
  if (here >= 0xE3 && here <= 0xE9) return true;  // Chinese has no spaces
  return !(before >= 'a' && before <= 'z') && !(before >= '0' && before <= '9') && before < 0x80;
}

/// The numbers in one sentence.
class NumberFinder {
 public:
  NumberFinder(std::string_view low, const AnswerSentence& sentence, const ReviewWords& words,
               const ListNumbers& lists)
      : low_(low.substr(0, sentence.end)), begin_(sentence.begin), words_(words), lists_(lists) {}

  std::vector<AnswerToken> find(bool after_colon) {
    std::size_t at = begin_;
    while (at < low_.size()) {
      const auto found = numbers_at(at, after_colon);
      if (found) {
        const bool pointed = after_reference(at);
        AnswerToken token;
        token.kind = AnswerToken::Kind::numbers;
        token.begin = found->first;
        token.end = found->second.end;
        token.numbers = found->second.numbers;
        token.open_range = found->second.open_range;
        token.pointed_to = pointed;
        token.of_paragraph = token.numbers.size() == 1 && is_plain(token.numbers.front()) &&
                             words_.at_start(ReviewRule::paragraph_word, low_.substr(at));
        tokens_.push_back(std::move(token));
        at = std::max(found->second.end, at + 1);
      } else {
        ++at;
      }
    }
    return std::move(tokens_);
  }

 private:
  using Found = std::pair<std::size_t, NumberList>;

  [[nodiscard]] std::optional<Found> numbers_at(std::size_t at, bool after_colon) const {
    if ((static_cast<unsigned char>(low_[at]) & 0xC0U) == 0x80U) return std::nullopt;
    if (has_digit_at(low_, at)) return items_at(at);
    if (low_[at] == ':' && after_colon) {
      const auto next = past_spaces(low_, at + 1);
      auto list = number_list_at(low_, next, words_, lists_);
      // A list alone: "accepts the following recommendations: 1, 4 and 7."
      if (list && past_spaces(low_, list->end) + 1 >= low_.size()) return Found{next, *list};
      return std::nullopt;
    }
    if (!at_word_start(low_, at)) return std::nullopt;
    const auto next = past_keyword(low_, at, words_);
    if (!next) return std::nullopt;
    auto list = number_list_at(low_, *next, words_, lists_);
    if (!list || is_measure(low_, list->end)) return std::nullopt;
    return Found{*next, *std::move(list)};
  }

  /// "122.11 and 122.14–16" without a word before it.
  [[nodiscard]] std::optional<Found> items_at(std::size_t at) const {
    if (!may_begin(low_, at)) return std::nullopt;
    auto list = number_list_at(low_, at, words_, lists_);
    if (!list || is_measure(low_, list->end)) return std::nullopt;
    if (!lists_.contains(paragraph_of(list->numbers.front()))) return std::nullopt;
    return Found{at, *std::move(list)};
  }

  /// Whether what stands before only points: "see recommendation 71", "see also 53".
  [[nodiscard]] bool after_reference(std::size_t at) const {
    auto before = low_.substr(begin_, at - begin_);
    while (!before.empty() && (is_space(before.back()) || before.back() == '(')) {
      before.remove_suffix(1);
    }
    constexpr std::size_t kReach = 40;
    const auto from = before.size() > kReach ? before.size() - kReach : 0;
    for (auto start = from; start < before.size(); ++start) {
      if (at_word_start(before, start) &&
          words_.is(ReviewRule::reference_word, before.substr(start))) {
        return true;
      }
    }
    return false;
  }

  std::string_view low_;
  std::size_t begin_;
  const ReviewWords& words_;
  const ListNumbers& lists_;
  std::vector<AnswerToken> tokens_;
};

}  // namespace

std::size_t past_spaces(std::string_view text, std::size_t at) {
  while (at < text.size() && (is_space(text[at]) || text.substr(at).starts_with("\xC2\xA0"))) {
    at += is_space(text[at]) ? 1 : 2;
  }
  return at;
}

bool has_digit_at(std::string_view text, std::size_t at) { return digit_at(text, at).has_value(); }

bool is_measure(std::string_view text, std::size_t end) {
  if (end < text.size() && (text[end] == '/' || text[end] == '%')) return true;
  const auto rest = text.substr(past_spaces(text, std::min(end, text.size())));
  for (const std::string_view unit : {"per cent", "percent", "%", "million", "billion"}) {
    if (rest.starts_with(unit)) return true;
  }
  return false;
}

std::optional<std::size_t> past_keyword(std::string_view low, std::size_t at,
                                        const ReviewWords& words) {
  bool any = false;
  for (;;) {
    auto word = words.at_start(ReviewRule::recommendation_word, low.substr(at));
    if (!word) word = words.at_start(ReviewRule::paragraph_word, low.substr(at));
    if (!word) break;
    any = true;
    at = past_spaces(low, at + word->end);
  }
  if (!any) return std::nullopt;
  while (at < low.size() && (low[at] == ':' || low[at] == '(')) at = past_spaces(low, at + 1);
  return at;
}

std::vector<AnswerToken> numbers_in(std::string_view low, const AnswerSentence& sentence,
                                    const ReviewWords& words, const ListNumbers& lists,
                                    bool after_colon) {
  return NumberFinder(low, sentence, words, lists).find(after_colon);
}

std::optional<NumberList> numbers_at_start(std::string_view text, const ReviewWords& words,
                                           const ListNumbers& lists) {
  const auto low = lowered(text);
  auto at = past_spaces(low, 0);
  const auto keyword = at < low.size() ? past_keyword(low, at, words) : std::nullopt;
  auto list = number_list_at(low, keyword.value_or(at), words, lists);
  if (!list || is_measure(low, list->end)) return std::nullopt;
  if (!keyword && paragraph_of(list->numbers.front()).empty()) return std::nullopt;
  while (list->end < text.size() && (text[list->end] == '.' || text[list->end] == ':')) ++list->end;
  return list;
}

void add_list_numbers(std::string_view text, const ReviewWords& words, ListNumbers& lists) {
  const auto low = lowered(text);
  const auto add = [&](const NumberList& list) {
    for (const auto& number : list.numbers) {
      if (auto paragraph = paragraph_of(number); !paragraph.empty()) {
        lists.insert(std::move(paragraph));
      }
    }
  };
  if (const auto first = numbers_at_start(text, words, lists)) add(*first);
  for (std::size_t at = 0; at < low.size(); ++at) {
    if ((static_cast<unsigned char>(low[at]) & 0xC0U) == 0x80U || !at_word_start(low, at)) continue;
    const auto next = past_keyword(low, at, words);
    if (!next) continue;
    if (const auto list = number_list_at(low, *next, words); list && !is_measure(low, list->end)) {
      add(*list);
    }
    at = std::max(at, *next - 1);
  }
}

}  // namespace comity::grammar
