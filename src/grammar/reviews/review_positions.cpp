#include "grammar/reviews/review_positions.h"

#include <array>
#include <utility>

#include "base/text.h"
#include "grammar/marks.h"
#include "grammar/reviews/answer_tokens.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

/// "did not enjoy …": takes the auxiliary before the phrase along.
std::size_t with_auxiliary(std::string_view text, std::size_t begin) {
  if (begin < 2 || text[begin - 1] != ' ') return begin;
  const auto space = text.rfind(' ', begin - 2);
  const auto start = space == npos ? 0 : space + 1;
  const auto word = text.substr(start, begin - 1 - start);
  for (const std::string_view known : {"did", "does", "do", "could", "would", "will", "be", "is"}) {
    if (word == known) return start;
  }
  return begin;
}

std::size_t statement_end(std::string_view text, std::size_t at) {
  for (; at < text.size(); ++at) {
    if (text[at] == ':') return at;
    if (text[at] == '.' && (at + 1 == text.size() || text[at + 1] == ' ')) return at;
  }
  return text.size();
}

}  // namespace

std::optional<Position> position_in(std::string_view text, const ReviewWords& words) {
  // What is said first holds: "enjoy the support of X, which considers that they have already been
  // implemented". A bare "noted" counts only where nothing else is said, since "the recommendations
  // noted in paragraphs …" is no position.
  constexpr std::array<std::pair<ReviewRule, Answer>, 4> kRules{{
      {ReviewRule::not_supported, Answer::not_supported},
      {ReviewRule::partly_supported, Answer::partly},
      {ReviewRule::pending, Answer::pending},
      {ReviewRule::supported, Answer::supported},
  }};
  const auto shape = shaped(text);
  const auto low = lowered(shape);
  std::optional<PhraseAt> first;
  auto answer = Answer::pending;
  for (const auto& [rule, value] : kRules) {
    const auto found = words.find(rule, low);
    if (!found || (first && found->begin >= first->begin)) continue;
    first = found;
    answer = value;
  }
  // "приняты к сведению" begins as "приняты" does and says no more than that they were noted.
  const auto noted = words.find(ReviewRule::noted, low, first ? first->begin : 0);
  if (!first || (noted && noted->begin == first->begin && noted->end > first->end)) {
    first = noted;
    answer = Answer::noted;
  }
  if (!first) return std::nullopt;
  const auto meant = answer_meant(low, 0, *first, answer, words);
  const auto begin = with_auxiliary(low, meant.begin);
  auto end = statement_end(shape, first->end);
  while (end > first->end && shape[end - 1] == ' ') --end;  // "appui de X :"
  return Position{base::collapsed(text.substr(begin, end - begin)),
                  counts_as_of(meant.answer),
                  meant.answer == Answer::partly,
                  meant.doubtful,
                  begin,
                  end};
}

}  // namespace comity::grammar
