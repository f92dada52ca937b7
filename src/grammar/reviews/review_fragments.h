#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/reviews/review_states.h"
#include "grammar/reviews/review_words.h"

namespace comity::grammar {

/// A part of a sentence that ends where States are named, at a slash or at the sentence's end.
struct Fragment {
  std::string_view text;              ///< without the marks around it
  const StateGroup* group = nullptr;  ///< none: the fragment is everyone's
  std::size_t object = 0;             ///< where the object begins after the verb phrase
  bool verb = false;                  ///< begins with a verb phrase
  bool gerund = false;                ///< that verb phrase begins with a gerund ("ratifying")
  bool continues = false;             ///< goes on with what stands before ("in particular …")
  bool comma = false;                 ///< a comma or semicolon stands before it
  bool slash = false;                 ///< a slash stands before it
  bool hanging = false;  ///< its object lacks its noun: "the ratification of", "the core"

  /// The verb phrase, empty where there is none.
  [[nodiscard]] std::string_view phrase() const { return text.substr(0, verb ? object : 0); }
  /// Whether an object follows the verb phrase that is one without the words of others.
  [[nodiscard]] bool has_object() const;
};

/// The fragments of `text` from `begin` on, in order; `groups` stand in it and must outlive them.
[[nodiscard]] std::vector<Fragment> fragments_of(std::string_view text, std::size_t begin,
                                                 std::span<const StateGroup> groups,
                                                 const ReviewWords& words);

/// A text without the spaces and marks around it, and without a conjunction at its head.
[[nodiscard]] std::string_view trim_fragment(std::string_view text);
[[nodiscard]] std::string_view without_conjunction(std::string_view text, const ReviewWords& words);

/// Where the object begins after the verb phrase that opens the text; 0 when none opens it.
[[nodiscard]] std::size_t after_verb_phrase(std::string_view text, const ReviewWords& words);

/// Whether a word in small letters is a verb of the table or a gerund.
[[nodiscard]] bool is_verb(std::string_view word, const ReviewWords& words);
[[nodiscard]] bool is_gerund(std::string_view word, const ReviewWords& words);

/// The letters and hyphens from `at` on, and those that end at `end`.
[[nodiscard]] std::string_view word_at(std::string_view text, std::size_t at);
[[nodiscard]] std::string_view word_before(std::string_view text, std::size_t end);

}  // namespace comity::grammar
