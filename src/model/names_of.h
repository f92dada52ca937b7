#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

// The names of an enum's values, in the enum's order, as JSON and tables write them.
namespace comity::model::detail {

template <typename Enum, std::size_t N>
[[nodiscard]] std::string_view name_in(const std::array<std::string_view, N>& names, Enum value) {
  return names[static_cast<std::size_t>(value)];
}

template <typename Enum, std::size_t N>
[[nodiscard]] std::optional<Enum> value_in(const std::array<std::string_view, N>& names,
                                           std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace comity::model::detail
