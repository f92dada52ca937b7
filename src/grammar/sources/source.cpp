#include "grammar/sources/source.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "grammar/reviews/review_states.h"
#include "grammar/sources/source_columns.h"
#include "grammar/sources/source_rows.h"

namespace comity::grammar {
namespace {

using model::ColumnMapping;
using model::SourceColumn;
using model::SourceTable;

constexpr std::size_t kLooked = 50;  // rows by which columns are guessed
constexpr std::string_view kSourceRules = "source.";
constexpr std::string_view kSheetRules = "source.sheets-";

/// The first table with more than one row, of which `header` has the names of the columns.
struct TableAt {
  const model::Paragraph* table = nullptr;
  std::size_t header = 0;

  [[nodiscard]] std::vector<std::string> names() const {
    return model::cells_of(table->rows[header]);
  }
};

std::optional<TableAt> table_of(const model::Reading& reading, std::size_t header) {
  const auto found = std::find_if(
      reading.paragraphs.begin(), reading.paragraphs.end(),
      [](const model::Paragraph& each) { return each.kind == model::ParagraphKind::table; });
  if (found == reading.paragraphs.end() || found->rows.size() < header + 2) return std::nullopt;
  return TableAt{&*found, header};
}

std::vector<std::vector<std::string>> first_rows(const TableAt& at) {
  std::vector<std::vector<std::string>> rows;
  for (auto i = at.header + 1; i < at.table->rows.size() && rows.size() < kLooked; ++i) {
    rows.push_back(model::cells_of(at.table->rows[i]));
  }
  return rows;
}

bool has(const ColumnMapping& mapping, SourceColumn column) {
  return mapping.columns.contains(column) || mapping.constants.contains(column);
}

/// Whether most texts end with the States that recommend.
bool texts_name_states(const ColumnMapping& mapping, const TableAt& table,
                       const names::Register& states) {
  const auto text = mapping.columns.find(SourceColumn::text);
  if (text == mapping.columns.end()) return false;
  const auto rows = first_rows(table);
  const auto named = std::count_if(rows.begin(), rows.end(), [&](const auto& row) {
    return text->second < row.size() && !state_groups(row[text->second], states).empty();
  });
  return 2 * static_cast<std::size_t>(named) >= rows.size();
}

/// Whether the first text says from which document its answer is, which tells the cycle.
bool texts_say_cycle(const ColumnMapping& mapping, const TableAt& table) {
  const auto text = mapping.columns.find(SourceColumn::text);
  if (text == mapping.columns.end()) return false;
  const auto rows = first_rows(table);
  return std::any_of(rows.begin(), rows.end(), [&](const auto& row) {
    return text->second < row.size() &&
           cycle_by_symbol(position_from(row[text->second]).symbol) > 0;
  });
}

/// What is lacking for a table of recommendations, as it is called best.
std::vector<std::string_view> lacking(const ColumnMapping& mapping, const TableAt& table,
                                      const names::Register& states) {
  std::vector<std::string_view> names;
  const bool symbol = has(mapping, SourceColumn::symbol);
  const bool other = has(mapping, SourceColumn::mechanism);
  if (!has(mapping, SourceColumn::state) && !symbol) names.push_back("state_under_review");
  if (!has(mapping, SourceColumn::by) && !other && !texts_name_states(mapping, table, states)) {
    names.push_back("recommending_state");
  }
  if (!mapping.columns.contains(SourceColumn::text)) names.push_back("recommendation");
  const bool time = texts_say_cycle(mapping, table) || has(mapping, SourceColumn::session) ||
                    has(mapping, SourceColumn::cycle) || has(mapping, SourceColumn::date);
  if (!time && !symbol && !other) names.push_back("session");
  return names;
}

/// Whether the names are those of no other kind of table.
bool speaks_of_recommendations(const ColumnMapping& mapping) {
  constexpr SourceColumn kOwn[] = {SourceColumn::by, SourceColumn::response, SourceColumn::session,
                                   SourceColumn::cycle, SourceColumn::mechanism};
  return mapping.columns.size() > 1 &&
         std::any_of(std::begin(kOwn), std::end(kOwn),
                     [&](SourceColumn column) { return mapping.columns.contains(column); });
}

/// The row of a table that names columns as tables of recommendations do: titles may stand above.
std::optional<std::size_t> header_in(const model::Paragraph& table) {
  for (std::size_t i = 0; i + 1 < table.rows.size() && i < kHeaderRows; ++i) {
    if (speaks_of_recommendations(columns_by_name(model::cells_of(table.rows[i])))) return i;
  }
  return std::nullopt;
}

/// A sheet of a workbook, or a table of a document, with the heading over it.
struct Sheet {
  std::size_t paragraph = 0;
  std::string name;
  std::optional<std::size_t> header;
};

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

/// A sheet by its name, or, where it has none, by what stands in its first cell.
std::string called(const Sheet& sheet, const model::Paragraph& table) {
  auto name = sheet.name;
  const bool cells = !table.rows.empty() && !table.rows.front().empty();
  if (name.empty() && cells) name = model::text_of(table.rows.front().front().runs);
  return "“" + name + "”";
}

/// Which sheets were made one table, for the rows of each to be found again in the file.
struct JoinedSheets {
  std::size_t header = 0;  ///< of the first
  std::vector<model::SourceSheet> sheets;
};

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

/// The same of a table by itself; none where its rows are numbered as they stand.
std::vector<model::SourceSheet> stretches_of(const model::Paragraph& table) {
  std::vector<model::SourceSheet> sheets;
  if (!table.row_numbers.empty()) add_stretches(sheets, {}, table, 0, 1);
  return sheets;
}

/// Makes one table of a workbook's: the first that speaks of recommendations stands first, with the
/// rows of all that have its columns. A review as we export it has a sheet for each list.
JoinedSheets join_sheets(model::Reading& reading) {
  auto& tables = reading.paragraphs;
  const auto sheets = sheets_of(reading);
  const auto first = std::find_if(sheets.begin(), sheets.end(),
                                  [](const Sheet& each) { return each.header.has_value(); });
  if (first == sheets.end()) return {};
  JoinedSheets joined{*first->header, {}};
  const auto names = model::cells_of(tables[first->paragraph].rows[joined.header]);
  std::vector<std::size_t> taken;
  std::size_t count = 0;
  std::string passed;
  for (auto sheet = sheets.begin(); sheet != sheets.end(); ++sheet) {
    auto& table = tables[sheet->paragraph];
    const bool same = sheet->header && model::cells_of(table.rows[*sheet->header]) == names;
    if (!same) {
      if (sheet < first) passed += (passed.empty() ? "" : ", ") + called(*sheet, table);
      continue;
    }
    auto& rows = tables[first->paragraph].rows;
    const auto from = sheet == first ? 0 : *sheet->header + 1;
    ++count;
    add_stretches(joined.sheets, sheet->name, table, from, sheet == first ? 1 : rows.size() + 1);
    if (sheet == first) continue;
    std::move(table.rows.begin() + static_cast<std::ptrdiff_t>(from), table.rows.end(),
              std::back_inserter(rows));
    taken.push_back(sheet->paragraph);
  }
  if (count > 1) {
    reading.findings.push_back({"source.sheets-joined", "", {}, std::to_string(count), ""});
  }
  if (!passed.empty()) {
    reading.findings.push_back({"source.sheets-passed", "", {}, std::move(passed), first->name});
  }
  if (sheets.size() == 1) joined.sheets = stretches_of(tables[first->paragraph]);
  for (auto at = taken.rbegin(); at != taken.rend(); ++at) {
    tables.erase(tables.begin() + static_cast<std::ptrdiff_t>(*at));
  }
  const auto main = tables.begin() + static_cast<std::ptrdiff_t>(first->paragraph);
  std::rotate(tables.begin(), main, main + 1);
  return joined;
}

/// Rows that the reader could not part into cells as they are quoted, by their number in the file.
std::set<std::uint32_t> broken_rows(const model::Reading& reading) {
  std::set<std::uint32_t> rows;
  for (const auto& finding : reading.findings) {
    if (finding.rule != "table.broken-row") continue;
    std::uint32_t row = 0;
    std::from_chars(finding.assumed.data(), finding.assumed.data() + finding.assumed.size(), row);
    rows.insert(row);
  }
  return rows;
}

/// Of two columns of one name the first is read.
void tell_names_given_twice(model::Reading& reading, const std::vector<std::string>& names) {
  std::set<std::string_view> once;
  for (const auto& name : names) {
    if (name.empty() || once.insert(name).second) continue;
    reading.findings.push_back({"source.name-twice", "", {}, name, ""});
  }
}

void read_rows(model::Reading& reading, const TableAt& at, SourceTable source,
               const names::Register& states) {
  const auto names = at.names();
  const auto broken = broken_rows(reading);
  SourceRows rows(source, names, states);
  for (auto i = at.header + 1; i < at.table->rows.size(); ++i) {
    const auto row = static_cast<std::uint32_t>(i + 1);
    if (broken.contains(model::number_of_row(at.table->row_numbers, row))) {
      rows.refuse(row, "source.broken-quotes");
    } else {
      rows.take(row, model::cells_of(at.table->rows[i]));
    }
  }
  tell_names_given_twice(reading, names);
  for (auto& finding : rows.findings()) reading.findings.push_back(std::move(finding));
  if (!source.refused.empty()) {
    reading.findings.push_back(
        {"source.refused", "", {}, std::to_string(source.refused.size()), ""});
  }
  reading.source = std::move(source);
}

SourceTable source_of(const model::Reading& reading, const TableAt& at, ColumnMapping mapping) {
  SourceTable source;
  source.paragraph = static_cast<std::uint32_t>(at.table - reading.paragraphs.data());
  source.header = static_cast<std::uint32_t>(at.header);
  source.columns = std::move(mapping.columns);
  source.constants = std::move(mapping.constants);
  return source;
}

}  // namespace

void read_source(model::Reading& reading, const names::Register& states) {
  auto joined = join_sheets(reading);
  const auto at = table_of(reading, joined.header);
  if (!at) return;
  const auto names = at->names();
  auto mapping = columns_by_name(names);
  if (!speaks_of_recommendations(mapping)) return;
  if (!lacking(mapping, *at, states).empty()) {
    const auto more = columns_by_content(mapping, names, first_rows(*at), states);
    if (lacking(more, *at, states).size() < 2 && mapping.columns.contains(SourceColumn::text)) {
      mapping = more;
    }
  }
  const auto lacks = lacking(mapping, *at, states);
  if (lacks.size() > 1) return;
  if (!lacks.empty()) {
    reading.findings.push_back({"source.missing-column", "", {}, std::string(lacks.front()), ""});
    return;
  }
  auto source = source_of(reading, *at, std::move(mapping));
  source.sheets = std::move(joined.sheets);
  read_rows(reading, *at, std::move(source), states);
}

void read_source_as(model::Reading& reading, const names::Register& states,
                    const model::ColumnMapping& mapping, std::size_t header) {
  const auto at = table_of(reading, header);
  if (!at) return;
  std::erase_if(reading.findings, [](const model::Finding& each) {
    return each.rule.starts_with(kSourceRules) && !each.rule.starts_with(kSheetRules);
  });
  auto sheets = reading.source ? std::move(reading.source->sheets) : stretches_of(*at->table);
  reading.source.reset();
  auto known = mapping;
  const auto width = at->table->rows[header].size();
  std::erase_if(known.columns, [&](const auto& each) { return each.second >= width; });
  const auto lacks = lacking(known, *at, states);
  if (!lacks.empty()) {
    reading.findings.push_back({"source.missing-column", "", {}, std::string(lacks.front()), ""});
    return;
  }
  auto source = source_of(reading, *at, std::move(known));
  source.sheets = std::move(sheets);
  source.told = true;
  read_rows(reading, *at, std::move(source), states);
}

model::ColumnMapping named_columns(const std::vector<std::string>& names) {
  return columns_by_name(names);
}

model::ColumnMapping guessed_columns(const model::Reading& reading, const names::Register& states,
                                     std::size_t header) {
  const auto at = table_of(reading, header);
  if (!at) return {};
  const auto names = at->names();
  return columns_by_content(columns_by_name(names), names, first_rows(*at), states);
}

}  // namespace comity::grammar
