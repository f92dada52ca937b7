#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "render/xlsx.h"

// The rows of the record's tables, as every format writes them.
namespace comity::render {

/// A column, and for people what it holds.
struct Column {
  std::string_view name;
  std::string_view holds;
  double width = 12;  ///< in a workbook
};

/// What one column says of a row, as long as the row lives: a text, a number (0 where it is not
/// known), a list.
using Field = std::variant<std::string_view, int, std::span<const std::string>>;

/// The header row, ended by CRLF.
[[nodiscard]] std::string csv_header(std::span<const Column> columns);
/// Appends one row (RFC 4180); lists are joined by ";".
void append_csv(std::string& out, std::span<const Field> row);
/// Appends one JSON object with the names of the columns, and a line feed; lists are arrays,
/// numbers that are not known are null.
void append_json(std::string& out, std::span<const Column> columns, std::span<const Field> row);
/// Opens a sheet with the names of the columns.
[[nodiscard]] base::Status begin_table(Xlsx& workbook, std::string_view sheet,
                                       std::span<const Column> columns);
/// One row with what the CSV has; numbers are numbers, labels such as "119.10" are not.
[[nodiscard]] base::Status add_row(Xlsx& workbook, std::span<const Field> row);

}  // namespace comity::render
