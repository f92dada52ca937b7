#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/ascii.h"

// Small steps over text that the parsers of this module share. Offsets are bytes.
namespace comity::grammar {

using base::is_digit;
using base::is_letter;
using base::is_lower;
using base::is_upper;
using base::npos;

/// A letter of ASCII, or a byte of any character outside it.
[[nodiscard]] constexpr bool is_letter_byte(char c) {
  return is_letter(c) || static_cast<unsigned char>(c) >= 0x80;
}

/// Latin and Cyrillic letters made small; every byte keeps its place.
[[nodiscard]] std::string small_letters(std::string_view text);
/// Whether no word goes on across `at`: one side is not a letter or digit (bytes of letters outside
/// ASCII count as letters; those of general punctuation and of Chinese do not).
[[nodiscard]] bool is_word_bound(std::string_view text, std::size_t at);
/// The first place from `at` on that is not a space.
[[nodiscard]] std::size_t past_space(std::string_view text, std::size_t at);
/// A number of at most `digits` digits, of any script of the six languages, at `at`, with its end;
/// nothing where none stands there.
struct NumberAt {
  int value = 0;
  std::size_t end = 0;
};
[[nodiscard]] std::optional<NumberAt> number_at(std::string_view text, std::size_t at,
                                                std::size_t digits = 6);
/// The value of a roman numeral in capitals or small letters ("xiv"), 0 where it is none.
[[nodiscard]] int roman_value(std::string_view text);
/// Whether the first letter is a small one; brackets and quotation marks before it are passed over.
[[nodiscard]] bool begins_small(std::string_view text);
/// The last character that is not space, a closing quotation mark, a bracket or a star; 0 in none.
[[nodiscard]] char last_mark(std::string_view text);
/// Bytes of opening quotation marks and brackets at the start.
[[nodiscard]] std::size_t opening_quotes(std::string_view text);

}  // namespace comity::grammar
