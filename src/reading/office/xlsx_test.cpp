#include "reading/office/xlsx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reading/office/xlsx_values.h"
#include "reading/reader_fixture.h"
#include "support/xlsx_writer.h"
#include "support/zip_writer.h"

namespace comity::reading {
namespace {

using base::ErrorKind;
using model::BlockKind;
using test_support::xlsx_of;
using ::testing::HasSubstr;
using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(const model::Block& block) {
  Rows out;
  for (const auto& row : block.rows) {
    out.emplace_back();
    for (const auto& cell : row) out.back().push_back(model::text_of(cell.runs));
  }
  return out;
}

TEST(Xlsx, ReadsEachKindOfCell) {
  const auto document = read_xlsx(
      xlsx_of({{"Only",
                "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
                "<c r=\"D1\" t=\"inlineStr\"><is><t>inline</t></is></c></row><row r=\"2\"/>"
                "<row r=\"5\"><c r=\"A5\"><v>0.1</v></c><c><v>1.0000000000000001E-2</v></c>"
                "<c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c><c t=\"e\"><v>#REF!</v></c>"
                "<c t=\"str\"><f>HYPERLINK(\"http://example.org\")</f><v>kept</v></c>"
                "<c><f>1+1</f></c><c s=\"9\"><v>12</v></c></row>",
                ""}},
              {{"<t>plain</t>",
                "<r><t>rich </t></r><r><t xml:space=\"preserve\">text</t></r>"
                "<rPh><t>reading</t></rPh>"},
               {},
               false,
               ""}));
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_EQ(document->media_type,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  ASSERT_EQ(document->blocks.size(), 1U) << "one table needs no name";
  EXPECT_EQ(rows_of(document->blocks[0]),
            (Rows{{"plain", "rich text", "", "inline"},
                  {"0.1", "0.01", "TRUE", "FALSE", "#REF!", "kept", "=1+1", "12"}}));
  EXPECT_EQ(document->blocks[0].row_numbers, (std::vector<model::RowNumber>{{2, 5}}));
  expect_sound_places(*document);
}

TEST(Xlsx, ReadsDatesByTheirFormat) {
  const std::string row =
      "<row><c s=\"1\"><v>41000</v></c><c s=\"2\"><v>41000.5625</v></c><c s=\"3\"><v>0.25</v></c>"
      "<c s=\"4\"><v>41000</v></c><c s=\"1\"><v>59</v></c><c s=\"1\"><v>1E99</v></c>"
      "<c s=\"1\"><v>soon</v></c></row>";
  const std::vector<std::string> formats = {"dd/mm/yyyy", "yyyy-mm-dd\\ hh:mm", "[h]:mm:ss",
                                            "&quot;day&quot;[Red]0.00"};
  const auto document = read_xlsx(xlsx_of({{"A", row, ""}}, {{}, formats, false, ""}));
  ASSERT_TRUE(document);
  EXPECT_EQ(rows_of(document->blocks[0]), (Rows{{"2012-04-01", "2012-04-01 13:30:00", "06:00:00",
                                                 "41000", "1900-02-28", "1E99", "soon"}}));
  const auto mac = read_xlsx(xlsx_of({{"A", row, ""}}, {{}, formats, true, ""}));
  EXPECT_EQ(rows_of(mac->blocks[0])[0][0], "2016-04-02");
}

TEST(Xlsx, NamesSheetsAndTellsOfHiddenOnes) {
  const std::string row = "<row><c t=\"inlineStr\"><is><t>x</t></is></c></row>";
  const auto document =
      read_xlsx(xlsx_of({{"Shown", row, ""}, {"Empty", "", ""}, {"Secret", row, "veryHidden"}}));
  ASSERT_TRUE(document);
  EXPECT_EQ(texts_of(*document, BlockKind::heading), (std::vector<std::string>{"Shown", "Secret"}));
  EXPECT_EQ(document->blocks.size(), 4U);
  ASSERT_EQ(document->findings.size(), 1U);
  EXPECT_EQ(document->findings[0].rule, "table.hidden-sheet");
  EXPECT_EQ(document->findings[0].saw, "Secret");
}

TEST(Xlsx, HoldsWithinItsLimits) {
  std::string far;
  for (int i = 0; i < 60; ++i) far += "<row><c r=\"XFD1\"><v>1</v></c></row>";
  const auto wide = read_xlsx(xlsx_of({{"A", far, ""}}));
  ASSERT_FALSE(wide);
  EXPECT_EQ(wide.error().kind, ErrorKind::too_large);
  const auto outside = read_xlsx(
      xlsx_of({{"A", "<row><c r=\"ZZZZ1\"><v>1</v></c><c t=\"s\"><v>99999</v></c></row>", ""}}));
  ASSERT_TRUE(outside);
  EXPECT_EQ(rows_of(outside->blocks[0]), (Rows{{"1"}}));
  const auto huge = read_xlsx(xlsx_of(
      {{"A", "<row><c t=\"inlineStr\"><is><t>" + std::string(500'000, 'x') + "</t></is></c></row>",
        ""}}));
  ASSERT_TRUE(huge);
  EXPECT_EQ(rows_of(huge->blocks[0])[0][0].size(), 500'000U);
}

TEST(Xlsx, RefusesDocumentTypesAndDepth) {
  const auto document = read_xlsx(
      xlsx_of({{"A", "<row><c><v>1</v></c></row>", ""}},
              {{}, {}, false, "<!DOCTYPE workbook [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"}));
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().kind, ErrorKind::corrupt);
  EXPECT_THAT(document.error().message, HasSubstr("document type"));
  const auto entity =
      read_xlsx(xlsx_of({{"A", "<row><c t=\"inlineStr\"><is><t>a&x;b</t></is></c></row>", ""}}));
  ASSERT_TRUE(entity);
  EXPECT_EQ(rows_of(entity->blocks[0]), (Rows{{"a&x;b"}}));
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  for (int i = 0; i < 100'000; ++i) deep += "</a>";
  EXPECT_EQ(read_xlsx(xlsx_of({{"A", deep, ""}})).error().kind, ErrorKind::corrupt);
}

TEST(Xlsx, NamesThePartThatIsDamaged) {
  const auto broken = read_xlsx(xlsx_of({{"A", "<row><c></row>", ""}}));
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().kind, ErrorKind::corrupt);
  EXPECT_THAT(broken.error().place, testing::StartsWith("xl/worksheets/sheet1.xml"));
  EXPECT_EQ(read_xlsx(test_support::zip_of({{"xl/other.xml", "<a/>"}})).error().place,
            "xl/workbook.xml");
  const auto empty = read_xlsx(xlsx_of({{"A", "", ""}}));
  ASSERT_FALSE(empty);
  EXPECT_THAT(empty.error().message, HasSubstr("no values"));
  EXPECT_FALSE(read_xlsx("PK\x03\x04 xl/workbook.xml"));
}

TEST(Xlsx, DoesNotFollowLinksOutOfTheWorkbook) {
  auto files = test_support::ZipFiles{
      {"xl/workbook.xml",
       "<workbook xmlns:r=\"r\"><sheets><sheet name=\"A\" r:id=\"1\"/>"
       "<sheet name=\"B\" r:id=\"2\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships><Relationship Id=\"1\" Type=\"x/worksheet\" TargetMode=\"External\" "
       "Target=\"http://example.org/a.xml\"/><Relationship Id=\"2\" Type=\"x/worksheet\" "
       "Target=\"../../../../etc/passwd\"/></Relationships>"}};
  const auto document = read_xlsx(test_support::zip_of(files));
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().place, "xl/../../../../etc/passwd") << "sought among the members only";
}

TEST(XlsxValues, KnowFormatsAndColumns) {
  EXPECT_EQ(shape_of_builtin(14), NumberShape::date);
  EXPECT_EQ(shape_of_builtin(20), NumberShape::time);
  EXPECT_EQ(shape_of_builtin(22), NumberShape::date_and_time);
  EXPECT_EQ(shape_of_builtin(2), NumberShape::number);
  EXPECT_EQ(shape_of_code("#,##0.00_);[Red](#,##0.00)"), NumberShape::number);
  EXPECT_EQ(shape_of_code("[$-409]d mmm yyyy"), NumberShape::date);
  EXPECT_EQ(shape_of_code("\"due\" 0"), NumberShape::number);
  EXPECT_EQ(shape_of_code("0;dd"), NumberShape::number);
  EXPECT_EQ(column_of("A1"), 0);
  EXPECT_EQ(column_of("AB7"), 27);
  EXPECT_EQ(column_of("XFD1"), 16'383);
  EXPECT_EQ(column_of("XFE1"), -1);
  EXPECT_EQ(column_of("7"), -1);
  EXPECT_EQ(number_text("36.5", NumberShape::time, false), "876:00:00");
  EXPECT_EQ(number_text("41000.99999999", NumberShape::date_and_time, false), "2012-04-02");
  EXPECT_EQ(number_text("-1", NumberShape::date, false), "-1");
}

}  // namespace
}  // namespace comity::reading
