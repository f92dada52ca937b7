#pragma once

#include <string_view>

namespace comity::render {

/// Whether the paragraph `number` stands under `parent`: "6 (b)" under "6", "119.1" under "119".
[[nodiscard]] inline bool is_under(std::string_view number, std::string_view parent) {
  return !parent.empty() && number.size() > parent.size() && number.starts_with(parent) &&
         (number[parent.size()] == ' ' || number[parent.size()] == '.');
}

}  // namespace comity::render
