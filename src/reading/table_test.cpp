#include "reading/table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace comity::reading {
namespace {

using namespace std::string_view_literals;
using base::ErrorKind;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Rows = std::vector<std::vector<std::string>>;

Rows all_rows(const model::Document& document) {
  Rows out;
  for (const auto& block : document.blocks) {
    for (const auto& row : block.rows) {
      out.emplace_back();
      for (const auto& cell : row) out.back().push_back(model::text_of(cell.runs));
    }
  }
  return out;
}

std::vector<std::string> findings_of(const model::Document& document) {
  std::vector<std::string> out;
  for (const auto& finding : document.findings) out.push_back(finding.rule + " " + finding.assumed);
  return out;
}

const Rows kRows = {{"State", "Année", "Note"}, {"Brésil", "2012", "un, deux"}};

TEST(Table, IsOneBlockOfRows) {
  const auto document = read_table(
      "State,Ann\xC3\xA9"
      "e,Note\r\nBr\xC3\xA9sil,2012,\"un, deux\"\r\n",
      false);
  ASSERT_TRUE(document);
  EXPECT_EQ(document->media_type, "text/csv");
  ASSERT_EQ(document->blocks.size(), 1U);
  EXPECT_EQ(document->blocks[0].kind, model::BlockKind::table);
  EXPECT_EQ(all_rows(*document), kRows);
  EXPECT_TRUE(document->findings.empty());
}

TEST(Table, NumbersRowsAsTheFileHasThem) {
  const auto document = read_table(
      "sep=;\nState;Note\n\n\nBrazil;\"two\nlines\"\nChile;x\n  \nPeru;\"a\" b\nFiji;y\n", false);
  ASSERT_TRUE(document);
  const auto& table = document->blocks[0];
  ASSERT_EQ(table.rows.size(), 5U);
  std::vector<std::uint32_t> numbers;
  for (std::uint32_t row = 1; row <= 5; ++row) {
    numbers.push_back(model::number_of_row(table.row_numbers, row));
  }
  EXPECT_THAT(numbers, ElementsAre(1U, 4U, 5U, 7U, 8U)) << "as a spreadsheet shows them";
  EXPECT_EQ(table.row_numbers.size(), 2U) << "only where rows do not follow each other";
  EXPECT_THAT(findings_of(*document), ElementsAre("table.broken-row 7"));
  EXPECT_TRUE(read_table("a,b\nc,d\n", false)->blocks[0].row_numbers.empty());
}

TEST(Table, SaysWhatItGuessed) {
  const auto latin = read_table(
      "State;Ann\xE9"
      "e;Note\rBr\xE9sil;2012;un, deux\r",
      false);
  ASSERT_TRUE(latin);
  EXPECT_EQ(all_rows(*latin), kRows);
  EXPECT_THAT(findings_of(*latin),
              ElementsAre("text.encoding Windows-1252", "table.delimiter semicolons"));
  const auto mac = read_table(
      "State\tAnn\x8E"
      "e\tNote\nBr\x8Esil\t2012\tun, deux\n",
      true);
  ASSERT_TRUE(mac);
  EXPECT_EQ(mac->media_type, "text/tab-separated-values");
  EXPECT_EQ(all_rows(*mac), kRows);
  EXPECT_THAT(findings_of(*mac), ElementsAre("text.encoding Mac Roman"));
}

TEST(Table, ReadsUnicodeWithMarks) {
  EXPECT_EQ(all_rows(*read_table("\xEF\xBB\xBF"
                                 "a,b\n1,2\n",
                                 false)),
            (Rows{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(all_rows(*read_table("\xFF\xFE"
                                 "a\0\t\0b\0\r\0\n\0\x31\0\t\0\x32\0"sv,
                                 true)),
            (Rows{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(all_rows(*read_table("\xFE\xFF\0a\0,\0b\0\n\0\x31\0,\0\x32"sv, false)),
            (Rows{{"a", "b"}, {"1", "2"}}));
}

TEST(Table, BelievesTheLineThatNamesTheDelimiter) {
  const auto document = read_table("sep=;\r\na;b,c\r\n", false);
  ASSERT_TRUE(document);
  EXPECT_EQ(all_rows(*document), (Rows{{"a", "b,c"}}));
  EXPECT_TRUE(document->findings.empty());
}

TEST(Table, OfOneColumnNeedsNoDelimiter) {
  EXPECT_EQ(all_rows(*read_table("name\none\n\ntwo\n", false)), (Rows{{"name"}, {"one"}, {"two"}}));
  EXPECT_TRUE(read_table("name\none\n", false)->findings.empty());
}

TEST(Table, TellsOfRowsOfAnotherLength) {
  const auto document = read_table("a,b,c\n1,2,3\n1,2\n1\n", false);
  ASSERT_TRUE(document);
  EXPECT_EQ(document->blocks[0].rows.size(), 4U);
  ASSERT_EQ(document->findings.size(), 1U) << "the first of them is enough";
  EXPECT_EQ(document->findings[0].rule, "table.ragged");
  EXPECT_EQ(document->findings[0].saw, "3");
  EXPECT_EQ(document->findings[0].assumed, "2 / 3");
}

TEST(Table, TakesARowWithAnOpenQuotationMarkAsItStands) {
  const auto document = read_table("a,b\n1,\"2\n3,4\n5,\"x\"y\n", false);
  ASSERT_TRUE(document);
  EXPECT_EQ(all_rows(*document), (Rows{{"a", "b"}, {"1", "\"2"}, {"3", "4"}, {"5", "\"x\"y"}}));
  ASSERT_EQ(document->findings.size(), 2U);
  EXPECT_EQ(document->findings[0].rule, "table.broken-row");
  EXPECT_EQ(document->findings[0].saw, "2");
  EXPECT_EQ(document->findings[1].saw, "4");
  EXPECT_EQ(document->findings[1].assumed, "4") << "the row of the table";
}

TEST(Table, WithAnOpenQuotationMarkInItsFirstRowOrInMostIsCorrupt) {
  EXPECT_EQ(read_table("a,\"b\n1,2\n", false).error().place, "line 1");
  std::string rows = "a,b\n";
  for (int i = 0; i < 300; ++i) rows += "1,\"2\"x\n";
  const auto document = read_table(rows, false);
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().kind, ErrorKind::corrupt);
  EXPECT_EQ(document.error().place, "line 202");
}

TEST(Table, HasALimitOfCells) {
  std::string text;
  for (int i = 0; i < 2'000; ++i) text += std::string(500, ',') + "\n";
  const auto document = read_table(text, false);
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().kind, ErrorKind::too_large);
  EXPECT_THAT(document.error().message, HasSubstr("cells"));
}

TEST(Table, KeepsOneHugeCell) {
  const auto document = read_table("a," + std::string(3'000'000, 'x') + "\n", false);
  ASSERT_TRUE(document);
  EXPECT_EQ(all_rows(*document)[0][1].size(), 3'000'000U);
}

TEST(Grid, LeavesEmptyWhatACellReachesOver) {
  std::vector<std::vector<model::Cell>> rows;
  Grid grid(rows);
  grid.add(text_cell("a").runs, 2, 2);
  grid.add(text_cell("b").runs, 1, 1);
  grid.end_row();
  grid.add(text_cell("c").runs, 1, 1);
  grid.end_row();
  grid.add(text_cell("d").runs, 1, 1);
  grid.end_row();
  model::Document document;
  document.blocks.emplace_back().rows = rows;
  EXPECT_EQ(all_rows(document), (Rows{{"a", "", "b"}, {"", "", "c"}, {"d"}}));
  EXPECT_EQ(grid.cells(), 7U);
}

TEST(Table, IsToldFromText) {
  EXPECT_TRUE(looks_like_table("a,b,c\n1,2,3\n4,5,6\n"));
  EXPECT_TRUE(looks_like_table("a\tb\tc\n1\t2\t3\n4\t5\t6\n"));
  EXPECT_FALSE(looks_like_table("One, two, three.\nFour.\nFive, six, seven.\n"));
  EXPECT_FALSE(looks_like_table("a,b,c\n"));
}

}  // namespace
}  // namespace comity::reading
