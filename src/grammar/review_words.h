#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/language.h"

namespace comity::grammar {

/// What a phrase of data/grammar/review.LANGUAGE.csv is for (src/grammar/REVIEWS.md explains each).
enum class ReviewRule : std::uint8_t {
  title,
  established,
  held_session,
  session,
  review_of,
  was_held,
  headed_by,
  adopted,
  troika,
  abbreviation,
  conclusions_heading,
  pledges_heading,
  end_heading,
  closing,
  conclusions_list,
  pledges_list,
  recommendation,
  not_supported,
  partly_supported,
  pending,
  supported,
  noted,
  put_to,
  paragraph_word,
  range_word,
  list_join,
  list_word,
  response_of_review,
  read_otherwise,
  recommending_word,
  month,
  ordinal,
  tens,
  conjunction,
  continuation,
  noun_start,
  verb,
  verb_tail,
  opening_adverb,
};

/// A phrase found in a text, in bytes.
struct PhraseAt {
  std::size_t begin = 0;
  std::size_t end = 0;
  int value = 0;
};

/// The phrases of one language by rule. Immutable.
class ReviewWords {
 public:
  /// The table built into the program for the language, else the English one.
  [[nodiscard]] static const ReviewWords& of(model::Language language);

  /// The first place in `text` (lower case by lowered()) where a phrase of the rule stands at word
  /// bounds; of two at one place the longer.
  [[nodiscard]] std::optional<PhraseAt> find(ReviewRule rule, std::string_view text,
                                             std::size_t from = 0) const;
  /// The longest phrase of the rule with which `text` begins, at a word bound.
  [[nodiscard]] std::optional<PhraseAt> at_start(ReviewRule rule, std::string_view text) const;
  /// Whether the whole text is a phrase of the rule.
  [[nodiscard]] bool is(ReviewRule rule, std::string_view text) const;

 private:
  struct Phrase {
    std::string text;
    int value = 0;
  };
  explicit ReviewWords(std::string_view csv);
  [[nodiscard]] std::span<const Phrase> phrases(ReviewRule rule) const;

  std::vector<std::vector<Phrase>> by_rule_;  ///< each in byte order, for the binary search of is()
};

/// The text with ASCII capitals made small and typographic apostrophes left alone; bytes keep their
/// places.
[[nodiscard]] std::string lowered(std::string_view text);

}  // namespace comity::grammar
