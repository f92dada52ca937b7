#include "grammar/reviews/recommendation_sets.h"

#include <utility>

#include "grammar/number_list.h"

namespace comity::grammar {

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

bool RecommendationSet::leaves_out(std::size_t at) const {
  if (!except || at < except->end) return false;
  // "With the exception of 1 and 2, it accepts all recommendations; 3 is noted."
  return except->begin > begin || at < begin;
}

std::optional<RecommendationSet> recommendation_set_in(std::string_view low, std::size_t from,
                                                       const ReviewWords& words) {
  const auto all = words.find(ReviewRule::all_recommendations, low, from);
  const auto rest = words.find(ReviewRule::rest_recommendations, low, from);
  if (!all && !rest) return std::nullopt;
  // "all the other recommendations" names the rest, wherever "all" stands in it.
  const bool others = rest && (!all || rest->begin <= all->end);
  const auto& found = others ? *rest : *all;
  RecommendationSet set{others, found.begin, found.end, std::nullopt};
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
