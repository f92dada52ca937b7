#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

namespace comity::base {

/// Whether the bytes are valid UTF-8 (no surrogates, no overlong forms).
[[nodiscard]] bool is_utf8(std::string_view bytes);
/// NFC; invalid sequences become U+FFFD.
[[nodiscard]] std::string normalised(std::string_view utf8);
/// For comparing words: NFKC, case folded, and with accents kept.
[[nodiscard]] std::string folded(std::string_view utf8);
/// As folded(), with combining marks taken away too ("Côte" = "cote").
[[nodiscard]] std::string unaccented(std::string_view utf8);
/// ICU collation key for the language ("en", "ar", …): byte order is the language's order.
[[nodiscard]] std::string sort_key(std::string_view utf8, std::string_view language);
/// A to Z made small, every other byte as it is.
[[nodiscard]] std::string lower_ascii(std::string_view text);

/// The code point at `offset`, which is moved past it; U+FFFD for an invalid byte.
[[nodiscard]] char32_t next_code_point(std::string_view utf8, std::size_t& offset);
void append_code_point(std::string& utf8, char32_t code_point);
/// Where that code point, from 0, begins; the size of the text where it has fewer.
[[nodiscard]] std::size_t byte_of(std::string_view utf8, std::size_t code_point);

/// White space (Unicode's, with no-break spaces) at both ends taken away.
[[nodiscard]] std::string_view trimmed(std::string_view utf8);
/// A view of a text that is about to end would look at nothing.
template <typename Text>
  requires std::same_as<Text, std::string>
std::string_view trimmed(Text&&) = delete;
/// Runs of white space become one space; both ends trimmed.
[[nodiscard]] std::string collapsed(std::string_view utf8);
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

}  // namespace comity::base
