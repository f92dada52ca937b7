#include "reading/office/xlsx.h"

#include <charconv>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "reading/archive/zip.h"
#include "reading/office/xlsx_values.h"
#include "reading/office/xml.h"
#include "reading/source_lines.h"
#include "reading/table.h"

namespace comity::reading {
namespace {

using base::ErrorKind;
using model::Block;
using model::BlockKind;

constexpr std::string_view kWorkbook = "xl/workbook.xml";

template <typename Take>
void each(XmlNode node, std::string_view name, Take take) {
  if (!node) return;
  for (auto one = node.first(); one; one = one.next()) {
    if (one.name() == name) take(one);
  }
}

std::string text_of(XmlNode node) { return node ? node.text() : std::string(); }

std::size_t index_in(std::string_view text) {
  std::size_t value = static_cast<std::size_t>(-1);
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// The text of a shared or inline string: its own, or that of its runs; no readings for Chinese.
std::string string_text(XmlNode item) {
  std::string out;
  each(item, "t", [&](XmlNode text) { out += text.text(); });
  each(item, "r", [&](XmlNode run) { out += text_of(run.child("t")); });
  return out;
}

bool is_true(std::string_view value) { return value == "1" || value == "true"; }

// "worksheets/sheet1.xml" of the folder "xl", or "/xl/worksheets/sheet1.xml".
std::string part_name(std::string_view target) {
  return target.starts_with('/') ? std::string(target.substr(1)) : "xl/" + std::string(target);
}

class Workbook {
 public:
  explicit Workbook(const PartReader& part) : part_(part) {}

  base::Result<model::Document> read() {
    document_.media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    COMITY_TRY(const auto book, part(kWorkbook));
    const auto facts = book.root().child("workbookPr");
    from_1904_ = facts && is_true(facts.attribute("date1904"));
    COMITY_CHECK(find_parts());
    COMITY_CHECK(read_strings());
    COMITY_CHECK(read_styles());
    const auto sheets = book.root().child("sheets");
    for (auto sheet = sheets ? sheets.first() : sheets; sheet; sheet = sheet.next()) {
      COMITY_CHECK(read_sheet(sheet));
    }
    if (document_.blocks.empty()) {
      return base::fail(ErrorKind::corrupt, "the workbook holds no values", {},
                        "get a whole copy of the file");
    }
    // One table needs no name.
    if (document_.blocks.size() == 2) document_.blocks.erase(document_.blocks.begin());
    return std::move(document_);
  }

 private:
  base::Result<XmlPart> part(std::string_view name) const {
    COMITY_TRY(auto xml, part_(name));
    return XmlPart::parse(std::move(xml), name);
  }

  base::Status find_parts() {
    COMITY_TRY(const auto links, part("xl/_rels/workbook.xml.rels"));
    each(links.root(), "Relationship", [&](XmlNode link) {
      if (link.attribute("TargetMode") == "External") return;
      const auto part = part_name(link.attribute("Target"));
      parts_.emplace(link.attribute("Id"), part);
      const auto type = link.attribute("Type");
      if (type.ends_with("/sharedStrings")) strings_part_ = part;
      if (type.ends_with("/styles")) styles_part_ = part;
      if (type.ends_with("/worksheet")) sheets_.insert(part);
    });
    return {};
  }

  base::Status read_strings() {
    if (strings_part_.empty()) return {};
    COMITY_TRY(const auto strings, part(strings_part_));
    each(strings.root(), "si", [&](XmlNode item) { strings_.push_back(string_text(item)); });
    return {};
  }

  base::Status read_styles() {
    if (styles_part_.empty()) return {};
    COMITY_TRY(const auto styles, part(styles_part_));
    const auto root = styles.root();
    std::map<std::size_t, NumberShape> own;
    each(root.child("numFmts"), "numFmt", [&](XmlNode format) {
      own[index_in(format.attribute("numFmtId"))] = shape_of_code(format.attribute("formatCode"));
    });
    each(root.child("cellXfs"), "xf", [&](XmlNode style) {
      const auto format = index_in(style.attribute("numFmtId"));
      const auto found = own.find(format);
      shapes_.push_back(found != own.end()
                            ? found->second
                            : shape_of_builtin(format < 164 ? static_cast<int>(format) : 0));
    });
    return {};
  }

  base::Status read_sheet(XmlNode sheet) {
    const auto found = parts_.find(sheet.attribute("id"));
    if (found == parts_.end() || !sheets_.contains(found->second)) return {};  // a chart
    COMITY_TRY(const auto xml, part(found->second));
    auto table = block(BlockKind::table);
    Grid grid(table.rows);
    const auto data = xml.root().child("sheetData");
    for (auto row = data ? data.first() : data; row; row = row.next()) {
      if (add_row(row, grid) && cells_ + grid.cells() > kMostCells) return too_many_cells();
    }
    cells_ += grid.cells();
    if (table.rows.empty()) return {};
    const auto name = base::collapsed(cleaned(sheet.attribute("name")));
    const auto state = sheet.attribute("state");
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
  bool add_row(XmlNode row, Grid& grid) const {
    int next = 0;  // column of the cell that comes next
    int written = 0;
    each(row, "c", [&](XmlNode cell) {
      const auto named = column_of(cell.attribute("r"));
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

  [[nodiscard]] std::string cell_text(XmlNode cell) const {
    const auto type = cell.attribute("t");
    auto value = text_of(cell.child("v"));
    // Of a formula whose value nobody kept, its own text is all there is.
    if (value.empty() && cell.child("f")) return "=" + text_of(cell.child("f"));
    if (type == "inlineStr") return string_text(cell.child("is"));
    if (type == "s") {
      const auto index = index_in(value);
      return index < strings_.size() ? strings_[index] : std::string();
    }
    if (type == "b") return is_true(value) ? "TRUE" : "FALSE";
    if (type == "str" || type == "e" || type == "d") return value;
    const auto style = index_in(cell.attribute("s"));
    const auto shape = style < shapes_.size() ? shapes_[style] : NumberShape::number;
    return number_text(value, shape, from_1904_);
  }

  const PartReader& part_;
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
  return read_workbook([&zip](std::string_view name) { return zip.read(name); });
}

base::Result<model::Document> read_workbook(const PartReader& part) {
  return Workbook(part).read();
}

}  // namespace comity::reading
