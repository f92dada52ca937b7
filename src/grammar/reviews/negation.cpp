#include "grammar/reviews/negation.h"

#include <algorithm>
#include <array>
#include <optional>

#include "grammar/scan.h"

namespace comity::grammar {
namespace {

// clause   := word* negation gap phrase after?
// gap      := (link | fully | other)* | link* "," aside "," link*
// negation := a phrase of the rule, but none of those that only look like one ("not only")
//
// A gap of links alone negates for sure; with few others nobody knows ("does not see how it could
// accept"); a finite verb after others has a subject of its own ("those not mentioned are …").

/// Values of a negation.
enum class Negated : std::uint8_t {
  no,
  partly,   ///< "have not been fully accepted"
  wholly,   ///< "have not been accepted"
  perhaps,  ///< words that are not known stand between
};

struct Negation {
  Negated negated = Negated::no;
  std::size_t begin = 0;
};

constexpr int kReachesOver = 1;   ///< whatever stands between: "none of the", "未获"
constexpr int kNeverSure = 2;     ///< "not all"
constexpr int kBeforePhrase = 3;  ///< only directly before the phrase: "without"
constexpr int kFinite = 1;        ///< value of a link

constexpr std::size_t kFarthest = 160;  ///< bytes between a negation and what it negates
constexpr int kMostOthers = 5;

constexpr std::array<std::string_view, 24> kClauseMarks{
    ",", ";", ":", ".",  "(",  ")",  "[",  "]",  "\"", "“",  "”", "«",
    "»", "—", "–", "，", "、", "；", "：", "。", "（", "）", "،", "؛"};

std::size_t character_size(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) ++size;
  return size;
}

bool is_chinese(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  return lead >= 0xE3 && lead <= 0xE9;
}

/// Where the clause that ends at `end` begins: behind the last mark or figure.
std::size_t clause_begin(std::string_view low, std::size_t from, std::size_t end) {
  auto begin = std::max(from, end > kFarthest ? end - kFarthest : 0);
  for (auto at = begin; at < end;) {
    const auto rest = low.substr(at, end - at);
    const auto mark = std::find_if(kClauseMarks.begin(), kClauseMarks.end(),
                                   [&](std::string_view each) { return rest.starts_with(each); });
    at += mark != kClauseMarks.end() ? mark->size() : character_size(rest);
    if (mark != kClauseMarks.end() || is_digit(rest.front())) begin = at;
  }
  return begin;
}

/// The last negation in low[begin, end).
std::optional<PhraseAt> last_negation(std::string_view low, std::size_t begin, std::size_t end,
                                      const ReviewWords& words) {
  std::optional<PhraseAt> last;
  for (auto at = begin; at < end;) {
    const auto found = words.find(ReviewRule::negation, low.substr(0, end), at);
    if (!found) break;
    const auto looks = words.at_start(ReviewRule::no_negation, low.substr(found->begin));
    if (!looks) last = found;
    at = looks ? found->begin + looks->end : found->end;
  }
  return last;
}

/// What stands between a negation and what it may negate.
struct Gap {
  int others = 0;       ///< words that are not known
  bool partly = false;  ///< "fully"
  bool finite = false;  ///< a finite verb stands behind other words
  bool ended = false;   ///< another clause begins in it
};

Gap gap_in(std::string_view text, const ReviewWords& words) {
  Gap gap;
  while (!text.empty() && !gap.ended) {
    if (text.front() == ' ' || text.front() == '\n') {
      text.remove_prefix(1);
      continue;
    }
    const auto fully = words.at_start(ReviewRule::negation_partly, text);
    const auto link = words.at_start(ReviewRule::negation_link, text);
    if (fully || link) {
      gap.partly = gap.partly || fully;
      gap.finite = gap.finite || (!fully && link->value == kFinite && gap.others > 0);
      text.remove_prefix(fully ? fully->end : link->end);
      continue;
    }
    gap.ended = words.at_start(ReviewRule::negation_end, text).has_value();
    ++gap.others;
    auto size = character_size(text);
    if (!is_chinese(text)) size = std::min(text.find(' '), text.size());
    text.remove_prefix(size);
  }
  return gap;
}

/// Where the clause goes on before an aside that ends at `begin`: "cannot, at this stage, accept".
std::optional<std::size_t> before_aside(std::string_view low, std::size_t from, std::size_t begin) {
  if (begin == 0 || low[begin - 1] != ',') return std::nullopt;
  const auto mark = low.substr(0, begin - 1).find_last_of(",.;:");
  if (mark == npos || low[mark] != ',' || mark < from || begin - mark > kFarthest) {
    return std::nullopt;
  }
  return mark;
}

Negated negated_by(const PhraseAt& negation, const Gap& gap) {
  if (gap.ended) return Negated::no;
  if (negation.value == kNeverSure) return Negated::perhaps;
  if (gap.finite && negation.value != kReachesOver) return Negated::no;
  if (gap.others == 0 || negation.value == kReachesOver) {
    return gap.partly ? Negated::partly : Negated::wholly;
  }
  if (negation.value == kBeforePhrase) return Negated::no;
  return gap.others <= kMostOthers ? Negated::perhaps : Negated::no;
}

/// Where what negates begins: "ne sont pas" at "ne".
std::size_t negation_start(const PhraseAt& negation, std::string_view low, std::size_t begin,
                           const ReviewWords& words) {
  const auto other = last_negation(low, begin, negation.begin, words);
  if (!other) return negation.begin;
  const auto gap = gap_in(low.substr(other->end, negation.begin - other->end), words);
  return gap.others == 0 ? other->begin : negation.begin;
}

Negation negation_before(std::string_view low, std::size_t from, const PhraseAt& phrase,
                         const ReviewWords& words) {
  auto end = phrase.begin;
  auto begin = clause_begin(low, from, end);
  auto negation = last_negation(low, begin, end, words);
  if (!negation) {
    const auto comma = before_aside(low, from, begin);
    if (!comma) return {};
    if (gap_in(low.substr(begin, end - begin), words).others > 0) return {};
    end = *comma;
    begin = clause_begin(low, from, end);
    negation = last_negation(low, begin, end, words);
    if (!negation || negation->value != 0) return {};
    if (gap_in(low.substr(negation->end, end - negation->end), words).others > 0) return {};
  }
  auto gap = gap_in(low.substr(negation->end, end - negation->end), words);
  const auto own = low.substr(phrase.begin);
  if (words.at_start(ReviewRule::negation_partly, own)) gap.partly = true;
  // The phrase may begin another clause itself: "not mentioned | are accepted", "لا تعترض | وتقبل".
  const auto link = words.at_start(ReviewRule::negation_link, own);
  if (link && link->value == kFinite && gap.others > 0) gap.finite = true;
  if (words.at_start(ReviewRule::negation_end, own)) gap.ended = true;
  return {negated_by(*negation, gap), negation_start(*negation, low, begin, words)};
}

Negation negation_of(std::string_view low, std::size_t from, const PhraseAt& phrase,
                     const ReviewWords& words) {
  auto after = low.substr(phrase.end);
  after.remove_prefix(std::min(after.find_first_not_of(' '), after.size()));
  Negation negation;
  if (words.find(ReviewRule::negation, low.substr(0, phrase.end), phrase.begin)) {
    negation = {Negated::no, phrase.begin};  // the phrase says so itself: "not accepted"
  } else if (words.at_start(ReviewRule::negation_after, after)) {
    return {Negated::wholly, phrase.begin};  // "accepts none of"
  } else {
    negation = negation_before(low, from, phrase, words);
    if (negation.negated != Negated::wholly) return negation;
  }
  // "Does not accept all recommendations" accepts some, and nobody knows which.
  const auto counted = words.at_start(ReviewRule::all_counted, after);
  const bool all = words.at_start(ReviewRule::all_recommendations, after) ||
                   (counted && after.find_first_of("0123456789", counted->end) <= counted->end + 1);
  if (all) negation.negated = Negated::perhaps;
  return negation;
}

}  // namespace

AnswerMeant answer_meant(std::string_view low, std::size_t from, const PhraseAt& phrase,
                         Answer answer, const ReviewWords& words) {
  AnswerMeant meant{answer, phrase.begin, false};
  const bool supports = answer == Answer::supported;
  if (!supports && answer != Answer::partly && answer != Answer::not_supported) return meant;
  const auto negation = negation_of(low, from, phrase, words);
  if (negation.negated == Negated::no) return meant;
  meant.begin = negation.begin;
  if (supports && negation.negated == Negated::wholly) {
    meant.answer = Answer::not_supported;
  } else if (supports && negation.negated == Negated::partly) {
    meant.answer = Answer::partly;
  } else {
    // "Does not reject" accepts nothing yet.
    meant.answer = Answer::pending;
    meant.doubtful = true;
  }
  return meant;
}

}  // namespace comity::grammar
