#include "render/xlsx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <pugixml.hpp>

#include "support/unzipped.h"

namespace comity::render {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string part(const std::string& bytes, const char* name) {
  return test_support::unzipped(bytes)[name];
}

Xlsx workbook(std::uint32_t rows_a_sheet = Xlsx::kRowsASheet) {
  auto made = Xlsx::create(testing::TempDir(), rows_a_sheet);
  EXPECT_TRUE(made);
  return *std::move(made);
}

std::string packed(Xlsx book) {
  EXPECT_TRUE(book.finish());
  auto bytes = bytes_of(book);
  EXPECT_TRUE(bytes);
  return bytes ? *bytes : std::string();
}

std::vector<std::string> sheets_of(const std::string& bytes) {
  pugi::xml_document document;
  document.load_string(part(bytes, "xl/workbook.xml").c_str());
  std::vector<std::string> names;
  for (const auto sheet : document.child("workbook").child("sheets")) {
    names.emplace_back(sheet.attribute("name").value());
  }
  return names;
}

TEST(Xlsx, TextStaysTextAndNumbersAreNumbers) {
  auto book = workbook();
  ASSERT_TRUE(book.begin_sheet("rows", {{"what", 10}, {"count", 5}}));
  for (const std::string_view text :
       {"=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "http://x.example", "119.10"}) {
    const std::array<XlsxCell, 2> cells = {text, std::int64_t{7}};
    ASSERT_TRUE(book.add_row(cells));
  }
  const auto bytes = packed(std::move(book));
  const auto sheet = part(bytes, "xl/worksheets/sheet1.xml");
  EXPECT_THAT(sheet, Not(HasSubstr("<f>")));
  EXPECT_THAT(sheet, Not(HasSubstr("hyperlink")));
  EXPECT_THAT(sheet, HasSubstr("<c r=\"A2\" t=\"inlineStr\"><is><t>=1+1</t></is></c>"));
  EXPECT_THAT(sheet, HasSubstr("<c r=\"A8\" t=\"inlineStr\"><is><t>119.10</t></is></c>"));
  EXPECT_THAT(sheet, HasSubstr("<c r=\"B2\"><v>7</v></c>"));
}

TEST(Xlsx, DaysAndMomentsAreCounted) {
  auto book = workbook();
  ASSERT_TRUE(book.begin_sheet("rows", {}));
  const std::array<XlsxCell, 3> cells = {XlsxDay{"2012-05-25"}, XlsxDay{"2012-05"},
                                         base::Time{1'337'904'000'000'000}};
  ASSERT_TRUE(book.add_row(cells));
  const auto sheet = part(packed(std::move(book)), "xl/worksheets/sheet1.xml");
  EXPECT_THAT(sheet, HasSubstr("<v>41054</v>"));
  EXPECT_THAT(sheet, HasSubstr("<t>2012-05</t>"));
  EXPECT_THAT(sheet, HasSubstr("<c r=\"C1\" s=\"2\"><v>41054</v></c>"));
}

TEST(Xlsx, ALongTableGoesOnInAnotherSheet) {
  auto book = workbook(3);
  ASSERT_TRUE(book.begin_sheet("rows", {{"number", 10}}));
  for (std::int64_t i = 0; i < 5; ++i) {
    const std::array<XlsxCell, 1> cells = {i};
    ASSERT_TRUE(book.add_row(cells));
  }
  const auto bytes = packed(std::move(book));
  EXPECT_THAT(sheets_of(bytes), ElementsAre("rows", "rows 2", "rows 3"));
  EXPECT_THAT(part(bytes, "xl/worksheets/sheet3.xml"), HasSubstr("<t>number</t>"));
  EXPECT_THAT(part(bytes, "xl/worksheets/sheet3.xml"), HasSubstr("<c r=\"A2\"><v>4</v></c>"));
}

TEST(Xlsx, NamesOfSheetsAreOnesThatSheetsMayHave) {
  auto book = workbook();
  for (const auto* name : {"119: supported?", "119 SUPPORTED", "", "'/'",
                           "Рекомендации, которые пользуются поддержкой"}) {
    ASSERT_TRUE(book.begin_sheet(name, {}));
  }
  EXPECT_THAT(sheets_of(packed(std::move(book))),
              ElementsAre("119 supported", "119 SUPPORTED 2", "1", "1 2",
                          "Рекомендации, которые пользуютс"));
}

TEST(Xlsx, ATextThatNoCellHoldsIsCutAndCounted) {
  auto book = workbook();
  ASSERT_TRUE(book.begin_sheet("rows", {}));
  std::string text;
  for (std::size_t i = 0; i <= Xlsx::kLongestText; ++i) text += "é";
  const std::array<XlsxCell, 1> cells = {std::string_view(text)};
  ASSERT_TRUE(book.add_row(cells));
  EXPECT_EQ(book.cut(), 1U);
  EXPECT_THAT(part(packed(std::move(book)), "xl/worksheets/sheet1.xml"),
              HasSubstr("<t>" + text.substr(0, 2 * Xlsx::kLongestText) + "</t>"));
}

TEST(Xlsx, AFolderThatIsNotThereIsNamed) {
  const auto made = Xlsx::create("/nowhere/at/all");
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, base::ErrorKind::unavailable);
  EXPECT_EQ(made.error().place, "/nowhere/at/all");
}

TEST(Xlsx, NothingStaysInTheFolder) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "xlsx_leaves_nothing";
  std::filesystem::create_directories(folder);
  {
    auto made = Xlsx::create(folder);
    ASSERT_TRUE(made);
    ASSERT_TRUE(made->begin_sheet("given up", {}));
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder));
  auto made = Xlsx::create(folder);
  ASSERT_TRUE(made);
  ASSERT_TRUE(made->begin_sheet("taken", {}));
  ASSERT_TRUE(made->finish());
  EXPECT_TRUE(std::filesystem::is_empty(folder));
  EXPECT_TRUE(bytes_of(*made));
}

}  // namespace
}  // namespace comity::render
