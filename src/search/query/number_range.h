#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace comity::search {

/// Numbers from the first to the last, both among them.
struct NumberRange {
  std::uint64_t first = 0;
  std::uint64_t last = std::numeric_limits<std::uint64_t>::max();
  [[nodiscard]] bool empty() const { return first > last; }
  [[nodiscard]] bool has(std::uint64_t number) const { return first <= number && number <= last; }
};

/// A number in at most 18 digits; nothing for any other text.
[[nodiscard]] std::optional<std::uint64_t> number_from(std::string_view text);

/// "2008..2014", "2008.." or "..2014"; nothing for any other text.
[[nodiscard]] std::optional<NumberRange> number_range_from(std::string_view text);

}  // namespace comity::search
