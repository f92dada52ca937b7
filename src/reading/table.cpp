#include "reading/table.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/csv.h"
#include "base/text.h"
#include "reading/encoding.h"
#include "reading/source_lines.h"

namespace comity::reading {
namespace {

using base::ErrorKind;
using model::Block;
using model::Document;

constexpr std::array<char, 3> kDelimiters = {',', ';', '\t'};
constexpr std::size_t kLooked = 50;  // rows by which the delimiter is chosen

std::string_view name_of(char delimiter) {
  if (delimiter == ';') return "semicolons";
  return delimiter == '\t' ? "tabs" : "commas";
}

bool is_blank(const std::vector<std::string>& row) {
  return row.size() == 1 && base::trimmed(std::string_view(row[0])).empty();
}

// How many fields the first rows have between such delimiters; 0 where the rows differ.
struct Width {
  std::size_t fields = 0;  // of most rows
  std::size_t alike = 0;   // rows with so many
  std::size_t rows = 0;
};

Width width_of(std::string_view text, char delimiter) {
  base::CsvRows rows(text, delimiter);
  std::vector<std::size_t> widths;
  for (std::vector<std::string> row; widths.size() < kLooked;) {
    const auto more = rows.next(row);
    if (!more || !*more) break;
    if (!is_blank(row)) widths.push_back(row.size());
  }
  Width out;
  out.rows = widths.size();
  for (const auto width : widths) {
    const auto alike = static_cast<std::size_t>(std::count(widths.begin(), widths.end(), width));
    if (alike > out.alike) out = {width, alike, widths.size()};
  }
  return out;
}

// The delimiter between which most rows have the same number of fields, and more than one.
char delimiter_of(std::string_view text, char expected) {
  char best = expected;
  auto width = width_of(text, expected);
  for (const char delimiter : kDelimiters) {
    const auto other = width_of(text, delimiter);
    if (other.fields < 2) continue;
    const bool better = other.alike * (width.rows + 1) > width.alike * (other.rows + 1);
    if (width.fields < 2 || better) {
      best = delimiter;
      width = other;
    }
  }
  return best;
}

// Excel's own first line "sep=;" says it and is no row.
char said_delimiter(std::string_view& text) {
  if (text.size() < 6 || base::lower_ascii(text.substr(0, 4)) != "sep=") return '\0';
  const auto end = text.find_first_of("\r\n");
  if (end != 5) return '\0';
  const char said = text[4];
  text.remove_prefix(text.substr(end).starts_with("\r\n") ? end + 2 : end + 1);
  return said;
}

model::Finding ragged(std::size_t line, std::size_t fields, std::size_t columns) {
  return {"table.ragged",
          "",
          {},
          std::to_string(line),
          std::to_string(fields) + " / " + std::to_string(columns)};
}

/// A row whose quotation marks do not match, as it stands between its delimiters; the finding says
/// which row of the file it is.
void add_broken_row(base::CsvRows& rows, char delimiter, Grid& grid, Document& document,
                    std::uint32_t number) {
  const auto line = rows.skip_line();
  for (const auto field : base::split(line, delimiter)) grid.add(text_cell(field).runs, 1, 1);
  grid.end_row();
  number_last_row(document.blocks.back(), number);
  document.findings.push_back(
      {"table.broken-row", "", {}, std::to_string(rows.line()), std::to_string(number)});
}

base::Result<void> read_rows(std::string_view text, char delimiter, Document& document) {
  auto& block = document.blocks.emplace_back();
  block.kind = model::BlockKind::table;
  block.places.emplace_back();
  base::CsvRows rows(text, delimiter);
  Grid grid(block.rows);
  bool told = false;
  std::size_t broken = 0;
  std::uint32_t number = 0;
  for (std::vector<std::string> row;;) {
    auto more = rows.next(row);
    ++number;
    if (!more && !block.rows.empty() && ++broken <= kMostBrokenRows) {
      add_broken_row(rows, delimiter, grid, document, number);
      continue;
    }
    if (!more) {
      auto error = std::move(more).error();
      error.kind = ErrorKind::corrupt;
      return tl::unexpected<base::Error>(std::move(error));
    }
    if (!*more) return {};
    if (is_blank(row)) continue;
    for (const auto& field : row) grid.add(text_cell(base::from_defused(field)).runs, 1, 1);
    grid.end_row();
    number_last_row(block, number);
    if (grid.cells() > kMostCells) return too_many_cells();
    const auto columns = block.rows.front().size();
    if (!told && row.size() != columns) {
      document.findings.push_back(ragged(rows.line(), row.size(), columns));
      told = true;
    }
  }
}

}  // namespace

void Grid::pass_held() {
  while (row_.size() < held_.size() && held_[row_.size()] > 0) {
    --held_[row_.size()];
    row_.emplace_back();
  }
}

void Grid::add(std::vector<model::Run> runs, std::size_t columns, std::size_t rows) {
  pass_held();
  const auto first = row_.size();
  row_.push_back({std::move(runs)});
  row_.resize(first + columns);
  if (rows < 2) return;
  if (held_.size() < row_.size()) held_.resize(row_.size());
  for (std::size_t i = first; i < row_.size(); ++i) held_[i] = rows - 1;
}

void Grid::end_row() {
  pass_held();
  cells_ += row_.size();
  rows_.push_back(std::exchange(row_, {}));
}

model::Cell text_cell(std::string_view text) {
  auto clean = base::collapsed(cleaned(text));
  if (clean.empty()) return {};
  return {{{std::move(clean), {}, {}}}};
}

void number_last_row(model::Block& table, std::uint32_t number) {
  const auto row = static_cast<std::uint32_t>(table.rows.size());
  if (row == 0 || table.row_numbers.size() >= kMostRowNumbers) return;
  if (model::number_of_row(table.row_numbers, row) == number) return;
  table.row_numbers.push_back({row, number});
}

tl::unexpected<base::Error> too_many_cells() {
  return base::fail(ErrorKind::too_large,
                    "the tables have more than " + std::to_string(kMostCells) + " cells", {},
                    "split the file, or import it by itself");
}

Delimited delimited(std::string_view text, bool tabs) {
  if (const char said = said_delimiter(text); said != '\0') return {said, true, text};
  return {delimiter_of(text, tabs ? '\t' : ','), false, text};
}

base::Result<Document> read_table(std::string_view bytes, bool tabs) {
  COMITY_TRY(auto decoded, decoded_text(bytes));
  Document document;
  document.media_type = tabs ? "text/tab-separated-values" : "text/csv";
  if (decoded.finding) document.findings.push_back(*std::move(decoded.finding));
  const auto [delimiter, said, rows] = delimited(decoded.text, tabs);
  if (!said && delimiter != (tabs ? '\t' : ',')) {
    document.findings.push_back({"table.delimiter", "", {}, "", std::string(name_of(delimiter))});
  }
  COMITY_CHECK(read_rows(rows, delimiter, document));
  return document;
}

bool looks_like_table(std::string_view text) {
  constexpr std::size_t kHead = 4096;
  if (text.size() > kHead) text = text.substr(0, text.substr(0, kHead).rfind('\n') + 1);
  return std::any_of(kDelimiters.begin(), kDelimiters.end(), [&](char delimiter) {
    const auto width = width_of(text, delimiter);
    return width.fields >= 3 && width.rows >= 3 && width.alike == width.rows;
  });
}

}  // namespace comity::reading
