#pragma once

#include <cstddef>
#include <functional>
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

/// Whether the name at this index of the register is a group of States, as the European Union is.
using IsGroup = std::function<bool(std::int32_t state)>;

/// Reads a text that should hold names only:
///
///   list      := item { separator item }
///   item      := [article | lead] name { note | footnote mark | trail | behalf }
///   name      := a form of the register | words (a name not known, at most eight)
///   note      := "(" anything ")"
///   behalf    := [","] ("on behalf of" | "except") words
///   separator := "," | ";" | "/" | ":" | dash | ") (" | joiner | nothing, between two known names
///
/// A State right behind "on behalf of" is no group but an item, and so are those after it.
///
/// Empty when no item is a form of the register or one is too long to be a name.
[[nodiscard]] std::vector<ListItem> read_list(std::string_view text, const Matcher& matcher,
                                              const IsGroup& is_group);

}  // namespace comity::names
