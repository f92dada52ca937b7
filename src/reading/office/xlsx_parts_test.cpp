// A long workbook in parts says what it says whole.
#include "reading/office/xlsx_parts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "reading/office/xlsx.h"
#include "support/xlsx_writer.h"
#include "support/zip_writer.h"

namespace comity::reading {
namespace {

using base::ErrorKind;
using test_support::xlsx_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Rows = std::vector<std::vector<std::string>>;

Rows rows_of_block(const model::Block& block) {
  Rows out;
  for (const auto& row : block.rows) {
    out.emplace_back();
    for (const auto& cell : row) out.back().push_back(model::text_of(cell.runs));
  }
  return out;
}

/// The rows of all parts, the first row of the sheet once.
Rows rows_together(const std::vector<Member>& parts) {
  Rows out;
  for (const auto& part : parts) {
    const auto document = read_table(*part.bytes, false);
    EXPECT_TRUE(document) << document.error().message;
    auto rows = rows_of_block(document->blocks.front());
    if (!out.empty()) rows.erase(rows.begin());
    out.insert(out.end(), rows.begin(), rows.end());
  }
  return out;
}

std::vector<std::string> names_in(const std::vector<Member>& parts) {
  std::vector<std::string> names;
  for (const auto& part : parts) names.push_back(part.name);
  return names;
}

std::string number_row(int number) {
  return "<row><c><v>" + std::to_string(number) + "</v></c><c t=\"s\"><v>" +
         std::to_string(number % 2) + "</v></c></row>";
}

std::string workbook_of(int rows) {
  std::string data =
      "<row><c t=\"inlineStr\"><is><t>Number</t></is></c><c t=\"inlineStr\"><is>"
      "<r><t>Te</t></r><r><t>xt</t></r><rPh><t>reading</t></rPh></is></c></row>";
  for (int i = 1; i <= rows; ++i) data += number_row(i);
  return xlsx_of(
      {{"Data", data, ""}},
      {{"<t>=1+1 &amp; \"more\"</t>", "<r><t>rich </t></r><r><t>text</t></r>"}, {}, false, ""});
}

TEST(XlsxParts, SayWhatTheWorkbookSays) {
  const auto bytes = workbook_of(9);
  const auto parts = workbook_parts(bytes, 8);
  ASSERT_TRUE(parts) << parts.error().message;
  EXPECT_THAT(names_in(*parts),
              ElementsAre("Data, rows 1-1.csv", "Data, rows 2-2.csv", "Data, rows 3-3.csv",
                          "Data, rows 4-4.csv", "Data, rows 5-5.csv", "Data, rows 6-6.csv",
                          "Data, rows 7-7.csv", "Data, rows 8-8.csv", "Data, rows 9-9.csv"));
  const auto whole = read_xlsx(bytes);
  ASSERT_TRUE(whole);
  EXPECT_EQ(rows_together(*parts), rows_of_block(whole->blocks.front()));
}

TEST(XlsxParts, OfAShortWorkbookAreNone) {
  const auto parts = workbook_parts(workbook_of(3), 8);
  ASSERT_TRUE(parts);
  EXPECT_THAT(*parts, IsEmpty());
}

TEST(XlsxParts, GoSheetBySheet) {
  const std::string head = "<row><c t=\"inlineStr\"><is><t>Only this</t></is></c></row>";
  std::string data;
  for (int i = 0; i < 5; ++i) data += number_row(i);
  const auto parts = workbook_parts(xlsx_of({{"Read me", head, ""}, {"List", data, "hidden"}},
                                            {{"<t>a</t>", "<t>b</t>"}, {}, false, ""}),
                                    6);
  ASSERT_TRUE(parts);
  EXPECT_THAT(names_in(*parts),
              ElementsAre("Read me.csv", "List, rows 1-1.csv", "List, rows 2-2.csv",
                          "List, rows 3-3.csv", "List, rows 4-4.csv"));
  EXPECT_EQ(*parts->front().bytes, "Only this\r\n");
}

TEST(XlsxParts, HaveTheTitleAboveTheColumns) {
  std::string data =
      "<row><c t=\"inlineStr\"><is><t>All of it</t></is></c></row><row><c t=\"inlineStr\"><is>"
      "<t>Number</t></is></c><c t=\"inlineStr\"><is><t>Text</t></is></c></row>";
  for (int i = 1; i <= 6; ++i) data += number_row(i);
  const auto parts =
      workbook_parts(xlsx_of({{"Data", data, ""}}, {{"<t>a</t>", "<t>b</t>"}, {}, false, ""}), 12);
  ASSERT_TRUE(parts) << parts.error().message;
  ASSERT_GT(parts->size(), 1U);
  for (const auto& part : *parts) {
    EXPECT_TRUE(part.bytes->starts_with("All of it\r\nNumber,Text\r\n")) << *part.bytes;
  }
  EXPECT_EQ(parts->front().name, "Data, rows 1-1.csv");
}

TEST(XlsxParts, OfDamagedWorkbooksTellThePart) {
  const auto broken = workbook_parts(xlsx_of({{"Data", "<row><c><v>1</v></row>", ""}}), 1);
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().kind, ErrorKind::corrupt);
  EXPECT_THAT(broken.error().place, HasSubstr("sheet1.xml"));
  EXPECT_FALSE(workbook_parts("PK\x03\x04 nothing", 1));
  // The document type of a sheet could make a page of text from a word.
  const auto sheet =
      "<!DOCTYPE worksheet [<!ENTITY e \"much\">]><worksheet><sheetData><row><c "
      "t=\"str\"><v>&e;</v></c></row></sheetData></worksheet>";
  const auto typed = workbook_parts(
      test_support::zip_of(
          {{"xl/workbook.xml",
            "<workbook xmlns:r=\"r\"><sheets><sheet name=\"A\" r:id=\"x\"/></sheets></workbook>"},
           {"xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"x\" Type=\"t/worksheet\" "
            "Target=\"sheet.xml\"/></Relationships>"},
           {"xl/sheet.xml", sheet}}),
      1);
  ASSERT_FALSE(typed);
  EXPECT_EQ(typed.error().place, "xl/sheet.xml");
}

TEST(XlsxParts, AreMadeOfAMillionRows) {
#ifdef COMITY_SANITIZED
  constexpr int kRows = 500'000;  // sanitizers take ten times as long for each
  constexpr std::size_t kParts = 3;
#else
  constexpr int kRows = 1'000'000;  // as one sheet of the format holds them
  constexpr std::size_t kParts = 6;
#endif
  // Packed it is small, because its rows are alike.
  std::string data;
  for (int i = 1; i <= kRows; ++i) data += number_row(i);
  const auto bytes = xlsx_of({{"Data", data, ""}}, {{"<t>a</t>", "<t>b</t>"}, {}, false, ""});
  EXPECT_TRUE(may_be_long_workbook(bytes));
  const auto parts = workbook_parts(bytes);
  ASSERT_TRUE(parts) << parts.error().message;
  EXPECT_EQ(parts->size(), kParts);
  std::size_t lines = 0;
  for (const auto& part : *parts) {
    lines += static_cast<std::size_t>(std::count(part.bytes->begin(), part.bytes->end(), '\n')) - 1;
  }
  EXPECT_EQ(lines, kRows - 1U) << "the first row heads all parts";
}

}  // namespace
}  // namespace comity::reading
