#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "grammar/words.h"
#include "model/reading.h"

namespace comity::grammar {

/// Symbols that stand in a text at one place, and where they end.
struct SymbolsAt {
  std::vector<model::Citation> found;
  std::size_t end = 0;  ///< `at` where there are none
};

/// The symbol at `at`, or two joined by a hyphen, with the suffixes that follow it ("and Add.1").
/// `small` is the text in small letters, `series` the first part of the document's own symbol.
[[nodiscard]] SymbolsAt symbols_at(std::string_view text, std::string_view small, std::size_t at,
                                   std::string_view series, const Words& words);

}  // namespace comity::grammar
