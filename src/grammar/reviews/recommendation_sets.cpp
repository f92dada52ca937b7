#include "grammar/reviews/recommendation_sets.h"

#include <algorithm>
#include <utility>

#include "grammar/number_list.h"
#include "grammar/reviews/answer_numbers.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

// What the value of a phrase of the rule set_topic says.
constexpr int kOfTopic = 0;
constexpr int kBeforeSet = 2;

/// "all recommendations relating to torture"
bool has_topic_behind(std::string_view low, std::size_t end, const ReviewWords& words) {
  const auto next = past_spaces(low, end);
  if (next >= low.size()) return false;
  const auto phrase = words.at_start(ReviewRule::set_topic, low.substr(next));
  // "on 12 May", "relating to paragraphs …" are no topics.
  return phrase && phrase->value == kOfTopic &&
         !digit_at(low, past_spaces(low, next + phrase->end));
}

/// Chinese says it before the set, behind a verb: "接受关于酷刑的所有建议". At the head of its
/// clause the phrase takes the set along: "关于审议中提出的所有建议，".
bool has_topic_before(std::string_view low, std::size_t begin, const ReviewWords& words) {
  constexpr std::size_t kReach = 90;
  auto before = low.substr(0, begin);
  if (!before.ends_with("的")) return false;
  if (before.size() > kReach) before.remove_prefix(before.size() - kReach);
  for (const std::string_view mark : {"，", "；", "。", "："}) {
    const auto at = before.rfind(mark);
    if (at != npos) before.remove_prefix(at + mark.size());
  }
  const auto phrase = words.find(ReviewRule::set_topic, before, 0);
  return phrase && phrase->value == kBeforeSet && phrase->begin > 0;
}

/// Past the word for recommendations behind their number: "20 recommendations", "20项建议".
std::optional<std::size_t> past_counted(std::string_view low, std::size_t at,
                                        const ReviewWords& words) {
  if (!digit_at(low, at)) return std::nullopt;
  while (const auto digit = digit_at(low, at)) at += digit->bytes;
  at = past_spaces(low, at);
  for (const std::string_view measure : {"项", "条"}) {
    if (low.substr(at).starts_with(measure)) at += measure.size();
  }
  const auto noun = words.at_start(ReviewRule::recommendation_word, low.substr(at));
  return noun ? std::optional(at + noun->end) : std::nullopt;
}

/// Whether nothing tells a number of recommendations from the others: "all 20 recommendations that
/// are listed in section A" are not all.
bool ends_bare(std::string_view low, std::size_t at, const ReviewWords& words) {
  const auto rest = low.substr(past_spaces(low, at));
  for (const std::string_view mark : {".", ",", ";", "，", "。", "；"}) {
    if (rest.empty() || rest.starts_with(mark)) return true;
  }
  return words.at_start(ReviewRule::except_recommendations, rest).has_value();
}

/// "all 20 recommendations"
std::optional<PhraseAt> counted_set(std::string_view low, std::size_t from,
                                    const ReviewWords& words) {
  for (auto at = from; const auto all = words.find(ReviewRule::all_counted, low, at);) {
    at = all->end;
    const auto end = past_counted(low, past_spaces(low, at), words);
    if (end && ends_bare(low, *end, words)) return PhraseAt{all->begin, *end, 0};
  }
  return std::nullopt;
}

/// The words for the others; such as stand without the noun ("all others") only behind numbers.
std::optional<PhraseAt> rest_set(std::string_view low, std::size_t from, const ReviewWords& words) {
  const auto rest = words.find(ReviewRule::rest_recommendations, low, from);
  if (!rest || rest->value == 0) return rest;
  for (auto at = from; at < rest->begin; ++at) {
    if (digit_at(low, at)) return rest;
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> numbers_after(std::string_view low, std::size_t from,
                                       const ReviewWords& words) {
  constexpr std::size_t kReach = 60;  ///< "with the exception of those contained in paragraphs "
  for (auto at = from; at < low.size() && at < from + kReach; ++at) {
    if (!digit_at(low, at)) continue;
    auto list = number_list_at(low, at, words);
    return list ? std::move(list->numbers) : std::vector<std::string>{};
  }
  return {};
}

bool only_links(std::string_view text, const ReviewWords& words, const names::Register& states) {
  // A State's name is a link: Arabic and Spanish put it behind the verb.
  std::string rest(text);
  for (const auto& name : states.mentions(text)) {
    std::fill(rest.begin() + static_cast<std::ptrdiff_t>(name.begin),
              rest.begin() + static_cast<std::ptrdiff_t>(name.end), ' ');
  }
  for (std::string_view left = rest; !left.empty();) {
    if (left.front() == ' ' || left.front() == '\n') {
      left.remove_prefix(1);
      continue;
    }
    if (words.at_start(ReviewRule::list_join, left)) return false;
    std::size_t size = 0;
    for (const auto rule : {ReviewRule::negation_link, ReviewRule::negation_partly,
                            ReviewRule::name_article, ReviewRule::answerer}) {
      if (const auto link = words.at_start(rule, left)) size = std::max(size, link->end);
    }
    if (size == 0) return false;
    left.remove_prefix(size);
  }
  return true;
}

bool RecommendationSet::leaves_out(std::size_t at) const {
  if (!except || at < except->end) return false;
  // "With the exception of 1 and 2, it accepts all recommendations; 3 is noted."
  return except->begin > begin || at < begin;
}

std::optional<RecommendationSet> recommendation_set_in(std::string_view low, std::size_t from,
                                                       const ReviewWords& words) {
  auto all = words.find(ReviewRule::all_recommendations, low, from);
  const auto counted = counted_set(low, from, words);
  if (counted && (!all || counted->begin < all->begin)) all = counted;
  const auto rest = rest_set(low, from, words);
  if (!all && !rest) return std::nullopt;
  // "all the other recommendations" names the rest, wherever "all" stands in it.
  const bool others = rest && (!all || rest->begin <= all->end);
  const auto& found = others ? *rest : *all;
  const bool by_topic =
      has_topic_behind(low, found.end, words) || has_topic_before(low, found.begin, words);
  RecommendationSet set{others, by_topic, found.begin, found.end, std::nullopt};
  set.except = words.find(ReviewRule::except_recommendations, low, from);
  return set;
}

std::vector<std::string> numbers_left_out(std::string_view low, const RecommendationSet& set,
                                          const ReviewWords& words) {
  if (!set.except) return {};
  const auto end = set.except->begin > set.begin ? low.size() : set.begin;
  return numbers_after(low.substr(0, end), set.except->end, words);
}

}  // namespace comity::grammar
