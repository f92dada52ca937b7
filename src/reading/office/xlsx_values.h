#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace comity::reading {

/// What a number format shows of a number.
enum class NumberShape : std::uint8_t { number, date, time, date_and_time };

/// What a built-in format (ECMA-376, 18.8.30) shows.
[[nodiscard]] NumberShape shape_of_builtin(int format);
/// What a format code shows: "yyyy-mm-dd", "[h]:mm", "0.00".
[[nodiscard]] NumberShape shape_of_code(std::string_view code);

/// A number as it stands in a sheet, for people: the shortest decimal that gives it back, or the
/// date of a day's number ("2014-05-05", "13:30:00", "2014-05-05 13:30:00"); `from_1904` for
/// workbooks that count days from then. What is no number stays as it is.
[[nodiscard]] std::string number_text(std::string_view value, NumberShape shape, bool from_1904);

/// The column, from 0, of a reference ("C12" is 2); -1 where it names none.
[[nodiscard]] int column_of(std::string_view reference);

}  // namespace comity::reading
