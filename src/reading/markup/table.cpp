#include "reading/markup/table.h"

#include <algorithm>

#include "reading/table.h"

namespace comity::reading {
namespace {

using RowNodes = std::vector<const Node*>;

bool is_cell(const Node& node) { return node.name == "td" || node.name == "th"; }

void find_rows(const Node& node, RowNodes& rows) {
  for (const auto& child : node.children) {
    if (child.name == "tr") rows.push_back(&child);
    if (child.name == "tbody" || child.name == "thead" || child.name == "tfoot") {
      find_rows(child, rows);
    }
  }
}

std::size_t span(const Node& cell, std::string_view name) {
  constexpr std::size_t kMost = 1000;  // as browsers have it
  std::size_t value = 0;
  for (const char c : cell.attribute(name).substr(0, 4)) {
    if (c < '0' || c > '9') break;
    value = value * 10 + static_cast<std::size_t>(c - '0');
  }
  return std::clamp<std::size_t>(value, 1, kMost);
}

}  // namespace

TableSize table_size(const Node& table) {
  RowNodes rows;
  find_rows(table, rows);
  TableSize size;
  size.rows = rows.size();
  for (const auto* row : rows) {
    const auto cells = std::count_if(row->children.begin(), row->children.end(), is_cell);
    size.columns = std::max(size.columns, static_cast<std::size_t>(cells));
  }
  return size;
}

model::Block table_block(const Node& table,
                         const std::function<std::vector<model::Run>(const Node&)>& runs_of,
                         std::size_t& cells) {
  RowNodes rows;
  find_rows(table, rows);
  model::Block block;
  block.kind = model::BlockKind::table;
  block.places.emplace_back();
  block.places.front().offset = table.offset;
  Grid grid(block.rows);
  for (const auto* row : rows) {
    for (const auto& cell : row->children) {
      if (is_cell(cell)) grid.add(runs_of(cell), span(cell, "colspan"), span(cell, "rowspan"));
    }
    grid.end_row();
    if (cells + grid.cells() > kMostCells) break;
  }
  cells += grid.cells();
  return block;
}

}  // namespace comity::reading
