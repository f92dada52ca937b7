#include "reading/xlsx.h"

#include <pugixml.hpp>

#include <charconv>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "reading/source_lines.h"
#include "reading/table.h"
#include "reading/xlsx_values.h"
#include "reading/zip.h"

namespace comity::reading {
namespace {

using base::ErrorKind;
using model::Block;
using model::BlockKind;

constexpr std::string_view kWorkbook = "xl/workbook.xml";

// Elements may carry a prefix, attributes that matter here carry none or "r:".
std::string_view local(std::string_view name) { return name.substr(name.rfind(':') + 1); }

pugi::xml_node child(pugi::xml_node node, std::string_view name) {
  return node.find_child([&](pugi::xml_node one) { return local(one.name()) == name; });
}

std::string_view attribute(pugi::xml_node node, std::string_view name) {
  return node.find_attribute([&](pugi::xml_attribute one) { return local(one.name()) == name; })
      .value();
}

template <typename Take>
void each(pugi::xml_node node, std::string_view name, Take take) {
  for (const auto one : node.children()) {
    if (local(one.name()) == name) take(one);
  }
}

std::size_t index_in(std::string_view text) {
  std::size_t value = static_cast<std::size_t>(-1);
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// The text of a shared or inline string: its own, or that of its runs; no readings for Chinese.
std::string string_text(pugi::xml_node item) {
  std::string out;
  each(item, "t", [&](pugi::xml_node text) { out += text.text().get(); });
  each(item, "r", [&](pugi::xml_node run) { out += child(run, "t").text().get(); });
  return out;
}

bool is_true(std::string_view value) { return value == "1" || value == "true"; }

// "worksheets/sheet1.xml" of the folder "xl", or "/xl/worksheets/sheet1.xml".
std::string part_name(std::string_view target) {
  return target.starts_with('/') ? std::string(target.substr(1)) : "xl/" + std::string(target);
}

class Workbook {
 public:
  explicit Workbook(const Zip& zip) : zip_(zip) {}

  base::Result<model::Document> read() {
    document_.media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    pugi::xml_document book;
    COMITY_CHECK(load(kWorkbook, book));
    const auto root = book.document_element();
    from_1904_ = is_true(attribute(child(root, "workbookPr"), "date1904"));
    COMITY_CHECK(find_parts());
    COMITY_CHECK(read_strings());
    COMITY_CHECK(read_styles());
    for (const auto sheet : child(root, "sheets").children()) COMITY_CHECK(read_sheet(sheet));
    if (document_.blocks.empty()) {
      return base::fail(ErrorKind::corrupt, "the workbook holds no values", {},
                        "get a whole copy of the file");
    }
    // One table needs no name.
    if (document_.blocks.size() == 2) document_.blocks.erase(document_.blocks.begin());
    return std::move(document_);
  }

 private:
  base::Status load(std::string_view name, pugi::xml_document& out) const {
    COMITY_TRY(const auto xml, zip_.read(name));
    const auto result =
        out.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata_single);
    if (result.status == pugi::status_out_of_memory) {
      return base::fail(ErrorKind::too_large, "a sheet takes too much memory", std::string(name),
                        "split the workbook");
    }
    if (!result) {
      return base::fail(ErrorKind::corrupt,
                        std::string("a part of the workbook is damaged: ") + result.description(),
                        std::string(name), "open it in Excel and save it anew");
    }
    return {};
  }

  base::Status load_if_there(std::string_view name, pugi::xml_document& out) const {
    return zip_.has(name) ? load(name, out) : base::Status{};
  }

  base::Status find_parts() {
    pugi::xml_document links;
    COMITY_CHECK(load("xl/_rels/workbook.xml.rels", links));
    each(links.document_element(), "Relationship", [&](pugi::xml_node link) {
      if (attribute(link, "TargetMode") == "External") return;
      const auto part = part_name(attribute(link, "Target"));
      parts_.emplace(attribute(link, "Id"), part);
      const auto type = attribute(link, "Type");
      if (type.ends_with("/sharedStrings")) strings_part_ = part;
      if (type.ends_with("/styles")) styles_part_ = part;
      if (type.ends_with("/worksheet")) sheets_.insert(part);
    });
    return {};
  }

  base::Status read_strings() {
    pugi::xml_document part;
    COMITY_CHECK(load_if_there(strings_part_, part));
    each(part.document_element(), "si",
         [&](pugi::xml_node item) { strings_.push_back(string_text(item)); });
    return {};
  }

  base::Status read_styles() {
    pugi::xml_document part;
    COMITY_CHECK(load_if_there(styles_part_, part));
    const auto root = part.document_element();
    std::map<std::size_t, NumberShape> own;
    each(child(root, "numFmts"), "numFmt", [&](pugi::xml_node format) {
      own[index_in(attribute(format, "numFmtId"))] = shape_of_code(attribute(format, "formatCode"));
    });
    each(child(root, "cellXfs"), "xf", [&](pugi::xml_node style) {
      const auto format = index_in(attribute(style, "numFmtId"));
      const auto found = own.find(format);
      shapes_.push_back(found != own.end()
                            ? found->second
                            : shape_of_builtin(format < 164 ? static_cast<int>(format) : 0));
    });
    return {};
  }

  base::Status read_sheet(pugi::xml_node sheet) {
    const auto part = parts_.find(attribute(sheet, "id"));
    if (part == parts_.end() || !sheets_.contains(part->second)) return {};  // a chart
    pugi::xml_document xml;
    COMITY_CHECK(load(part->second, xml));
    auto table = block(BlockKind::table);
    Grid grid(table.rows);
    for (const auto row : child(xml.document_element(), "sheetData").children()) {
      if (add_row(row, grid) && cells_ + grid.cells() > kMostCells) return too_many_cells();
    }
    cells_ += grid.cells();
    if (table.rows.empty()) return {};
    const auto name = base::collapsed(cleaned(attribute(sheet, "name")));
    const auto state = attribute(sheet, "state");
    if (state == "hidden" || state == "veryHidden") {
      document_.findings.push_back({"table.hidden-sheet", "", {}, name, ""});
    }
    auto heading = block(BlockKind::heading);
    heading.level = 2;
    heading.runs.push_back({name, {}, {}});
    heading.places.front().end = static_cast<std::uint32_t>(name.size());
    document_.blocks.push_back(std::move(heading));
    document_.blocks.push_back(std::move(table));
    return {};
  }

  static Block block(BlockKind kind) {
    Block out;
    out.kind = kind;
    out.places.emplace_back();
    return out;
  }

  // Whether the row holds anything; empty ones are left out, as is what is empty at a row's end.
  bool add_row(pugi::xml_node row, Grid& grid) const {
    int next = 0;  // column of the cell that comes next
    int written = 0;
    each(row, "c", [&](pugi::xml_node cell) {
      const auto named = column_of(attribute(cell, "r"));
      const auto column = named < 0 ? next : named;
      next = column + 1;
      auto out = text_cell(cell_text(cell));
      if (out.runs.empty() || column < written) return;
      if (column > written) grid.add({}, static_cast<std::size_t>(column - written), 1);
      grid.add(std::move(out.runs), 1, 1);
      written = next;
    });
    if (written > 0) grid.end_row();
    return written > 0;
  }

  [[nodiscard]] std::string cell_text(pugi::xml_node cell) const {
    const auto type = attribute(cell, "t");
    const std::string_view value = child(cell, "v").text().get();
    if (type == "inlineStr") return string_text(child(cell, "is"));
    if (type == "s") {
      const auto index = index_in(value);
      return index < strings_.size() ? strings_[index] : std::string();
    }
    if (type == "b") return is_true(value) ? "TRUE" : "FALSE";
    if (type == "str" || type == "e" || type == "d") return std::string(value);
    const auto style = index_in(attribute(cell, "s"));
    const auto shape = style < shapes_.size() ? shapes_[style] : NumberShape::number;
    return number_text(value, shape, from_1904_);
  }

  const Zip& zip_;
  model::Document document_;
  std::map<std::string, std::string, std::less<>> parts_;  ///< by the name of their link
  std::set<std::string> sheets_;
  std::string strings_part_;
  std::string styles_part_;
  std::vector<std::string> strings_;
  std::vector<NumberShape> shapes_;  ///< of cell styles
  bool from_1904_ = false;
  std::size_t cells_ = 0;
};

}  // namespace

base::Result<model::Document> read_xlsx(std::string_view bytes) {
  COMITY_TRY(const auto zip, Zip::open(bytes));
  return Workbook(zip).read();
}

}  // namespace comity::reading
