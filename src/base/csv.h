#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace comity::base {

/// A table with one row of column names (RFC 4180).
struct CsvTable {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;

  /// The index of a column, or npos.
  [[nodiscard]] std::size_t column(std::string_view name) const;
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

/// Reads UTF-8 with LF or CRLF; every row has as many fields as the header. Errors name the line.
[[nodiscard]] Result<CsvTable> parse_csv(std::string_view text);
/// Appends one row, ended by CRLF, quoting where RFC 4180 asks for it.
void append_csv_row(std::string& out, const std::vector<std::string>& fields);

}  // namespace comity::base
