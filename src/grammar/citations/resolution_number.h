#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace comity::grammar {

/// A number of a resolution as printed, in its parts.
struct ResolutionNumber {
  enum class Form {
    session,
    special,
    year,
    roman,
    bracket_year,
    alone,
    parties,  ///< of a conference of the parties to a convention: no symbol follows from it
    health,   ///< of the World Health Assembly
  } form = Form::session;
  int session = 0;  ///< or year
  /// "74/153", "S-26/2", "2000/22", "217(III)[A]", "1325(2000)", "1/CP.21", "WHA73.1"; "1325" of
  /// one alone
  std::string text;
  std::size_t end = 0;
};

/// The number of a resolution or decision that stands at `at`: 74/153 | S-26/2 | 2000/22 |
/// 217 A (III) | 689 (د-35) | 1325 (2000) | 1/CP.21 | WHA73.1. Nothing where none stands there.
[[nodiscard]] std::optional<ResolutionNumber> number_of_resolution(std::string_view text,
                                                                   std::size_t at);

/// A number alone, of three or four digits, as texts write for short ("resolution 1325"), that is
/// no year: it names a resolution, and no symbol follows from it.
[[nodiscard]] std::optional<ResolutionNumber> lone_number(std::string_view text, std::size_t at);

/// A number in Roman numerals, in capitals.
[[nodiscard]] std::string roman_numeral(int value);

}  // namespace comity::grammar
