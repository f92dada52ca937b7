#include "grammar/reviews/answer_tokens.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "grammar/reviews/answer_numbers.h"
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

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

AnswerToken answer_token(const PhraseAt& phrase, const AnswerMeant& meant) {
  AnswerToken token;
  token.begin = meant.begin;
  token.end = phrase.end;
  token.answer = meant.answer;
  token.doubtful = meant.doubtful;
  token.of_position = phrase.value == 1;
  return token;
}

/// Phrases that answer, one after the other; each rule is searched again only where its last hit
/// lies behind.
class AnswerFinder {
 public:
  AnswerFinder(std::string_view text, std::size_t from, const ReviewWords& words)
      : text_(text), words_(words) {
    for (std::size_t i = 0; i < kAnswers.size(); ++i) next_[i] = find(i, from);
  }

  /// The first phrase from `at` on, of two at one place the longer.
  std::optional<std::pair<PhraseAt, Answer>> next(std::size_t at) {
    std::optional<std::pair<PhraseAt, Answer>> first;
    for (std::size_t i = 0; i < kAnswers.size(); ++i) {
      if (next_[i] && next_[i]->begin < at) next_[i] = find(i, at);
      const auto& found = next_[i];
      if (!found) continue;
      const bool sooner = !first || found->begin < first->first.begin ||
                          (found->begin == first->first.begin && found->end > first->first.end);
      if (sooner) first = {*found, kAnswers[i].second};
    }
    return first;
  }

 private:
  [[nodiscard]] std::optional<PhraseAt> find(std::size_t rule, std::size_t from) const {
    return words_.find(kAnswers[rule].first, text_, from);
  }

  std::string_view text_;
  const ReviewWords& words_;
  std::array<std::optional<PhraseAt>, kAnswers.size()> next_;
};

constexpr std::array<std::string_view, 9> kAnswerClauseMarks{",",  ";",  ":", ".", "，",
                                                             "；", "：", "،", "؛"};

/// "since 1979"
bool is_year(std::string_view text, std::size_t at) {
  constexpr std::size_t kDigits = 4;
  std::size_t digits = 0;
  for (; digits <= kDigits && has_digit_at(text, at); ++at) ++digits;
  return digits == kDigits;
}

/// Whether what begins at `begin` stands in a clause that gives a reason: "since the Government
/// supports the family". `from`: where the answer before it ends.
bool gives_reason(std::string_view text, std::size_t from, std::size_t begin,
                  const ReviewWords& words) {
  constexpr std::size_t kReach = 120;
  auto clause = text.substr(from, begin - from);
  if (clause.size() > kReach) clause.remove_prefix(clause.size() - kReach);
  for (const auto mark : kAnswerClauseMarks) {
    const auto at = clause.rfind(mark);
    if (at != npos) clause.remove_prefix(at + mark.size());
  }
  for (std::size_t at = 0; const auto reason = words.find(ReviewRule::answer_reason, clause, at);) {
    if (!is_year(clause, past_spaces(clause, reason->end))) return true;
    at = reason->end;
  }
  return false;
}

/// The answers in one sentence: the first phrase of each place, at one place the longest.
std::vector<AnswerToken> answers_in(std::string_view low, const AnswerSentence& sentence,
                                    const ReviewWords& words) {
  const auto text = low.substr(0, sentence.end);
  std::vector<AnswerToken> tokens;
  AnswerFinder finder(text, sentence.begin, words);
  bool only_reasons = true;
  for (auto at = sentence.begin; const auto found = finder.next(at);) {
    const auto& [phrase, answer] = *found;
    auto meant = answer_meant(text, sentence.begin, phrase, answer, words);
    meant.begin = std::max(meant.begin, at);
    if (meant.answer != Answer::pending && gives_reason(text, at, meant.begin, words)) {
      meant.answer = Answer::none;
    } else {
      only_reasons = false;
    }
    tokens.push_back(answer_token(phrase, meant));
    at = phrase.end;
  }
  if (!only_reasons) return tokens;
  const auto own = text.substr(0, tokens.empty() ? text.size() : tokens.front().begin);
  if (const auto found = words.find(ReviewRule::answer_bare_noted, own, sentence.begin)) {
    tokens.insert(tokens.begin(), answer_token(*found, {Answer::noted, found->begin, false}));
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
  while (begin > 0 && !is_blank(text[begin - 1]) && text[begin - 1] != '(') --begin;
  const auto word = lowered(text.substr(begin, at + 1 - begin));
  if (words.is(ReviewRule::recommendation_word, word) ||
      words.is(ReviewRule::paragraph_word, word) || word == "no." || word == "nos." ||
      words.is(ReviewRule::abbreviation, std::string_view(word).substr(0, word.size() - 1))) {
    return 0;
  }
  return 1;
}

/// "accepts 6.1 and notes 6.2": directly before numbers the bare word is an answer.
void add_bare_notes(AnswerSentence& sentence, std::string_view low, const ReviewWords& words) {
  auto& tokens = sentence.tokens;
  const auto before = [](const AnswerToken& a, const AnswerToken& b) { return a.begin < b.begin; };
  for (auto at = sentence.begin;
       const auto found = words.find(ReviewRule::answer_bare_noted, low, at);) {
    at = found->end;
    auto token = answer_token(*found, {Answer::noted, found->begin, false});
    const auto next = past_spaces(low, found->end);
    const auto numbers = next < low.size() ? past_keyword(low, next, words).value_or(next) : next;
    const auto behind = std::upper_bound(tokens.begin(), tokens.end(), token, before);
    const bool names = behind != tokens.end() && behind->kind == AnswerToken::Kind::numbers &&
                       behind->begin == numbers;
    const bool known = behind != tokens.begin() && (behind - 1)->end > found->begin;
    if (names && !known) tokens.insert(behind, std::move(token));
  }
}

/// Where the numbers begin that directly follow words that except.
std::optional<std::size_t> excepted_at(std::string_view low, const PhraseAt& phrase,
                                       const ReviewWords& words) {
  constexpr std::size_t kReach = 60;  ///< "with the exception of those contained in paragraphs "
  if (static_cast<unsigned char>(low[phrase.begin]) >= 0xE3) {
    // One character of Chinese may belong to another word ("消除"): only its numbers tell.
    const auto next = past_keyword(low, phrase.end, words).value_or(phrase.end);
    return next < low.size() && has_digit_at(low, next) ? std::optional(next) : std::nullopt;
  }
  const auto reach = low.substr(0, phrase.end + kReach);
  for (auto at = phrase.end; at < reach.size(); ++at) {
    if (has_digit_at(reach, at)) return at;
    for (const auto mark : kAnswerClauseMarks) {
      // "with the exception of the following: 6.3": a colon goes on.
      const bool goes_on = mark == "." || mark == ":" || mark == "：";
      if (!goes_on && reach.substr(at).starts_with(mark)) return std::nullopt;
    }
  }
  return std::nullopt;
}

/// Where the clause in which byte `at` stands begins; marks within lists of numbers begin none.
std::size_t answer_clause_begin(std::string_view low, std::size_t from, std::size_t at) {
  auto begin = from;
  for (auto i = from; i < at; ++i) {
    for (const auto mark : kAnswerClauseMarks) {
      if (!low.substr(i).starts_with(mark)) continue;
      const auto next = past_spaces(low, i + mark.size());
      const bool behind = i > from && (low[i - 1] == ')' || has_digit_at(low, i - 1));
      const bool listed = behind && next < low.size() && has_digit_at(low, next);
      if (!listed) begin = i + mark.size();
    }
  }
  return begin;
}

/// "Does not accept 6.5 for the same reasons as 6.18": the last number is only pointed to.
void mark_reasons(AnswerSentence& sentence, std::string_view low, const ReviewWords& words) {
  for (auto& token : sentence.tokens) {
    if (token.kind != AnswerToken::Kind::numbers) continue;
    const auto begin = answer_clause_begin(low, sentence.begin, token.begin);
    const auto reason = words.find(ReviewRule::reason_word, low.substr(0, token.begin), begin);
    if (!reason) continue;
    const bool answered =
        std::any_of(sentence.tokens.begin(), sentence.tokens.end(), [&](const AnswerToken& other) {
          return other.kind == AnswerToken::Kind::answer && other.begin >= reason->begin &&
                 other.begin < token.begin;
        });
    if (!answered) token.pointed_to = true;
  }
}

/// Plain numbers behind words that except, as far as the sentence names them before or after.
AnswerToken plain_exception(const AnswerSentence& sentence, std::string_view low, std::size_t at,
                            const ReviewWords& words) {
  AnswerToken token;
  token.kind = AnswerToken::Kind::numbers;
  token.begin = token.end = at;
  auto list = number_list_at(low, at, words);
  if (!list || is_measure(low, list->end)) return token;
  token.end = list->end;
  for (auto& number : list->numbers) {
    const bool known =
        std::any_of(sentence.tokens.begin(), sentence.tokens.end(), [&](const AnswerToken& other) {
          return std::find(other.numbers.begin(), other.numbers.end(), number) !=
                 other.numbers.end();
        });
    if (known) token.numbers.push_back(std::move(number));
  }
  return token;
}

/// "accepts recommendations 6.1 to 6.4, except 6.2".
void mark_exceptions(AnswerSentence& sentence, std::string_view low, const ReviewWords& words) {
  auto& tokens = sentence.tokens;
  for (auto at = sentence.begin;
       const auto phrase = words.find(ReviewRule::except_recommendations, low, at);) {
    at = phrase->end;
    const auto first = excepted_at(low, *phrase, words);
    if (!first) continue;
    const auto named = std::find_if(tokens.begin(), tokens.end(), [&](const AnswerToken& token) {
      return token.kind == AnswerToken::Kind::numbers && token.begin == *first;
    });
    if (named != tokens.end()) {
      named->excepted = true;
      continue;
    }
    auto token = plain_exception(sentence, low, *first, words);
    token.excepted = true;
    const auto before = [](const AnswerToken& a, const AnswerToken& b) {
      return a.begin < b.begin;
    };
    if (token.numbers.empty()) continue;
    tokens.insert(std::upper_bound(tokens.begin(), tokens.end(), token, before), token);
  }
}

/// Whether the answer decides of a set: courtesy takes note of all recommendations.
bool decides(const AnswerToken& token, const RecommendationSet& set) {
  if (token.kind != AnswerToken::Kind::answer) return false;
  return token.answer == Answer::supported || token.answer == Answer::partly ||
         token.answer == Answer::not_supported || (token.answer == Answer::noted && set.others);
}

/// Whether an answer stands directly before or behind a set.
bool stands_beside(const AnswerToken& token, const RecommendationSet& set, std::string_view low,
                   const ReviewWords& words, const names::Register& states) {
  constexpr std::size_t kReach = 100;
  const bool before = token.end <= set.begin;
  if (!before && token.begin < set.end) return false;
  const auto from = before ? token.end : set.end;
  const auto to = before ? set.begin : token.begin;
  return to - from <= kReach && only_links(low.substr(from, to - from), words, states);
}

/// The answer that is about a set; "and notes all the others" is one here.
std::optional<AnswerToken> answer_of_set(const AnswerSentence& sentence, std::string_view low,
                                         const RecommendationSet& set, const ReviewWords& words,
                                         const names::Register& states) {
  for (const auto& token : sentence.tokens) {
    if (decides(token, set) && stands_beside(token, set, low, words, states)) return token;
  }
  if (!set.others) return std::nullopt;
  constexpr std::size_t kReach = 100;
  auto at = std::max(sentence.begin, set.begin > kReach ? set.begin - kReach : 0);
  const auto reach = low.substr(0, set.end + kReach);
  while (const auto found = words.find(ReviewRule::answer_bare_noted, reach, at)) {
    at = found->end;
    auto token = answer_token(*found, {Answer::noted, found->begin, false});
    if (stands_beside(token, set, low, words, states)) return token;
  }
  return std::nullopt;
}

/// Whether a set is no more than the list of numbers behind it: "all recommendations of paragraphs
/// 6.41–6.44".
bool is_list(const RecommendationSet& set, const AnswerSentence& sentence, std::string_view low) {
  constexpr std::size_t kReach = 60;
  return std::any_of(sentence.tokens.begin(), sentence.tokens.end(), [&](const AnswerToken& token) {
    if (token.kind != AnswerToken::Kind::numbers || token.excepted || token.begin < set.end ||
        token.begin - set.end > kReach) {
      return false;
    }
    // "all recommendations with the exception of the following: 6.3"
    if (set.except && set.except->begin >= set.end && set.except->begin < token.begin) return false;
    const auto between = low.substr(set.end, token.begin - set.end);
    return between.find_first_of(",;") == npos && between.find("，") == npos &&
           between.find("،") == npos &&
           std::none_of(sentence.tokens.begin(), sentence.tokens.end(),
                        [&](const AnswerToken& other) {
                          return other.kind == AnswerToken::Kind::answer &&
                                 other.begin >= set.end && other.begin < token.begin;
                        });
  });
}

/// Whether the numbers that a sentence excepts are taken from the set, not from numbers beside it.
bool excepts_from_set(const RecommendationSet& set, const AnswerSentence& sentence) {
  if (!set.except) return false;
  const bool behind = set.except->begin > set.begin;
  return std::none_of(sentence.tokens.begin(), sentence.tokens.end(),
                      [&](const AnswerToken& token) {
                        if (!behind) return token.end <= set.except->begin;
                        return token.kind == AnswerToken::Kind::numbers && token.begin >= set.end &&
                               token.end <= set.except->begin;
                      });
}

/// The numbers that a set leaves out: as the sentence's tokens have them, who know its lists.
std::vector<std::string> left_out_of(const RecommendationSet& set, const AnswerSentence& sentence,
                                     std::string_view low, const ReviewWords& words) {
  for (const auto& token : sentence.tokens) {
    const bool item = token.excepted && set.leaves_out(token.begin) &&
                      token.numbers.front().find_first_not_of("0123456789") != std::string::npos;
    if (item) return token.numbers;
  }
  return numbers_left_out(low, set, words);
}

/// "accepts all recommendations, with the exception of 119.3": one token for the set, which takes
/// the numbers that it leaves out from among the others.
void add_set(AnswerSentence& sentence, std::string_view low, RecommendationSet set,
             const AnswerToken& answer, const ReviewWords& words) {
  auto& tokens = sentence.tokens;
  if (!excepts_from_set(set, sentence)) set.except.reset();
  AnswerToken token;
  token.kind = AnswerToken::Kind::numbers;
  token.begin = set.begin;
  token.end = set.end;
  token.told = answer.answer;
  token.numbers.emplace_back(set.others ? model::kOtherNumbers : model::kAllNumbers);
  const auto but = left_out_of(set, sentence, low, words);
  // Nobody knows what "all but 45–50" are where that may be item 50.
  const bool unsure = std::any_of(but.begin(), but.end(), [](const std::string& number) {
    return number.find("–") != std::string::npos;
  });
  if (unsure) return;
  for (const auto& number : but) token.numbers.push_back(model::kAllBut + number);
  std::erase_if(tokens, [&](const AnswerToken& other) {
    return other.kind == AnswerToken::Kind::numbers && set.leaves_out(other.begin) &&
           other.numbers == but;
  });
  const bool known = std::any_of(tokens.begin(), tokens.end(), [&](const AnswerToken& other) {
    return other.kind == AnswerToken::Kind::answer && other.begin == answer.begin;
  });
  if (!known) tokens.push_back(answer);
  tokens.push_back(std::move(token));
  std::sort(tokens.begin(), tokens.end(),
            [](const AnswerToken& a, const AnswerToken& b) { return a.begin < b.begin; });
}

/// Finds the answer that is about a set of one topic. Which recommendations those are, the sentence
/// does not tell: the answer is about no others.
void mark_topic(AnswerSentence& sentence, std::string_view low, const RecommendationSet& set) {
  constexpr std::size_t kReach = 100;
  auto& tokens = sentence.tokens;
  const auto names = [&](std::size_t i) {
    return i < tokens.size() && tokens[i].kind == AnswerToken::Kind::numbers;
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    auto& token = tokens[i];
    const bool before = token.end <= set.begin;
    if (!decides(token, set) || (!before && token.begin < set.end)) continue;
    // "thanks for all recommendations on wells and accepts 98.1"
    if (!before && names(i + 1)) continue;
    const auto from = before ? token.end : set.end;
    const auto to = before ? set.begin : token.begin;
    const auto between = low.substr(from, to - from);
    const bool parted =
        std::any_of(kAnswerClauseMarks.begin(), kAnswerClauseMarks.end(),
                    [&](std::string_view mark) { return between.find(mark) != npos; });
    if (parted || between.size() > kReach) continue;
    sentence.by_topic = true;
    token.of_topic = !names(i + 1) && (before || i == 0 || !names(i - 1));
    return;
  }
}

void take_sets(AnswerSentence& sentence, std::string_view low, const ReviewWords& words,
               const names::Register& states) {
  constexpr int kMost = 4;
  auto at = sentence.begin;
  for (int i = 0; i < kMost; ++i) {
    const auto set = recommendation_set_in(low, at, words);
    if (!set) return;
    at = set->end;
    if (is_list(*set, sentence, low)) continue;
    if (set->by_topic) {
      mark_topic(sentence, low, *set);
      continue;
    }
    const auto answer = answer_of_set(sentence, low, *set, words, states);
    if (answer) add_set(sentence, low, *set, *answer, words);
  }
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

std::vector<AnswerToken> of_kind(const AnswerSentence& sentence, AnswerToken::Kind kind) {
  std::vector<AnswerToken> tokens;
  std::copy_if(sentence.tokens.begin(), sentence.tokens.end(), std::back_inserter(tokens),
               [&](const AnswerToken& token) { return token.kind == kind && !token.pointed_to; });
  return tokens;
}

bool says_one(std::string_view text, const AnswerSentence& sentence, std::size_t from,
              const ReviewWords& words) {
  constexpr std::size_t kReach = 400;
  const auto low = lowered(text.substr(from, std::min(sentence.end - from, kReach)));
  return words.find(ReviewRule::one_recommendation, low).has_value();
}

std::vector<AnswerSentence> answer_sentences(std::string_view text, const ReviewWords& words,
                                             const ListNumbers& lists,
                                             const names::Register& states) {
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
    auto numbers = numbers_in(low, sentence, words, lists, named || !answers.empty());
    sentence.tokens = std::move(numbers);
    std::move(answers.begin(), answers.end(), std::back_inserter(sentence.tokens));
    std::sort(sentence.tokens.begin(), sentence.tokens.end(),
              [](const AnswerToken& a, const AnswerToken& b) { return a.begin < b.begin; });
    add_bare_notes(sentence, own, words);
    mark_reasons(sentence, own, words);
    mark_exceptions(sentence, own, words);
    take_sets(sentence, own, words, states);
  }
  return sentences;
}

}  // namespace comity::grammar
