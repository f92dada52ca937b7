#pragma once

#include <cstddef>
#include <string_view>

// Text that is ASCII, by its bytes and whatever the locale: <cctype> asks it, and takes no char.
namespace comity::base {

/// What a search in a text gives where it finds nothing.
inline constexpr std::size_t npos = std::string_view::npos;

[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
[[nodiscard]] constexpr bool is_letter(char c) { return is_upper(c) || is_lower(c); }

/// Whether every byte of the text is one of ASCII.
[[nodiscard]] constexpr bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

}  // namespace comity::base
