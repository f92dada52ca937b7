#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/reviews/review_words.h"
#include "names/register.h"

namespace comity::grammar {

/// The States named in one or several parentheses that stand together: "(France, Chad) (Peru)".
struct StateGroup {
  std::size_t begin = 0;  ///< bytes in the text, parentheses included
  std::size_t end = 0;
  std::vector<std::string> states;   ///< register codes in the order printed, each once
  std::vector<std::string> unknown;  ///< names the register does not know, as printed
};

/// Every group of States in the text. A parenthesis that names no State is none, unless it ends
/// the text and looks like a name (a misspelt State), which then is `unknown`.
[[nodiscard]] std::vector<StateGroup> state_groups(std::string_view text,
                                                   const names::Register& states);

/// The register codes of the States to which a list's head says that its items are put, each once:
/// "put forward to A and B, or to the parties" gives both. Empty where it does not say.
[[nodiscard]] std::vector<std::string> states_put_to(std::string_view head,
                                                     const names::Register& states,
                                                     const ReviewWords& words);

}  // namespace comity::grammar
