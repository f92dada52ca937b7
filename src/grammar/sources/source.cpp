#include "grammar/sources/source.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <set>

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

const model::Paragraph* table_of(const model::Reading& reading) {
  const auto found = std::find_if(
      reading.paragraphs.begin(), reading.paragraphs.end(),
      [](const model::Paragraph& each) { return each.kind == model::ParagraphKind::table; });
  return found == reading.paragraphs.end() || found->rows.size() < 2 ? nullptr : &*found;
}

std::vector<std::vector<std::string>> first_rows(const model::Paragraph& table) {
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 1; i < table.rows.size() && rows.size() < kLooked; ++i) {
    rows.push_back(model::cells_of(table.rows[i]));
  }
  return rows;
}

bool has(const ColumnMapping& mapping, SourceColumn column) {
  return mapping.columns.contains(column) || mapping.constants.contains(column);
}

/// Whether most texts end with the States that recommend.
bool texts_name_states(const ColumnMapping& mapping, const model::Paragraph& table,
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
bool texts_say_cycle(const ColumnMapping& mapping, const model::Paragraph& table) {
  const auto text = mapping.columns.find(SourceColumn::text);
  if (text == mapping.columns.end()) return false;
  const auto rows = first_rows(table);
  return std::any_of(rows.begin(), rows.end(), [&](const auto& row) {
    return text->second < row.size() &&
           cycle_by_symbol(position_from(row[text->second]).symbol) > 0;
  });
}

/// What is lacking for a table of recommendations, as it is called best.
std::vector<std::string_view> lacking(const ColumnMapping& mapping, const model::Paragraph& table,
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

/// Makes one table of a workbook's: the first that speaks of recommendations stands first, with the
/// rows of all that have its columns. A review as we export it has a sheet for each list.
void join_sheets(model::Reading& reading) {
  auto& tables = reading.paragraphs;
  const auto names_of = [](const model::Paragraph& table) {
    return table.rows.empty() ? std::vector<std::string>() : model::cells_of(table.rows.front());
  };
  const auto first = std::find_if(tables.begin(), tables.end(), [&](const auto& each) {
    return each.rows.size() > 1 && speaks_of_recommendations(columns_by_name(names_of(each)));
  });
  if (first == tables.end()) return;
  std::rotate(tables.begin(), first, first + 1);
  const auto names = names_of(tables.front());
  const auto others = std::stable_partition(
      tables.begin() + 1, tables.end(), [&](const auto& each) { return names_of(each) == names; });
  const auto joined = others - tables.begin();
  for (auto table = tables.begin() + 1; table != others; ++table) {
    std::move(table->rows.begin() + 1, table->rows.end(), std::back_inserter(tables.front().rows));
  }
  tables.erase(tables.begin() + 1, others);
  if (joined > 1) {
    reading.findings.push_back({"source.sheets-joined", "", {}, std::to_string(joined), ""});
  }
}

/// Rows that the reader could not part into cells as they are quoted, by their number.
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

void read_rows(model::Reading& reading, const model::Paragraph& table, SourceTable source,
               const names::Register& states) {
  const auto names = model::cells_of(table.rows.front());
  const auto broken = broken_rows(reading);
  SourceRows rows(source, names, states);
  for (std::size_t i = 1; i < table.rows.size(); ++i) {
    const auto row = static_cast<std::uint32_t>(i + 1);
    if (broken.contains(row)) {
      rows.refuse(row, "source.broken-quotes");
    } else {
      rows.take(row, model::cells_of(table.rows[i]));
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

SourceTable source_of(const model::Reading& reading, const model::Paragraph& table,
                      ColumnMapping mapping) {
  SourceTable source;
  source.paragraph = static_cast<std::uint32_t>(&table - reading.paragraphs.data());
  source.columns = std::move(mapping.columns);
  source.constants = std::move(mapping.constants);
  return source;
}

}  // namespace

void read_source(model::Reading& reading, const names::Register& states) {
  join_sheets(reading);
  const auto* table = table_of(reading);
  if (table == nullptr) return;
  const auto names = model::cells_of(table->rows.front());
  auto mapping = columns_by_name(names);
  if (!speaks_of_recommendations(mapping)) return;
  if (!lacking(mapping, *table, states).empty()) {
    const auto more = columns_by_content(mapping, names, first_rows(*table), states);
    if (lacking(more, *table, states).size() < 2 && mapping.columns.contains(SourceColumn::text)) {
      mapping = more;
    }
  }
  const auto lacks = lacking(mapping, *table, states);
  if (lacks.size() > 1) return;
  if (!lacks.empty()) {
    reading.findings.push_back({"source.missing-column", "", {}, std::string(lacks.front()), ""});
    return;
  }
  read_rows(reading, *table, source_of(reading, *table, std::move(mapping)), states);
}

void read_source_as(model::Reading& reading, const names::Register& states,
                    const model::ColumnMapping& mapping) {
  const auto* table = table_of(reading);
  if (table == nullptr) return;
  std::erase_if(reading.findings,
                [](const model::Finding& each) { return each.rule.starts_with(kSourceRules); });
  reading.source.reset();
  auto known = mapping;
  const auto width = table->rows.front().size();
  std::erase_if(known.columns, [&](const auto& each) { return each.second >= width; });
  const auto lacks = lacking(known, *table, states);
  if (!lacks.empty()) {
    reading.findings.push_back({"source.missing-column", "", {}, std::string(lacks.front()), ""});
    return;
  }
  auto source = source_of(reading, *table, std::move(known));
  source.told = true;
  read_rows(reading, *table, std::move(source), states);
}

model::ColumnMapping guessed_columns(const model::Reading& reading, const names::Register& states) {
  const auto* table = table_of(reading);
  if (table == nullptr) return {};
  const auto names = model::cells_of(table->rows.front());
  return columns_by_content(columns_by_name(names), names, first_rows(*table), states);
}

}  // namespace comity::grammar
