#include "reading/office/xlsx.h"

#include <charconv>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "reading/archive/zip.h"
#include "reading/office/xlsx_workbook.h"
#include "reading/office/xml.h"
#include "reading/table.h"

namespace comity::reading {
namespace {

using base::ErrorKind;
using model::Block;
using model::BlockKind;

constexpr std::uint32_t kMostSheetRows = 1U << 20U;  // what a sheet has at most

template <typename Take>
void each(XmlNode node, std::string_view name, Take take) {
  if (!node) return;
  for (auto one = node.first(); one; one = one.next()) {
    if (one.name() == name) take(one);
  }
}

std::string text_of(XmlNode node) { return node ? node.text() : std::string(); }

// The text of a shared or inline string: its own, or that of its runs; no readings for Chinese.
std::string string_text(XmlNode item) {
  std::string out;
  each(item, "t", [&](XmlNode text) { out += text.text(); });
  each(item, "r", [&](XmlNode run) { out += text_of(run.child("t")); });
  return out;
}

// The number that a row has in its sheet: its own, else the one after the row before it.
std::uint32_t number_of(XmlNode row, std::uint32_t last) {
  const auto said = row.attribute("r");
  std::uint32_t number = 0;
  std::from_chars(said.data(), said.data() + said.size(), number);
  return number > last && number <= kMostSheetRows ? number : last + 1;
}

CellSeen cell_seen(XmlNode cell) {
  CellSeen seen;
  seen.reference = cell.attribute("r");
  seen.type = cell.attribute("t");
  seen.style = cell.attribute("s");
  seen.value = text_of(cell.child("v"));
  seen.has_formula = static_cast<bool>(cell.child("f"));
  if (seen.has_formula) seen.formula = text_of(cell.child("f"));
  if (seen.type == "inlineStr") seen.own = string_text(cell.child("is"));
  return seen;
}

class Workbook {
 public:
  explicit Workbook(const PartReader& part) : part_(part) {}

  base::Result<model::Document> read() {
    document_.media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    COMITY_TRY(facts_, workbook_facts(part_));
    COMITY_CHECK(read_strings());
    for (const auto& sheet : facts_.sheets) COMITY_CHECK(read_sheet(sheet));
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

  base::Status read_strings() {
    if (facts_.strings_part.empty()) return {};
    COMITY_TRY(const auto strings, part(facts_.strings_part));
    each(strings.root(), "si", [&](XmlNode item) { strings_.add(string_text(item)); });
    return {};
  }

  base::Status read_sheet(const SheetPart& sheet) {
    COMITY_TRY(const auto xml, part(sheet.part));
    auto table = block(BlockKind::table);
    Grid grid(table.rows);
    const auto data = xml.root().child("sheetData");
    std::uint32_t number = 0;
    for (auto row = data ? data.first() : data; row; row = row.next()) {
      number = number_of(row, number);
      if (!add_row(row, grid)) continue;
      number_last_row(table, number);
      if (cells_ + grid.cells() > kMostCells) return too_many_cells();
    }
    cells_ += grid.cells();
    if (table.rows.empty()) return {};
    if (sheet.hidden) document_.findings.push_back({"table.hidden-sheet", "", {}, sheet.name, ""});
    auto heading = block(BlockKind::heading);
    heading.level = 2;
    heading.runs.push_back({sheet.name, {}, {}});
    heading.places.front().end = static_cast<std::uint32_t>(sheet.name.size());
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
      const auto seen = cell_seen(cell);
      const auto named = column_of(seen.reference);
      const auto column = named < 0 ? next : named;
      next = column + 1;
      auto out = text_cell(cell_text(seen, facts_, strings_));
      if (out.runs.empty() || column < written) return;
      if (column > written) grid.add({}, static_cast<std::size_t>(column - written), 1);
      grid.add(std::move(out.runs), 1, 1);
      written = next;
    });
    if (written > 0) grid.end_row();
    return written > 0;
  }

  const PartReader& part_;
  model::Document document_;
  WorkbookFacts facts_;
  StringTable strings_;
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
