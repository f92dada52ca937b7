#include "service/sources/refused_rows.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/csv.h"
#include "grammar/findings.h"

namespace comity::service {
namespace {

using base::Result;
using Cells = std::vector<std::string>;

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

/// One table with its cells, the column of reasons left out: a file of refused rows that is given
/// again has it already.
class Table {
 public:
  explicit Table(std::shared_ptr<const model::Reading> reading) : reading_(std::move(reading)) {
    const auto& source = *reading_->source;
    if (source.paragraph >= reading_->paragraphs.size()) return;
    rows_ = &reading_->paragraphs[source.paragraph].rows;
    if (source.header >= rows_->size()) return;
    names_ = model::cells_of(header());
    const auto found = std::find(names_.begin(), names_.end(), model::kReasonColumn);
    if (found == names_.end()) return;
    reason_ = static_cast<std::size_t>(found - names_.begin());
    names_.erase(found);
  }

  [[nodiscard]] const Cells& names() const { return names_; }
  [[nodiscard]] const std::vector<model::RefusedRow>& refused() const {
    return reading_->source->refused;
  }
  [[nodiscard]] std::size_t rows() const { return rows_ == nullptr ? 0 : rows_->size(); }
  /// The number of the row under the names of the columns.
  [[nodiscard]] std::uint32_t first_row() const { return reading_->source->header + 2; }
  /// Where a row stands in the file: "row 12", "4 noted, row 3".
  [[nodiscard]] std::string place_of(std::uint32_t row, model::Language language) const {
    const auto place = model::place_of_row(*reading_->source, row);
    return grammar::sentence_of({place.sheet.empty() ? "source.at-row" : "source.at-sheet-row",
                                 {},
                                 {},
                                 place.sheet,
                                 std::to_string(place.row)},
                                language);
  }

  /// As many as there are names, or more.
  [[nodiscard]] Cells cells(std::uint32_t row) const {
    if (row == 0 || row > rows()) return {};
    auto cells = model::cells_of((*rows_)[row - 1]);
    if (reason_ < cells.size()) cells.erase(cells.begin() + static_cast<std::ptrdiff_t>(reason_));
    if (cells.size() < names_.size()) cells.resize(names_.size());
    return cells;
  }

  /// The column by which a mended row is known again: of a row without a text nothing is left that
  /// tells it from others.
  [[nodiscard]] std::size_t column_of(const model::RefusedRow& row) const {
    const auto place = column(row.column);
    const auto& columns = reading_->source->columns;
    const auto text = columns.find(model::SourceColumn::text);
    const bool is_text = text != columns.end() && name_at(text->second) == row.column;
    return is_text ? kNone : place;
  }

 private:
  [[nodiscard]] std::string name_at(std::size_t column) const {
    if (rows_ == nullptr || rows() < first_row() - 1 || column >= header().size()) return {};
    return model::text_of(header()[column].runs);
  }

  [[nodiscard]] const std::vector<model::Cell>& header() const {
    return (*rows_)[reading_->source->header];
  }

  [[nodiscard]] std::size_t column(std::string_view name) const {
    const auto found = std::find(names_.begin(), names_.end(), name);
    return found == names_.end() ? kNone : static_cast<std::size_t>(found - names_.begin());
  }

  std::shared_ptr<const model::Reading> reading_;
  const std::vector<std::vector<model::Cell>>* rows_ = nullptr;
  Cells names_;
  std::size_t reason_ = kNone;
};

/// A row as one text, without what stands in one of its columns.
std::string text_without(Cells cells, std::size_t column) {
  if (column < cells.size()) cells[column].clear();
  std::string text = std::to_string(column);
  for (const auto& cell : cells) text += '\n' + cell;
  return text;
}

/// The columns in which rows were refused.
std::set<std::size_t> columns_refused(const std::vector<Table>& tables) {
  std::set<std::size_t> columns;
  for (const auto& table : tables) {
    for (const auto& row : table.refused()) columns.insert(table.column_of(row));
  }
  columns.erase(kNone);
  return columns;
}

/// What a table took, but for each of these columns.
void add_taken(const Table& table, const std::set<std::size_t>& columns,
               std::set<std::string>& taken) {
  auto refused = table.refused().begin();
  for (auto row = table.first_row(); row <= table.rows(); ++row) {
    while (refused != table.refused().end() && refused->row < row) ++refused;
    if (refused != table.refused().end() && refused->row == row) continue;
    for (const auto column : columns) taken.insert(text_without(table.cells(row), column));
  }
}

/// The lines of each table, the last first: what was mended is known from those that came later.
std::vector<std::string> lines_of(const std::vector<Table>& tables, model::Language language) {
  const auto columns = tables.size() > 1 ? columns_refused(tables) : std::set<std::size_t>();
  std::set<std::string> taken_later;
  std::map<Cells, std::size_t> once;  ///< where a row stands among the lines
  std::vector<std::string> lines;
  for (auto table = tables.rbegin(); table != tables.rend(); ++table) {
    std::vector<std::string> own;
    for (const auto& row : table->refused()) {
      auto cells = table->cells(row.row);
      if (cells.empty()) continue;
      const auto column = table->column_of(row);
      if (column != kNone && taken_later.contains(text_without(cells, column))) continue;
      if (tables.size() > 1 && !once.emplace(cells, 0).second) continue;
      cells.insert(cells.begin() + static_cast<std::ptrdiff_t>(table->names().size()),
                   grammar::sentence_of({row.rule, "", {}, row.saw, row.column}, language) + " (" +
                       table->place_of(row.row, language) + ")");
      for (auto& cell : cells) cell = base::defused(cell);
      base::append_csv_row(own.emplace_back(), cells);
    }
    lines.insert(lines.begin(), own.begin(), own.end());
    if (!columns.empty()) add_taken(*table, columns, taken_later);
  }
  return lines;
}

}  // namespace

Result<StoredFile> refused_of_family(const Installation& installation,
                                     const std::vector<store::SourceRecord>& sources,
                                     const store::SourceRecord& source, model::Language language) {
  std::vector<const store::SourceRecord*> kin;
  for (const auto& each : sources) {
    if (each.family == source.family) kin.push_back(&each);
  }
  std::sort(kin.begin(), kin.end(), [](const auto* a, const auto* b) {
    return std::pair(a->work.space, a->work.id) < std::pair(b->work.space, b->work.id);
  });
  std::vector<Table> tables;
  for (const auto* each : kin) {
    COMITY_TRY(auto reading, installation.store().reading(each->work.reading));
    if (reading->source) tables.emplace_back(std::move(reading));
  }
  std::string csv;
  if (!tables.empty()) {
    auto names = tables.front().names();
    names.emplace_back(model::kReasonColumn);
    base::append_csv_row(csv, names);
    for (const auto& line : lines_of(tables, language)) csv += line;
  }
  return StoredFile{"text/csv; charset=utf-8", source.work.title + "-refused.csv", "",
                    std::make_shared<const std::string>(std::move(csv))};
}

}  // namespace comity::service
