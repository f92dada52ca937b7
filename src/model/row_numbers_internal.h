#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "model/document.h"
#include "model/json_source_internal.h"

// The numbers of a table's rows, as docs/formats/reading.md has them.
namespace comity::model {

[[nodiscard]] inline std::vector<RowNumber> read_row_numbers(Source& s, const base::Json& json) {
  return s.all<RowNumber>(json, "row_numbers", [](Source& source, const base::Json& pair) {
    const base::JsonArray& values = source.array(pair, "row_numbers");
    if (values.size() == 2) {
      return RowNumber{source.integer<std::uint32_t>(values[0], "row_numbers"),
                       source.integer<std::uint32_t>(values[1], "row_numbers")};
    }
    source.refuse("numbers a row without its place or number", "row_numbers");
    return RowNumber{};
  });
}

/// Each is of one of so many rows, and behind the one before it.
inline void check_row_numbers(Source& s, const std::vector<RowNumber>& numbers, std::size_t rows) {
  std::uint32_t last = 0;
  for (const auto& each : numbers) {
    if (each.row <= last || each.row > rows) {
      s.refuse("numbers rows that are not there, or out of order", "row_numbers");
    }
    last = each.row;
  }
}

}  // namespace comity::model
