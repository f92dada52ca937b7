#include "reading/office/xlsx_workbook.h"

#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "base/text.h"
#include "reading/office/xml.h"
#include "reading/source_lines.h"

namespace comity::reading {
namespace {

constexpr std::string_view kWorkbook = "xl/workbook.xml";

template <typename Take>
void each_child(XmlNode node, std::string_view name, Take take) {
  if (!node) return;
  for (auto one = node.first(); one; one = one.next()) {
    if (one.name() == name) take(one);
  }
}

std::size_t number_of(std::string_view text) {
  std::size_t value = static_cast<std::size_t>(-1);
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool says_true(std::string_view value) { return value == "1" || value == "true"; }

// "worksheets/sheet1.xml" of the folder "xl", or "/xl/worksheets/sheet1.xml".
std::string part_name(std::string_view target) {
  return target.starts_with('/') ? std::string(target.substr(1)) : "xl/" + std::string(target);
}

base::Result<XmlPart> xml_part(const PartReader& part, std::string_view name) {
  COMITY_TRY(auto xml, part(name));
  return XmlPart::parse(std::move(xml), name);
}

std::vector<NumberShape> shapes_in(XmlNode root) {
  std::map<std::size_t, NumberShape> own;
  each_child(root.child("numFmts"), "numFmt", [&](XmlNode format) {
    own[number_of(format.attribute("numFmtId"))] = shape_of_code(format.attribute("formatCode"));
  });
  std::vector<NumberShape> shapes;
  each_child(root.child("cellXfs"), "xf", [&](XmlNode style) {
    const auto format = number_of(style.attribute("numFmtId"));
    const auto found = own.find(format);
    shapes.push_back(found != own.end()
                         ? found->second
                         : shape_of_builtin(format < 164 ? static_cast<int>(format) : 0));
  });
  return shapes;
}

}  // namespace

base::Result<WorkbookFacts> workbook_facts(const PartReader& part) {
  WorkbookFacts facts;
  COMITY_TRY(const auto book, xml_part(part, kWorkbook));
  const auto settings = book.root().child("workbookPr");
  facts.from_1904 = settings && says_true(settings.attribute("date1904"));
  COMITY_TRY(const auto links, xml_part(part, "xl/_rels/workbook.xml.rels"));
  std::map<std::string, std::string, std::less<>> sheet_parts;  // by the name of their link
  std::string styles;
  each_child(links.root(), "Relationship", [&](XmlNode link) {
    if (link.attribute("TargetMode") == "External") return;
    const auto name = part_name(link.attribute("Target"));
    const auto type = link.attribute("Type");
    if (type.ends_with("/sharedStrings")) facts.strings_part = name;
    if (type.ends_with("/styles")) styles = name;
    if (type.ends_with("/worksheet")) sheet_parts.emplace(link.attribute("Id"), name);
  });
  if (!styles.empty()) {
    COMITY_TRY(const auto xml, xml_part(part, styles));
    facts.shapes = shapes_in(xml.root());
  }
  const auto sheets = book.root().child("sheets");
  for (auto sheet = sheets ? sheets.first() : sheets; sheet; sheet = sheet.next()) {
    const auto found = sheet_parts.find(sheet.attribute("id"));
    if (found == sheet_parts.end()) continue;  // a chart
    const auto state = sheet.attribute("state");
    facts.sheets.push_back({base::collapsed(cleaned(sheet.attribute("name"))), found->second,
                            state == "hidden" || state == "veryHidden"});
  }
  return facts;
}

std::string cell_text(const CellSeen& cell, const WorkbookFacts& facts,
                      const StringTable& strings) {
  // Of a formula whose value nobody kept, its own text is all there is.
  if (cell.value.empty() && cell.has_formula) return "=" + cell.formula;
  if (cell.type == "inlineStr") return cell.own;
  if (cell.type == "s") {
    const auto index = number_of(cell.value);
    return index < strings.size() ? std::string(strings.at(index)) : std::string();
  }
  if (cell.type == "b") return says_true(cell.value) ? "TRUE" : "FALSE";
  if (cell.type == "str" || cell.type == "e" || cell.type == "d") return cell.value;
  const auto style = number_of(cell.style);
  const auto shape = style < facts.shapes.size() ? facts.shapes[style] : NumberShape::number;
  return number_text(cell.value, shape, facts.from_1904);
}

}  // namespace comity::reading
