#include "render/table_rows.h"

#include <cstdint>
#include <deque>
#include <utility>

#include "base/csv.h"
#include "base/json.h"

namespace comity::render {
namespace {

using List = std::span<const std::string>;

template <typename... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};

std::string joined(List parts) {
  std::string out;
  for (const auto& part : parts) {
    if (!out.empty()) out += ';';
    out += part;
  }
  return out;
}

std::string csv_cell(const Field& field) {
  return std::visit(
      Overloaded{[](std::string_view text) { return base::defused(text); },
                 [](int value) { return value == 0 ? std::string() : std::to_string(value); },
                 [](List parts) { return base::defused(joined(parts)); }},
      field);
}

base::Json json_value(const Field& field) {
  return std::visit(
      Overloaded{[](std::string_view text) { return base::Json(text); },
                 [](int value) { return value == 0 ? base::Json(nullptr) : base::Json(value); },
                 [](List parts) {
                   base::JsonArray array;
                   for (const auto& part : parts) array.emplace_back(part);
                   return base::Json(std::move(array));
                 }},
      field);
}

}  // namespace

std::string csv_header(std::span<const Column> columns) {
  std::vector<std::string> names;
  names.reserve(columns.size());
  for (const auto& column : columns) names.emplace_back(column.name);
  std::string out;
  base::append_csv_row(out, names);
  return out;
}

void append_csv(std::string& out, std::span<const Field> row) {
  std::vector<std::string> cells;
  cells.reserve(row.size());
  for (const auto& field : row) cells.push_back(csv_cell(field));
  base::append_csv_row(out, cells);
}

void append_json(std::string& out, std::span<const Column> columns, std::span<const Field> row) {
  base::JsonObject object;
  object.reserve(row.size());
  for (std::size_t i = 0; i < row.size() && i < columns.size(); ++i) {
    object[columns[i].name] = json_value(row[i]);
  }
  out += base::to_text(object);
  out += '\n';
}

base::Status begin_table(Xlsx& workbook, std::string_view sheet, std::span<const Column> columns) {
  std::vector<XlsxColumn> names;
  names.reserve(columns.size());
  for (const auto& column : columns) names.push_back({column.name, column.width});
  return workbook.begin_sheet(sheet, std::move(names));
}

base::Status add_row(Xlsx& workbook, std::span<const Field> row) {
  std::deque<std::string> lists;  // cells look at them
  const auto cell = [&](const Field& field) {
    return std::visit(
        Overloaded{[](std::string_view text) { return XlsxCell(text); },
                   [](int value) {
                     return value == 0 ? XlsxCell() : XlsxCell(static_cast<std::int64_t>(value));
                   },
                   [&](List parts) {
                     return XlsxCell(std::string_view(lists.emplace_back(joined(parts))));
                   }},
        field);
  };
  std::vector<XlsxCell> cells;
  cells.reserve(row.size());
  for (const auto& field : row) cells.push_back(cell(field));
  return workbook.add_row(cells);
}

}  // namespace comity::render
