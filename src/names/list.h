#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "names/matcher.h"

namespace comity::names {

/// One item of a list of names.
struct ListItem {
  std::size_t begin = 0;  ///< bytes in the text
  std::size_t end = 0;
  std::int32_t state = -1;  ///< index of a State, or -1 for a name not known
};

/// Reads a text that should hold names only:
///
///   list      := item { separator item }
///   item      := [article | lead] name { note | footnote mark | trail | behalf }
///   name      := a form of the register | words (a name not known, at most eight)
///   note      := "(" anything ")"
///   behalf    := [","] ("on behalf of" | "except") words
///   separator := "," | ";" | "/" | ":" | dash | ") (" | joiner | nothing, between two known names
///
/// Empty when no item is a form of the register or one is too long to be a name.
[[nodiscard]] std::vector<ListItem> read_list(std::string_view text, const Matcher& matcher);

}  // namespace comity::names
