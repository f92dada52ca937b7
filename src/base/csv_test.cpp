#include "base/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace comity::base {
namespace {

using testing::ElementsAre;

std::string random_field(std::mt19937& random) {
  static constexpr std::string_view kParts[] = {"a",    ",",  "\"", "\r\n",    "\n",   "\r",
                                                "\"\"", " b", "é",  "السودان", "中国", ";"};
  std::string field;
  for (auto count = random() % 6; count > 0; --count) field += kParts[random() % std::size(kParts)];
  return field;
}

TEST(Csv, WhatIsWrittenIsReadBack) {
  std::mt19937 random(20260101);
  for (int round = 0; round < 500; ++round) {
    std::vector<std::vector<std::string>> rows(1 + random() % 5);
    const auto width = 1 + random() % 4;
    std::string text;
    for (auto& row : rows) {
      for (auto i = width; i > 0; --i) row.push_back(random_field(random));
      append_csv_row(text, row);
    }
    const auto table = parse_csv(text);
    ASSERT_TRUE(table.has_value()) << table.error().message << " in " << text;
    EXPECT_EQ(table->columns, rows.front());
    EXPECT_EQ(table->rows, (std::vector(rows.begin() + 1, rows.end())));
  }
}

TEST(Csv, ReadsBothLineEndsAndAMissingLastOne) {
  const auto table = parse_csv("a,b\r\n1,2\n3,").value();
  EXPECT_THAT(table.columns, ElementsAre("a", "b"));
  EXPECT_THAT(table.rows, ElementsAre(ElementsAre("1", "2"), ElementsAre("3", "")));
  EXPECT_EQ(table.column("b"), 1U);
  EXPECT_EQ(table.column("c"), CsvTable::npos);
}

TEST(Csv, RowsOfAnyLengthBetweenOtherDelimiters) {
  CsvRows rows("a;\"b;\rc\"\r1\r\r2;3;4", ';');
  std::vector<std::string> row;
  ASSERT_TRUE(rows.next(row).value());
  EXPECT_THAT(row, ElementsAre("a", "b;\rc"));
  EXPECT_EQ(rows.line(), 1U);
  ASSERT_TRUE(rows.next(row).value());
  EXPECT_THAT(row, ElementsAre("1"));
  EXPECT_EQ(rows.line(), 3U);
  ASSERT_TRUE(rows.next(row).value());
  EXPECT_THAT(row, ElementsAre(""));
  ASSERT_TRUE(rows.next(row).value());
  EXPECT_THAT(row, ElementsAre("2", "3", "4"));
  EXPECT_FALSE(rows.next(row).value());
}

TEST(Csv, AByteOrderMarkIsNoPartOfTheFirstName) {
  EXPECT_EQ(parse_csv("\xEF\xBB\xBF"
                      "code\nBRA\n")
                .value()
                .column("code"),
            0U);
}

TEST(Csv, NothingIsAnEmptyTable) { EXPECT_TRUE(parse_csv("").value().columns.empty()); }

TEST(Csv, ErrorsNameTheLine) {
  EXPECT_EQ(parse_csv("a,b\n1,2\n3\n").error().place, "line 3");
  EXPECT_EQ(parse_csv("a\n\"x\ny\n").error().place, "line 2");
  EXPECT_EQ(parse_csv("a\n\"x\"y\n").error().place, "line 2");
  EXPECT_EQ(parse_csv("a,b\n\"1\n2\",3\n4\n").error().place, "line 4");
}

TEST(Csv, GoesOnBehindALineThatIsNoRow) {
  CsvRows rows("a,b\n1,\"2\n3,4\n");
  std::vector<std::string> row;
  ASSERT_TRUE(rows.next(row).value());
  ASSERT_FALSE(rows.next(row));
  EXPECT_EQ(rows.skip_line(), "1,\"2");
  ASSERT_TRUE(rows.next(row).value());
  EXPECT_THAT(row, ElementsAre("3", "4"));
  EXPECT_EQ(rows.line(), 3U);
  EXPECT_FALSE(rows.next(row).value());
}

TEST(Csv, OnlyWhatNeedsItIsQuoted) {
  std::string row;
  append_csv_row(row, {"plain text", "a,b", "say \"no\"", "", "two\nlines"});
  EXPECT_EQ(row, "plain text,\"a,b\",\"say \"\"no\"\"\",,\"two\nlines\"\r\n");
}

TEST(Csv, WhatWouldBeAFormulaIsDefusedAndComesBack) {
  EXPECT_EQ(defused("=1+1"), "'=1+1");
  EXPECT_EQ(defused("-2"), "'-2");
  EXPECT_EQ(defused("plain"), "plain");
  EXPECT_EQ(defused("'quoted'"), "'quoted'");
  for (const std::string text : {"=x", "'=x", "''@x", "'x", "", "+", "'"}) {
    EXPECT_EQ(from_defused(defused(text)), text);
  }
}

}  // namespace
}  // namespace comity::base
