#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/document.h"

namespace comity::reading {

/// The most cells that the tables of one file hold: what a stored reading has room for
/// (docs/formats/reading.md), at two values a cell and one a row.
constexpr std::size_t kMostCells = 800'000;

/// Rows of cells, where one may reach over others to its right and below; those are empty.
class Grid {
 public:
  explicit Grid(std::vector<std::vector<model::Cell>>& rows) : rows_(rows) {}

  void add(std::vector<model::Run> runs, std::size_t columns, std::size_t rows);
  void end_row();
  [[nodiscard]] std::size_t cells() const { return cells_; }

 private:
  void pass_held();

  std::vector<std::vector<model::Cell>>& rows_;
  std::vector<model::Cell> row_;
  std::vector<std::size_t> held_;  ///< for each column, how many rows a cell above still takes
  std::size_t cells_ = 0;
};

/// A cell of plain text, cleaned; empty where the text is.
[[nodiscard]] model::Cell text_cell(std::string_view text);

/// Says what the last row of a table is numbered in the file, where it does not follow from the
/// rows before it. Only so many times in one table: readings have room for that many.
void number_last_row(model::Block& table, std::uint32_t number);
constexpr std::size_t kMostRowNumbers = 20'000;

[[nodiscard]] tl::unexpected<base::Error> too_many_cells();

/// A table in CSV or TSV as a Document of one table. Encoding and delimiter (comma, semicolon, tab)
/// are guessed; what is not told by the file or its kind is told as a finding: "text.encoding",
/// "table.delimiter", "table.ragged", "table.broken-row" (up to 200 rows whose quotation marks do
/// not match are taken as they stand). `tabs` says that the file's name promises tabs. Pure.
/// Errors: corrupt where quotation marks do not match in the first row or in more, with the line;
/// too_large; unsupported as of
/// guess_encoding().
[[nodiscard]] base::Result<model::Document> read_table(std::string_view bytes, bool tabs);

/// Between what the fields of a table's text stand, and where its rows begin.
struct Delimited {
  char delimiter = ',';
  bool said = false;  ///< by a first line "sep=;", which is no row
  std::string_view rows;
};
[[nodiscard]] Delimited delimited(std::string_view text, bool tabs);

/// Rows whose quotation marks do not match are taken as they stand, up to so many in one table.
constexpr std::size_t kMostBrokenRows = 200;

/// Whether a text looks like a table: three rows or more, each of the same three fields or more
/// between delimiters of one kind.
[[nodiscard]] bool looks_like_table(std::string_view text);

}  // namespace comity::reading
