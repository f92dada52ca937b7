#include "grammar/reviews/answer_tokens.h"

#include <algorithm>
#include <array>
#include <utility>

#include "grammar/reviews/recommendation_sets.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

// text      := sentence*
// sentence  := (answer | numbers | word)* ("." | "。" | "；" | "؛")
// answer    := a phrase of the rules of data/grammar/positions.LANGUAGE.csv
// numbers   := (recommendation-word | paragraph-word) ":"? list
//            | list of items ("122.11") whose paragraph the document speaks of
//            | ":" list                              after a word for recommendations or an answer
//            | set (except numbers)?                 close to an answer     recommendation_sets.h

constexpr std::array<std::pair<ReviewRule, Answer>, 10> kAnswers{{
    {ReviewRule::not_supported, Answer::not_supported},
    {ReviewRule::answer_not_supported, Answer::not_supported},
    {ReviewRule::partly_supported, Answer::partly},
    {ReviewRule::answer_partly, Answer::partly},
    {ReviewRule::answer_pending, Answer::pending},
    {ReviewRule::answer_noted, Answer::noted},
    {ReviewRule::noted, Answer::noted},
    {ReviewRule::supported, Answer::supported},
    {ReviewRule::answer_supported, Answer::supported},
    {ReviewRule::answer_none, Answer::none},
}};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }

std::size_t past_spaces(std::string_view text, std::size_t at) {
  while (at < text.size() && (is_space(text[at]) || text.substr(at).starts_with("\xC2\xA0"))) {
    at += is_space(text[at]) ? 1 : 2;
  }
  return at;
}

bool has_digit_at(std::string_view text, std::size_t at) { return digit_at(text, at).has_value(); }

/// Whether a number may begin here: no letter, digit or dot before it.
bool may_begin(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const char before = text[at - 1];
  return before == ' ' || before == '(' || before == ',' || before == ':' || before == ';' ||
         before == '\t' || static_cast<unsigned char>(before) >= 0x80;
}

/// What a number is no number of a recommendation with: "15.1 per cent", "9.4/100,000".
bool is_measure(std::string_view text, std::size_t end) {
  if (end < text.size() && (text[end] == '/' || text[end] == '%')) return true;
  const auto rest = text.substr(past_spaces(text, std::min(end, text.size())));
  for (const std::string_view unit : {"per cent", "percent", "%", "million", "billion"}) {
    if (rest.starts_with(unit)) return true;
  }
  return false;
}

bool is_plain(std::string_view number) { return number.find_first_not_of("0123456789") == npos; }

std::string paragraph_of(const std::string& number) {
  const auto dot = number.find('.');
  return dot == std::string::npos ? std::string() : number.substr(0, dot);
}

/// Past the words for recommendations or paragraphs at `at` and what may stand between them and
/// their numbers; nothing where none stands there.
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
      auto list = number_list_at(low_, next, words_);
      // A list alone: "accepts the following recommendations: 1, 4 and 7."
      if (list && past_spaces(low_, list->end) + 1 >= low_.size()) return Found{next, *list};
      return std::nullopt;
    }
    if (!at_word_start(low_, at)) return std::nullopt;
    const auto next = past_keyword(low_, at, words_);
    if (!next) return std::nullopt;
    auto list = number_list_at(low_, *next, words_);
    if (!list || is_measure(low_, list->end)) return std::nullopt;
    return Found{*next, *std::move(list)};
  }

  /// "122.11 and 122.14–16" without a word before it.
  [[nodiscard]] std::optional<Found> items_at(std::size_t at) const {
    if (!may_begin(low_, at)) return std::nullopt;
    auto list = number_list_at(low_, at, words_);
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

AnswerToken answer_token(const PhraseAt& phrase, const AnswerMeant& meant) {
  AnswerToken token;
  token.begin = meant.begin;
  token.end = phrase.end;
  token.answer = meant.answer;
  token.doubtful = meant.doubtful;
  token.of_position = phrase.value == 1;
  return token;
}

/// The answers in one sentence: the first phrase of each place, at one place the longest.
std::vector<AnswerToken> answers_in(std::string_view low, const AnswerSentence& sentence,
                                    const ReviewWords& words) {
  const auto text = low.substr(0, sentence.end);
  std::vector<AnswerToken> tokens;
  for (auto at = sentence.begin;;) {
    std::optional<PhraseAt> first;
    Answer answer = Answer::pending;
    for (const auto& [rule, value] : kAnswers) {
      const auto found = words.find(rule, text, at);
      if (!found) continue;
      const bool sooner = !first || found->begin < first->begin ||
                          (found->begin == first->begin && found->end > first->end);
      if (!sooner) continue;
      first = found;
      answer = value;
    }
    if (!first) break;
    auto meant = answer_meant(text, sentence.begin, *first, answer, words);
    meant.begin = std::max(meant.begin, at);
    tokens.push_back(answer_token(*first, meant));
    at = first->end;
  }
  if (!tokens.empty()) return tokens;
  if (const auto found = words.find(ReviewRule::answer_bare_noted, text, sentence.begin)) {
    tokens.push_back(answer_token(*found, {Answer::noted, found->begin, false}));
  }
  return tokens;
}

/// Whether the mark at `at` (its length) ends a sentence.
std::size_t ends_at(std::string_view text, std::size_t at, const ReviewWords& words) {
  if (text.substr(at).starts_with("。") || text.substr(at).starts_with("；")) return 3;
  if (text.substr(at).starts_with("؛") || text.substr(at).starts_with("؟")) return 2;
  if (text[at] != '.') return 0;
  const auto next = past_spaces(text, at + 1);
  if (next == at + 1 && next < text.size()) return 0;
  // "Rec. 18", "nos. 5": the word with its dot is one that numbers follow.
  auto begin = at;
  while (begin > 0 && !is_space(text[begin - 1]) && text[begin - 1] != '(') --begin;
  const auto word = lowered(text.substr(begin, at + 1 - begin));
  if (words.is(ReviewRule::recommendation_word, word) ||
      words.is(ReviewRule::paragraph_word, word) || word == "no." || word == "nos." ||
      words.is(ReviewRule::abbreviation, std::string_view(word).substr(0, word.size() - 1))) {
    return 0;
  }
  return 1;
}

/// Whether an answer stands close enough to a set to be about it, and decides: courtesy takes note
/// of all recommendations.
bool answers_set(const AnswerToken& token, const RecommendationSet& set) {
  constexpr std::size_t kReach = 60;
  if (token.kind != AnswerToken::Kind::answer) return false;
  const bool decides = token.answer == Answer::supported || token.answer == Answer::partly ||
                       token.answer == Answer::not_supported ||
                       (token.answer == Answer::noted && set.others);
  const auto apart = token.end <= set.begin ? set.begin - token.end : token.begin - set.end;
  return decides && apart <= kReach;
}

/// "accepts all recommendations, with the exception of 119.3": one token for the set, which takes
/// the numbers that it leaves out from among the others.
void take_set(AnswerSentence& sentence, std::string_view low, const ReviewWords& words) {
  const auto set = recommendation_set_in(low, sentence.begin, words);
  if (!set) return;
  auto& tokens = sentence.tokens;
  if (std::none_of(tokens.begin(), tokens.end(),
                   [&](const AnswerToken& token) { return answers_set(token, *set); })) {
    return;
  }
  AnswerToken token;
  token.kind = AnswerToken::Kind::numbers;
  token.begin = set->begin;
  token.end = set->end;
  token.numbers.emplace_back(set->others ? model::kOtherNumbers : model::kAllNumbers);
  const auto but = numbers_left_out(low, *set, words);
  for (const auto& number : but) token.numbers.push_back(model::kAllBut + number);
  std::erase_if(tokens, [&](const AnswerToken& other) {
    return other.kind == AnswerToken::Kind::numbers && set->leaves_out(other.begin) &&
           other.numbers == but;
  });
  tokens.push_back(std::move(token));
  std::sort(tokens.begin(), tokens.end(),
            [](const AnswerToken& a, const AnswerToken& b) { return a.begin < b.begin; });
}

}  // namespace

model::CountsAs counts_as_of(Answer answer) {
  switch (answer) {
    case Answer::supported:
    case Answer::partly:
      return model::CountsAs::supported;
    case Answer::not_supported:
    case Answer::noted:
      return model::CountsAs::noted;
    case Answer::pending:
    case Answer::none:
      break;
  }
  return model::CountsAs::pending;
}

std::optional<NumberList> numbers_at_start(std::string_view text, const ReviewWords& words) {
  const auto low = lowered(text);
  auto at = past_spaces(low, 0);
  const auto keyword = at < low.size() ? past_keyword(low, at, words) : std::nullopt;
  auto list = number_list_at(low, keyword.value_or(at), words);
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
  if (const auto first = numbers_at_start(text, words)) add(*first);
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

bool says_one(std::string_view text, const AnswerSentence& sentence, std::size_t from,
              const ReviewWords& words) {
  const auto low = lowered(text.substr(0, sentence.end));
  return words.find(ReviewRule::one_recommendation, low, from).has_value();
}

std::vector<AnswerSentence> answer_sentences(std::string_view text, const ReviewWords& words,
                                             const ListNumbers& lists) {
  std::vector<AnswerSentence> sentences;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto mark = ends_at(text, at, words);
    if (mark == 0) {
      ++at;
      continue;
    }
    at += mark;
    sentences.push_back({begin, at, {}, false});
    begin = past_spaces(text, at);
    at = std::max(at, begin);
  }
  if (begin < text.size()) sentences.push_back({begin, text.size(), {}, false});

  const auto low = lowered(text);
  for (auto& sentence : sentences) {
    auto answers = answers_in(low, sentence, words);
    const auto own = std::string_view(low).substr(0, sentence.end);
    const bool named = words.find(ReviewRule::recommendation_word, own, sentence.begin).has_value();
    sentence.about = named;
    auto numbers = NumberFinder(low, sentence, words, lists).find(named || !answers.empty());
    sentence.tokens = std::move(numbers);
    std::move(answers.begin(), answers.end(), std::back_inserter(sentence.tokens));
    std::sort(sentence.tokens.begin(), sentence.tokens.end(),
              [](const AnswerToken& a, const AnswerToken& b) { return a.begin < b.begin; });
    take_set(sentence, own, words);
  }
  return sentences;
}

}  // namespace comity::grammar
