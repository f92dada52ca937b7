#include "search/query/number_range.h"

#include <charconv>

namespace comity::search {

std::optional<std::uint64_t> number_from(std::string_view text) {
  constexpr std::size_t kMostDigits = 18;
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
  if (!whole || text.size() > kMostDigits) return std::nullopt;
  return number;
}

std::optional<NumberRange> number_range_from(std::string_view text) {
  const auto dots = text.find("..");
  if (dots == std::string_view::npos || text.size() == 2) return std::nullopt;
  NumberRange range;
  if (const auto first = text.substr(0, dots); !first.empty()) {
    const auto number = number_from(first);
    if (!number) return std::nullopt;
    range.first = *number;
  }
  if (const auto last = text.substr(dots + 2); !last.empty()) {
    const auto number = number_from(last);
    if (!number) return std::nullopt;
    range.last = *number;
  }
  return range;
}

}  // namespace comity::search
