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

/// The rows of a delimited table (RFC 4180), one at a time: ended by LF, CRLF or CR, of any number
/// of fields. The text must outlive it.
class CsvRows {
 public:
  explicit CsvRows(std::string_view text, char delimiter = ',');

  /// Puts the next row's fields into `row`; false after the last. Errors name the line.
  [[nodiscard]] Result<bool> next(std::vector<std::string>& row);
  /// After an error: the line on which the row began, as it stands; next() goes on behind it.
  [[nodiscard]] std::string_view skip_line();
  /// The bytes of the row last given, or skipped, with the end of its line.
  [[nodiscard]] std::string_view bytes() const;
  /// The line, from 1, on which the row last given began.
  [[nodiscard]] std::size_t line() const { return row_line_; }

 private:
  [[nodiscard]] Result<std::string> quoted();
  [[nodiscard]] std::string plain();
  [[nodiscard]] bool at_line_end() const;
  void end_line();

  std::string_view text_;
  char delimiter_;
  std::size_t at_ = 0;
  std::size_t row_at_ = 0;
  std::size_t line_ = 1;
  std::size_t row_line_ = 0;
};

/// Reads UTF-8 with commas; every row has as many fields as the header. Errors name the line.
[[nodiscard]] Result<CsvTable> parse_csv(std::string_view text);
/// Appends one row, ended by CRLF, quoting where RFC 4180 asks for it.
void append_csv_row(std::string& out, const std::vector<std::string>& fields);
/// A text as it stands in a CSV that people open in a spreadsheet: what would be a formula there
/// (it begins with = + - @) has an apostrophe before it. from_defused() gives any text back.
[[nodiscard]] std::string defused(std::string_view text);
[[nodiscard]] std::string_view from_defused(std::string_view text);

}  // namespace comity::base
