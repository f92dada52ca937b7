#pragma once

#include <string_view>

#include "grammar/reviews/review_words.h"

/// What the words of a verb phrase or an object say of what stands beside them.
namespace comity::grammar {

[[nodiscard]] std::string_view last_word(std::string_view text);
/// The text before its last word.
[[nodiscard]] std::string_view before_last(std::string_view text);

/// The preposition that a verb phrase still lacks before its object: "to" after "accede", "of"
/// after "towards the ratification", none after "ratify" or "acceding to".
[[nodiscard]] std::string_view lacking_preposition(std::string_view phrase,
                                                   const ReviewWords& words);
/// Whether a phrase ends with the mark of an infinitive that is still to come: "in order to".
[[nodiscard]] bool ends_before_infinitive(std::string_view phrase, const ReviewWords& words);
/// Whether a phrase ends with a noun that an infinitive says more of: "promote efforts".
[[nodiscard]] bool ends_with_effort(std::string_view phrase, const ReviewWords& words);
/// Whether a text begins with an infinitive: "to end poverty".
[[nodiscard]] bool is_infinitive(std::string_view text, const ReviewWords& words);
/// Whether a text is nothing but adverbs, as "positively" before "consider joining".
[[nodiscard]] bool only_adverbs(std::string_view text);

/// Whether a text is a noun with nothing before it and no demand in it: "judges and court staff".
[[nodiscard]] bool is_bare_noun(std::string_view text, const ReviewWords& words);
/// A text up to its last preposition and the determiner after it, where both stand before a word in
/// small letters: "courses on rights for the" of "courses on rights for the judiciary"; nothing
/// where no determiner parts the two ("violence against women").
[[nodiscard]] std::string_view up_to_noun(std::string_view text, const ReviewWords& words);

/// What the last verb of an object that opens with an adverbial is about: "at once and then join
/// X".
[[nodiscard]] std::string_view after_adverbial(std::string_view object, const ReviewWords& words);
/// An object up to where another demand is joined to it: "the Protocol, and create a mechanism".
[[nodiscard]] std::string_view before_next_demand(std::string_view object,
                                                  const ReviewWords& words);

}  // namespace comity::grammar
