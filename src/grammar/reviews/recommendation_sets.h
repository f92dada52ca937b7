#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/reviews/review_words.h"
#include "names/register.h"

namespace comity::grammar {

/// Recommendations named as a set: "all the other recommendations, with the exception of 119.3".
///
///   set := (all-recommendations | rest-recommendations) topic? ("," except numbers)?
///        | except numbers "," … (all-recommendations | rest-recommendations)
struct RecommendationSet {
  bool others = false;    ///< those that are named nowhere else, not all
  bool by_topic = false;  ///< only those "on torture": which they are the words do not tell
  std::size_t begin = 0;  ///< bytes in the text, of the words that name the set
  std::size_t end = 0;
  std::optional<PhraseAt> except;  ///< the words before the numbers that are left out

  /// Whether numbers at `at` are those left out.
  [[nodiscard]] bool leaves_out(std::size_t at) const;
};

/// The first set that a text (lower case by lowered()) names from `from` on.
[[nodiscard]] std::optional<RecommendationSet> recommendation_set_in(std::string_view low,
                                                                     std::size_t from,
                                                                     const ReviewWords& words);

/// Whether nothing but articles, auxiliaries and who answers stands in a text between an answer and
/// what it is about.
[[nodiscard]] bool only_links(std::string_view text, const ReviewWords& words,
                              const names::Register& states);

/// The list of numbers that stands next after `from`.
[[nodiscard]] std::vector<std::string> numbers_after(std::string_view low, std::size_t from,
                                                     const ReviewWords& words);

/// The numbers that the set leaves out, canonical.
[[nodiscard]] std::vector<std::string> numbers_left_out(std::string_view low,
                                                        const RecommendationSet& set,
                                                        const ReviewWords& words);

}  // namespace comity::grammar
