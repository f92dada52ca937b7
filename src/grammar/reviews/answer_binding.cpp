#include "grammar/reviews/answer_binding.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "grammar/reviews/review_paragraphs.h"
#include "grammar/scan.h"

namespace comity::grammar {

std::vector<Bound> bound(const std::vector<AnswerToken>& tokens) {
  std::vector<Bound> out;
  if (tokens.empty()) return out;
  const bool numbers_first = tokens.front().kind == AnswerToken::Kind::numbers;
  std::vector<std::string> waiting;
  std::optional<AnswerToken> last;
  const auto give = [&] {
    if (!waiting.empty() && last) out.push_back({*last, std::exchange(waiting, {})});
  };
  for (const auto& token : tokens) {
    if (token.kind == AnswerToken::Kind::numbers) {
      waiting.insert(waiting.end(), token.numbers.begin(), token.numbers.end());
      continue;
    }
    if (!numbers_first) give();
    last = token;
    if (numbers_first) give();
  }
  give();
  // "While it supports the aim of 6.48, it is not in a position to accept it."
  const bool unsaid = !out.empty() && out.back().answer.answer == Answer::none;
  if (unsaid && last->answer == Answer::not_supported) out.back().answer = *last;
  return out;
}

std::optional<Answer> answer_of_exception(std::string_view text,
                                          const std::vector<AnswerToken>& tokens, std::size_t i,
                                          const ReviewWords& words) {
  constexpr std::size_t kReach = 40;
  const auto is_answer = [](const AnswerToken& token) {
    return token.kind == AnswerToken::Kind::answer;
  };
  const auto end = tokens.begin() + static_cast<std::ptrdiff_t>(i);
  const auto of_others = std::find_if(std::make_reverse_iterator(end), tokens.rend(), is_answer);
  if (of_others == tokens.rend()) return std::nullopt;
  if (i + 1 == tokens.size()) {
    const auto rest = lowered(text.substr(tokens[i].end, kReach));
    const auto noted = words.find(ReviewRule::answer_bare_noted, rest);
    const bool own = noted && counts_as_of(of_others->answer) == model::CountsAs::supported &&
                     !words.find(ReviewRule::list_join, rest.substr(0, noted->begin));
    return own ? std::optional(Answer::noted) : std::nullopt;
  }
  const auto& own = tokens[i + 1];
  if (!is_answer(own) || own.begin < tokens[i].end || own.begin - tokens[i].end > kReach ||
      own.answer == Answer::none || counts_as_of(own.answer) == counts_as_of(of_others->answer)) {
    return std::nullopt;
  }
  const bool goes_on = i + 2 < tokens.size() && !is_answer(tokens[i + 2]);
  const auto between = lowered(text.substr(tokens[i].end, own.begin - tokens[i].end));
  if (goes_on || words.find(ReviewRule::list_join, between)) return std::nullopt;
  return own.answer;
}

bool are_unnamed(const std::vector<AnswerToken>& tokens, const AnswerToken& set) {
  const auto answers = std::count_if(tokens.begin(), tokens.end(), [](const AnswerToken& token) {
    return token.kind == AnswerToken::Kind::answer;
  });
  const bool named = std::any_of(tokens.begin(), tokens.end(), [](const AnswerToken& token) {
    return token.kind == AnswerToken::Kind::numbers && !token.told;
  });
  return set.numbers.front() == model::kOtherNumbers && answers > 1 && !named;
}

bool answers_own(std::string_view text, const AnswerSentence& sentence, std::size_t from,
                 const ReviewWords& words) {
  const auto low = lowered(text.substr(0, sentence.end));
  const auto own = words.find(ReviewRule::own_recommendation, low, std::max(from, sentence.begin));
  if (!own) return false;
  const auto says = [](const AnswerToken& token) {
    return token.kind == AnswerToken::Kind::answer && token.answer != Answer::none;
  };
  const auto names_before = [&](const AnswerToken& token) {
    return token.kind == AnswerToken::Kind::numbers && !token.pointed_to && token.end > from &&
           token.begin < own->begin;
  };
  return std::count_if(sentence.tokens.begin(), sentence.tokens.end(), says) == 1 &&
         std::none_of(sentence.tokens.begin(), sentence.tokens.end(), names_before);
}

void leave_out(std::vector<AnswerToken>& tokens, const std::vector<std::string>& numbers) {
  for (auto& token : tokens) {
    if (token.kind != AnswerToken::Kind::numbers || token.numbers.size() < 2) continue;
    std::erase_if(token.numbers, [&](const std::string& number) {
      return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
    });
  }
}

}  // namespace comity::grammar
