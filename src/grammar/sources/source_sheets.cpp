#include "grammar/sources/source_sheets.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <numeric>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "grammar/sources/source.h"
#include "grammar/sources/source_columns.h"

namespace comity::grammar {
namespace {

using model::ColumnMapping;
using model::SourceColumn;

constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);
constexpr std::size_t kMostCompared = 600;  // columns of two sheets: each is held against each

/// A sheet of a workbook, or a table of a document, with the heading over it.
struct Sheet {
  std::size_t paragraph = 0;
  std::string name;
  std::optional<std::size_t> header;
};

/// The row of a table that names columns as tables of recommendations do: titles may stand above.
std::optional<std::size_t> header_in(const model::Paragraph& table) {
  for (std::size_t i = 0; i + 1 < table.rows.size() && i < kHeaderRows; ++i) {
    if (speaks_of_recommendations(columns_by_name(model::cells_of(table.rows[i])))) return i;
  }
  return std::nullopt;
}

std::vector<Sheet> sheets_of(const model::Reading& reading) {
  std::vector<Sheet> sheets;
  std::string name;
  for (std::size_t i = 0; i < reading.paragraphs.size(); ++i) {
    const auto& paragraph = reading.paragraphs[i];
    if (paragraph.kind == model::ParagraphKind::table) {
      sheets.push_back({i, std::exchange(name, {}), header_in(paragraph)});
    } else {
      name = model::text_of(paragraph.runs);
    }
  }
  return sheets;
}

std::string first_cell(const model::Paragraph& table, std::size_t row) {
  if (row >= table.rows.size() || table.rows[row].empty()) return {};
  return model::text_of(table.rows[row].front().runs);
}

/// A sheet by its name, or, where it has none, by what stands in its first cell.
std::string called(const Sheet& sheet, const model::Paragraph& table) {
  return "“" + (sheet.name.empty() ? first_cell(table, 0) : sheet.name) + "”";
}

std::size_t filled_in(const std::vector<model::Cell>& row) {
  return static_cast<std::size_t>(
      std::count_if(row.begin(), row.end(), [](const auto& cell) { return !cell.runs.empty(); }));
}

/// The sheet behind every table that is exported here, which says whence the table comes.
bool is_our_about(const Sheet& sheet, const model::Paragraph& table) {
  return sheet.name == "About" && first_cell(table, 0) == "Source" &&
         first_cell(table, 1) == "Query";
}

/// Whether the first rows of a sheet may be names of columns with a row under them: what is lost
/// with a page of notes is nothing.
bool may_be_table(const model::Paragraph& table) {
  constexpr std::size_t kColumns = 2;
  for (std::size_t i = 0; i + 1 < table.rows.size() && i < kHeaderRows; ++i) {
    if (filled_in(table.rows[i]) >= kColumns && filled_in(table.rows[i + 1]) >= kColumns) {
      return true;
    }
  }
  return false;
}

/// The columns without which a row says something else, or nothing.
bool is_needed(SourceColumn column) {
  constexpr std::array kNeeded = {
      SourceColumn::state, SourceColumn::by,        SourceColumn::text,   SourceColumn::session,
      SourceColumn::cycle, SourceColumn::mechanism, SourceColumn::symbol, SourceColumn::date};
  return std::find(kNeeded.begin(), kNeeded.end(), column) != kNeeded.end();
}

bool mean_the_same(const ColumnMapping& a, const ColumnMapping& b) {
  const auto has_all = [](const ColumnMapping& all, const ColumnMapping& of) {
    return std::all_of(of.columns.begin(), of.columns.end(), [&](const auto& each) {
      return !is_needed(each.first) || all.columns.contains(each.first);
    });
  };
  return has_all(a, b) && has_all(b, a);
}

/// The first sheet's columns, which may become more, and where those of another stand among them.
class CommonColumns {
 public:
  explicit CommonColumns(std::vector<std::string> names)
      : names_(std::move(names)), mapping_(columns_by_name(names_)) {}

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

  /// The place of each column of a sheet; nothing where its columns mean something else.
  [[nodiscard]] std::optional<std::vector<std::size_t>> places_of(
      const std::vector<std::string>& other) {
    if (names_.size() + other.size() > kMostCompared && other != names_) return std::nullopt;
    const auto mapping = columns_by_name(other);
    if (!mean_the_same(mapping_, mapping)) return std::nullopt;
    std::vector<std::size_t> places(other.size(), kNoColumn);
    if (other == names_) {
      std::iota(places.begin(), places.end(), std::size_t{0});
      return places;
    }
    for (const auto& [column, at] : mapping.columns) {
      if (const auto own = mapping_.columns.find(column); own != mapping_.columns.end()) {
        places[at] = own->second;
      }
    }
    auto names = names_;
    for (std::size_t i = 0; i < other.size(); ++i) {
      if (places[i] == kNoColumn) places[i] = place_of_other(names, other[i], places);
    }
    // A name that is added must not take the place of one that is there.
    const auto now = columns_by_name(names);
    const bool kept =
        std::all_of(mapping_.columns.begin(), mapping_.columns.end(), [&](const auto& each) {
          const auto found = now.columns.find(each.first);
          return found != now.columns.end() && found->second == each.second;
        });
    if (!kept) return std::nullopt;
    names_ = std::move(names);
    mapping_ = now;
    return places;
  }

 private:
  /// Of a column that means nothing here: that of the same name, else one more.
  [[nodiscard]] std::size_t place_of_other(std::vector<std::string>& names, const std::string& name,
                                           const std::vector<std::size_t>& taken) const {
    for (std::size_t i = 0; i < names.size(); ++i) {
      const bool means = std::any_of(mapping_.columns.begin(), mapping_.columns.end(),
                                     [&](const auto& each) { return each.second == i; });
      const bool is_free = std::find(taken.begin(), taken.end(), i) == taken.end();
      if (!means && is_free && base::folded(names[i]) == base::folded(name)) return i;
    }
    names.push_back(name);
    return names.size() - 1;
  }

  std::vector<std::string> names_;
  ColumnMapping mapping_;
};

std::vector<model::Cell> rearranged(std::vector<model::Cell> row,
                                    const std::vector<std::size_t>& places) {
  std::vector<model::Cell> out;
  for (std::size_t i = 0; i < row.size(); ++i) {
    // A cell beyond the names belongs to no column of either sheet.
    const auto at = i < places.size() ? places[i] : kNoColumn;
    if (at == kNoColumn || row[i].runs.empty()) continue;
    if (out.size() <= at) out.resize(at + 1);
    out[at] = std::move(row[i]);
  }
  return out;
}

/// Says of the rows of a table from `from` on, from 0, how the file numbers them; the first of them
/// stands as `row`, from 1, in the table that is made of all.
void add_stretches(std::vector<model::SourceSheet>& sheets, const std::string& name,
                   const model::Paragraph& table, std::size_t from, std::size_t row) {
  const auto first = static_cast<std::uint32_t>(from + 1);
  const auto at = static_cast<std::uint32_t>(row);
  sheets.push_back({at, name, model::number_of_row(table.row_numbers, first)});
  for (const auto& each : table.row_numbers) {
    if (each.row > first) sheets.push_back({at + (each.row - first), name, each.number});
  }
}

/// Joins the sheets of a workbook to the first that speaks of recommendations.
class Joining {
 public:
  Joining(model::Reading& reading, const std::vector<Sheet>& sheets, std::size_t first)
      : reading_(reading),
        sheets_(sheets),
        first_(first),
        columns_(model::cells_of(main().rows[*sheets[first].header])) {}

  JoinedSheets join() {
    joined_.header = *sheets_[first_].header;
    for (std::size_t i = 0; i < sheets_.size(); ++i) look_at(i);
    name_columns();
    tell();
    if (sheets_.size() == 1) joined_.sheets = stretches_of(main());
    number_rows();
    put_first();
    return std::move(joined_);
  }

 private:
  [[nodiscard]] model::Paragraph& table_of(std::size_t i) {
    return reading_.paragraphs[sheets_[i].paragraph];
  }
  [[nodiscard]] model::Paragraph& main() { return table_of(first_); }

  void look_at(std::size_t i) {
    const auto& sheet = sheets_[i];
    auto& table = table_of(i);
    if (i == first_) {
      add_stretches(joined_.sheets, sheet.name, table, 0, 1);
      return;
    }
    if (sheet.header) {
      const auto names = model::cells_of(table.rows[*sheet.header]);
      if (const auto places = columns_.places_of(names)) return take(i, names, *places);
    }
    if (i < first_) {
      add_name(passed_, i);
    } else if (sheet.header || (may_be_table(table) && !is_our_about(sheet, table))) {
      add_name(behind_, i);
    }
  }

  void add_name(std::string& list, std::size_t i) {
    list += (list.empty() ? "" : ", ") + called(sheets_[i], table_of(i));
  }

  void take(std::size_t i, const std::vector<std::string>& names,
            const std::vector<std::size_t>& places) {
    auto& table = table_of(i);
    auto& rows = main().rows;
    const auto from = *sheets_[i].header + 1;
    add_stretches(joined_.sheets, sheets_[i].name, table, from, rows.size() + 1);
    const bool same = names == columns_.names();
    for (auto row = table.rows.begin() + static_cast<std::ptrdiff_t>(from); row != table.rows.end();
         ++row) {
      rows.push_back(same ? std::move(*row) : rearranged(std::move(*row), places));
    }
    taken_.push_back(sheets_[i].paragraph);
  }

  /// What other sheets have more stands behind the names of the first.
  void name_columns() {
    auto& header = main().rows[joined_.header];
    for (auto i = header.size(); i < columns_.names().size(); ++i) {
      auto& cell = header.emplace_back();
      if (!columns_.names()[i].empty()) cell.runs.push_back({columns_.names()[i], {}, {}});
    }
  }

  /// As each sheet numbers its own.
  void number_rows() {
    auto& numbers = main().row_numbers;
    if (taken_.empty()) return;
    numbers.clear();
    for (const auto& each : joined_.sheets) numbers.push_back({each.row, each.first});
  }

  void tell() {
    auto& findings = reading_.findings;
    if (!taken_.empty()) {
      findings.push_back({"source.sheets-joined", "", {}, std::to_string(taken_.size() + 1), ""});
    }
    if (!passed_.empty()) {
      findings.push_back({"source.sheets-passed", "", {}, passed_, sheets_[first_].name});
    }
    if (!behind_.empty()) {
      findings.push_back({"source.sheets-behind", "", {}, behind_, sheets_[first_].name});
    }
  }

  void put_first() {
    auto& tables = reading_.paragraphs;
    for (auto at = taken_.rbegin(); at != taken_.rend(); ++at) {
      tables.erase(tables.begin() + static_cast<std::ptrdiff_t>(*at));
    }
    const auto main = tables.begin() + static_cast<std::ptrdiff_t>(sheets_[first_].paragraph);
    std::rotate(tables.begin(), main, main + 1);
  }

  model::Reading& reading_;
  const std::vector<Sheet>& sheets_;
  std::size_t first_;
  CommonColumns columns_;
  JoinedSheets joined_;
  std::vector<std::size_t> taken_;
  std::string passed_, behind_;
};

}  // namespace

bool speaks_of_recommendations(const ColumnMapping& mapping) {
  constexpr SourceColumn kOwn[] = {SourceColumn::by, SourceColumn::response, SourceColumn::session,
                                   SourceColumn::cycle, SourceColumn::mechanism};
  return mapping.columns.size() > 1 &&
         std::any_of(std::begin(kOwn), std::end(kOwn),
                     [&](SourceColumn column) { return mapping.columns.contains(column); });
}

JoinedSheets join_sheets(model::Reading& reading) {
  const auto sheets = sheets_of(reading);
  const auto first = std::find_if(sheets.begin(), sheets.end(),
                                  [](const Sheet& each) { return each.header.has_value(); });
  if (first == sheets.end()) return {};
  return Joining(reading, sheets, static_cast<std::size_t>(first - sheets.begin())).join();
}

std::vector<model::SourceSheet> stretches_of(const model::Paragraph& table) {
  std::vector<model::SourceSheet> sheets;
  if (!table.row_numbers.empty()) add_stretches(sheets, {}, table, 0, 1);
  return sheets;
}

}  // namespace comity::grammar
