#include "grammar/sources/source.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <utility>

#include "grammar/reviews/review_states.h"
#include "grammar/sources/source_columns.h"
#include "grammar/sources/source_rows.h"
#include "grammar/sources/source_sheets.h"

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
