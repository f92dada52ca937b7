#pragma once

#include <string>

namespace comity::reading {

/// A list's number in small Roman numerals ("iv"); in figures outside 1 to 3,999.
[[nodiscard]] std::string in_roman(long number);

/// The Latin letters of a text in capitals.
[[nodiscard]] std::string in_capitals(std::string text);

}  // namespace comity::reading
