#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace comity::search {

/// A question with the marks that keyboards and word processors of six languages have, and dashes
/// that stand for a minus, brought to those of the query language; each byte remembers its place,
/// so that errors can point at the text as it was typed.
struct QueryText {
  std::string bytes;
  std::vector<std::size_t> characters;  ///< of each byte: the code point it belongs to

  /// From valid UTF-8.
  explicit QueryText(std::string_view source);
};

[[nodiscard]] inline bool is_query_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

}  // namespace comity::search
