#pragma once

#include <string>
#include <utility>
#include <vector>

#include "grammar/parse.h"
#include "model/source.h"
#include "names/register.h"

// Tables of recommendations as the tests of sources give them.
namespace comity::grammar::sources_fixture {

using Rows = std::vector<std::vector<std::string>>;

inline void add_table(model::Document& document, const Rows& rows) {
  auto& block = document.blocks.emplace_back();
  block.kind = model::BlockKind::table;
  block.places.emplace_back();
  for (const auto& row : rows) {
    auto& cells = block.rows.emplace_back();
    for (const auto& text : row) {
      cells.emplace_back();
      if (!text.empty()) cells.back().runs.push_back({text, {}, {}});
    }
  }
}

inline model::Reading reading_of_tables(const std::vector<Rows>& tables) {
  model::Document document;
  document.media_type = "text/csv";
  for (const auto& rows : tables) add_table(document, rows);
  return parse(document, names::Register::builtin());
}

/// Of a workbook: each sheet's name stands over it.
inline model::Reading reading_of_sheets(const std::vector<std::pair<std::string, Rows>>& sheets) {
  model::Document document;
  document.media_type = "text/csv";
  for (const auto& [name, rows] : sheets) {
    model::Block heading;
    heading.kind = model::BlockKind::heading;
    heading.level = 1;
    heading.runs.push_back({name, {}, {}});
    document.blocks.push_back(std::move(heading));
    add_table(document, rows);
  }
  return parse(document, names::Register::builtin());
}

inline model::Reading reading_of_rows(const Rows& rows) { return reading_of_tables({rows}); }

inline std::vector<model::SourceRow> rows_of(const model::Reading& reading) {
  std::vector<model::SourceRow> rows;
  model::each_source_row(reading, [&](model::SourceRow row) { rows.push_back(std::move(row)); });
  return rows;
}

}  // namespace comity::grammar::sources_fixture
