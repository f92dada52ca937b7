#include "reading/json_table.h"

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/text.h"
#include "reading/table.h"

namespace comity::reading {
namespace {

using base::ErrorKind;
using base::JsonObject;
using model::Document;

constexpr std::size_t kMostBrokenLines = 200;  // lines; with more of them it is no such table
constexpr std::size_t kMostNames = 1000;
constexpr std::string_view kBetweenItems = "; ";
constexpr std::string_view kTrailer = "trailer";
constexpr std::string_view kMend = "give one object a line, or a list of objects";

constexpr base::JsonLimits kLine = {std::size_t{4} << 20, 16};
constexpr base::JsonLimits kList = {std::size_t{64} << 20, 18};

std::string scalar_text(const base::Json& value) {
  if (value.is_string()) return std::string(value.get_string());
  if (value.is_null()) return {};
  return base::to_text(value);
}

std::string cell_of(const base::Json& value) {
  if (!value.is_array()) return scalar_text(value);
  std::string out;
  for (const auto& item : value.get_array()) {
    auto text = scalar_text(item);
    if (text.empty()) continue;
    if (!out.empty()) out += kBetweenItems;
    out += text;
  }
  return out;
}

bool is_trailer(const JsonObject& object) {
  return object.size() == 1 && object.begin()->key() == kTrailer;
}

tl::unexpected<base::Error> no_object(std::size_t line) {
  return base::fail(ErrorKind::corrupt, "there is no JSON object", "line " + std::to_string(line),
                    std::string(kMend));
}

/// Rows whose columns are known when all of them are.
class ObjectRows {
 public:
  base::Status add(const JsonObject& object) {
    if (is_trailer(object)) return {};
    std::vector<std::pair<std::size_t, std::string>> row;
    for (const auto& [name, value] : object) {
      auto text = cell_of(value);
      const auto column = columns_.try_emplace(std::string(name), columns_.size()).first->second;
      if (!text.empty()) row.emplace_back(column, std::move(text));
    }
    if (columns_.size() > kMostNames) {
      return base::fail(ErrorKind::too_large, "the objects have too many members of other names",
                        {}, "keep the members that matter");
    }
    return keep(std::move(row));
  }

  base::Status add_broken(std::string_view line, std::size_t number) {
    broken_.push_back({number, rows_.size() + 2});
    return keep({{0, std::string(line)}});
  }

  [[nodiscard]] std::size_t broken() const { return broken_.size(); }
  /// Nothing that is a table.
  [[nodiscard]] bool empty() const { return columns_.empty() || rows_.size() == broken_.size(); }

  Document document(std::string_view media_type) {
    Document document;
    document.media_type = media_type;
    auto& block = document.blocks.emplace_back();
    block.kind = model::BlockKind::table;
    block.places.emplace_back();
    block.rows.reserve(rows_.size() + 1);
    auto& names = block.rows.emplace_back(columns_.size());
    for (const auto& [name, column] : columns_) names[column] = text_cell(name);
    for (auto& row : rows_) {
      auto& cells = block.rows.emplace_back(columns_.size());
      for (auto& [column, text] : row) cells[column] = text_cell(text);
      row.clear();
    }
    for (const auto& [line, row] : broken_) {
      document.findings.push_back(
          {"table.broken-row", "", {}, std::to_string(line), std::to_string(row)});
    }
    return document;
  }

 private:
  base::Status keep(std::vector<std::pair<std::size_t, std::string>> row) {
    rows_.push_back(std::move(row));
    if ((rows_.size() + 1) * columns_.size() > kMostCells) return too_many_cells();
    return {};
  }

  std::map<std::string, std::size_t> columns_;  ///< by name: their place
  std::vector<std::vector<std::pair<std::size_t, std::string>>> rows_;
  std::vector<std::pair<std::size_t, std::size_t>> broken_;  ///< line of the file, row of the table
};

base::Status read_list(std::string_view text, ObjectRows& rows) {
  auto list = base::parse_json(text, kList);
  if (!list) {
    auto error = std::move(list).error();
    if (error.kind != ErrorKind::too_large) error.kind = ErrorKind::corrupt;
    return tl::unexpected<base::Error>(std::move(error));
  }
  if (!list->is_array()) return no_object(1);
  for (const auto& value : list->get_array()) {
    if (!value.is_object()) return no_object(1);
    COMITY_CHECK(rows.add(value.get_object()));
  }
  return {};
}

base::Status read_lines(std::string_view text, ObjectRows& rows) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = text.find('\n');
    const auto line = base::trimmed(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty()) continue;
    const auto value = base::parse_json(line, kLine);
    if (value && value->is_object()) {
      COMITY_CHECK(rows.add(value->get_object()));
      continue;
    }
    if (rows.empty() || rows.broken() == kMostBrokenLines) return no_object(number);
    COMITY_CHECK(rows.add_broken(line, number));
  }
  return {};
}

}  // namespace

base::Result<Document> read_json_table(std::string_view text) {
  const auto start = base::trimmed(text);
  const bool list = start.starts_with('[');
  ObjectRows rows;
  COMITY_CHECK(list ? read_list(start, rows) : read_lines(text, rows));
  if (rows.empty()) return no_object(1);
  return rows.document(list ? "application/json" : "application/x-ndjson");
}

}  // namespace comity::reading
