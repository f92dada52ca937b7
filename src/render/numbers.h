#pragma once

#include <string_view>

namespace comity::render {

/// Whether the paragraph `number` stands under `parent`: "6 (b)" under "6", "119.1" under "119",
/// but not "6 bis".
[[nodiscard]] inline bool is_under(std::string_view number, std::string_view parent) {
  if (parent.empty() || !number.starts_with(parent)) return false;
  const auto rest = number.substr(parent.size());
  return rest.starts_with(" (") || rest.starts_with('.');
}

}  // namespace comity::render
