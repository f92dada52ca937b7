#include "support/xlsx_writer.h"

#include "support/zip_writer.h"

namespace comity::test_support {
namespace {

const std::string kSpace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const std::string kLinks = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const std::string kPackage = "http://schemas.openxmlformats.org/package/2006/relationships";

std::string link(const std::string& id, const std::string& type, const std::string& target) {
  return "<Relationship Id=\"" + id + "\" Type=\"" + kLinks + "/" + type + "\" Target=\"" + target +
         "\"/>";
}

std::string styles(const std::vector<std::string>& formats) {
  std::string own;
  std::string cells = "<xf numFmtId=\"0\"/>";
  for (std::size_t i = 0; i < formats.size(); ++i) {
    const auto id = std::to_string(164 + i);
    own += "<numFmt numFmtId=\"" + id + "\" formatCode=\"" + formats[i] + "\"/>";
    cells += "<xf numFmtId=\"" + id + "\"/>";
  }
  return "<styleSheet xmlns=\"" + kSpace + "\"><numFmts>" + own + "</numFmts><cellXfs>" + cells +
         "</cellXfs></styleSheet>";
}

}  // namespace

std::string xlsx_of(const std::vector<XlsxSheet>& sheets, const XlsxParts& parts) {
  ZipFiles files = {{"[Content_Types].xml", "<Types/>"}};
  std::string list;
  std::string links = link("strings", "sharedStrings", "sharedStrings.xml") +
                      link("styles", "styles", "/xl/styles.xml");
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const auto id = std::to_string(i + 1);
    const auto part = "worksheets/sheet" + id + ".xml";
    const auto& sheet = sheets[i];
    list += "<sheet name=\"" + sheet.name + "\" sheetId=\"" + id + "\" r:id=\"rId" + id + "\"" +
            (sheet.state.empty() ? "" : " state=\"" + sheet.state + "\"") + "/>";
    links += link("rId" + id, "worksheet", part);
    files.emplace_back("xl/" + part, "<worksheet xmlns=\"" + kSpace + "\"><sheetData>" +
                                         sheet.rows + "</sheetData></worksheet>");
  }
  std::string strings;
  for (const auto& text : parts.strings) strings += "<si>" + text + "</si>";
  files.emplace_back("xl/workbook.xml", parts.doctype + "<workbook xmlns=\"" + kSpace +
                                            "\" xmlns:r=\"" + kLinks + "\"><workbookPr" +
                                            (parts.from_1904 ? " date1904=\"1\"" : "") +
                                            "/><sheets>" + list + "</sheets></workbook>");
  files.emplace_back("xl/_rels/workbook.xml.rels",
                     "<Relationships xmlns=\"" + kPackage + "\">" + links + "</Relationships>");
  files.emplace_back("xl/sharedStrings.xml", "<sst xmlns=\"" + kSpace + "\">" + strings + "</sst>");
  files.emplace_back("xl/styles.xml", styles(parts.formats));
  return zip_of(files);
}

}  // namespace comity::test_support
