#pragma once

#include <string>
#include <string_view>

#include "grammar/reviews/review_words.h"

namespace comity::grammar {

/// The first treaty or body that a text names, to the end of its name: "the Covenant on X" of "to
/// the Covenant on X, which was signed", "CAT" of "ratifying CAT". Empty when there is none.
[[nodiscard]] std::string_view treaty_in(std::string_view text, const ReviewWords& words);

/// Whether the object of a text whose verb phrase ends at `object` (0: it has none) points to a
/// treaty that stands elsewhere: "ratify its Optional Protocol", "the Optional Protocol thereto".
[[nodiscard]] bool points_back(std::string_view text, std::size_t object, const ReviewWords& words);

/// That text with the treaty named: "ratify the Optional Protocol to the Covenant". Unchanged where
/// it points nowhere or `treaty` is empty.
[[nodiscard]] std::string named_out(std::string_view text, std::size_t object,
                                    std::string_view treaty, const ReviewWords& words);

}  // namespace comity::grammar
