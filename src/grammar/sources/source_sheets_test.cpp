// Sheets of workbooks that are made one table, and rows as the file numbers them.
#include "grammar/sources/source_sheets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grammar/sources/source.h"
#include "grammar/sources/source_fixture.h"

namespace comity::grammar {
namespace {

using model::SourceAnswer;
using sources_fixture::add_table;
using sources_fixture::reading_of_rows;
using sources_fixture::reading_of_sheets;
using sources_fixture::reading_of_tables;
using sources_fixture::Rows;
using sources_fixture::rows_of;
using testing::ElementsAre;

std::vector<std::string> told_in(const model::Reading& reading) {
  std::vector<std::string> told;
  for (const auto& each : reading.findings) told.push_back(each.rule + " " + each.saw);
  return told;
}

TEST(SourceSheets, OfAWorkbookIsEverySheetWithItsColumns) {
  const Rows header{{"State under review", "Recommendation", "Recommending State", "Session"}};
  auto first = header, second = header;
  first.push_back({"Brazil", "Ratify it", "France", "3"});
  second.push_back({"Brazil", "Keep it", "Chile", "3"});
  const auto reading = reading_of_tables({{{"Read me"}, {"Two lists."}}, first, second});
  ASSERT_TRUE(reading.source);
  const auto rows = rows_of(reading);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[1].row, 3U);
  EXPECT_THAT(rows[1].by, ElementsAre("CHL"));
  EXPECT_EQ(reading.paragraphs.size(), 2U);
  ASSERT_EQ(reading.findings.size(), 2U);
  EXPECT_EQ(reading.findings[0].rule, "source.sheets-joined");
  EXPECT_EQ(reading.findings[0].saw, "2");
  EXPECT_EQ(reading.findings[1].rule, "source.sheets-passed");
  EXPECT_EQ(reading.findings[1].saw, "“Read me”");
}

TEST(SourceSheets, ARowOfJoinedSheetsIsFoundAgainInItsOwn) {
  const Rows header{{"State under review", "Recommendation", "Recommending State", "Session"}};
  auto first = header, second = header;
  first.push_back({"Brazil", "Ratify it", "France", "3"});
  second.insert(second.begin(), {"Second list"});
  second.push_back({"Brazil", "Keep it", "Chile", "3"});
  second.push_back({"Nowhere", "Keep it", "Chile", "3"});
  const auto reading = reading_of_sheets(
      {{"About", {{"Read me"}, {"Two lists."}}}, {"98", first}, {"99 noted", second}});
  ASSERT_TRUE(reading.source);
  ASSERT_EQ(reading.source->refused.size(), 1U);
  const auto place = model::place_of_row(*reading.source, reading.source->refused[0].row);
  EXPECT_EQ(place.sheet, "99 noted");
  EXPECT_EQ(place.row, 4U);
  EXPECT_EQ(model::place_of_row(*reading.source, 2).sheet, "98");
  EXPECT_EQ(model::place_of_row(*reading.source, 2).row, 2U);
  std::vector<std::string> rules;
  for (const auto& each : reading.findings) rules.push_back(each.rule + " " + each.saw);
  EXPECT_THAT(rules, ElementsAre("source.sheets-joined 2", "source.sheets-passed “About”",
                                 "source.refused 1"));
  const auto again = model::source_from_json(model::to_json(*reading.source));
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, *reading.source);
}

TEST(SourceSheets, SheetsAreJoinedByWhatTheirColumnsMean) {
  const auto reading = reading_of_sheets(
      {{"98",
        {{"State under review", "Recommendation", "Recommending State", "Session", "Ministry"},
         {"Brazil", "Ratify it", "France", "3", "Justice"}}},
       {"99",
        {{"Session", "Pays", "Recommandation", "Formulée par", "ministry", "Date due", "Réponse"},
         {"3", "Brésil", "Keep it", "Chili", "Health", "2035", "Acceptée"}}},
       {"100",
        {{"State under review", "Recommendation", "Recommending State", "Session", "Ministry"},
         {"Brazil", "Build it", "Norway", "3", "Works"}}}});
  ASSERT_TRUE(reading.source);
  EXPECT_THAT(told_in(reading), ElementsAre("source.sheets-joined 3"));
  const auto rows = rows_of(reading);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[1].text, "Keep it");
  EXPECT_THAT(rows[1].by, ElementsAre("CHL"));
  EXPECT_EQ(rows[1].session, 3);
  EXPECT_EQ(rows[1].answer, SourceAnswer::supported) << "a column that the first has not";
  EXPECT_THAT(rows[1].more,
              ElementsAre(testing::Pair("Ministry", "Health"), testing::Pair("Date due", "2035")));
  EXPECT_THAT(rows[2].more, ElementsAre(testing::Pair("Ministry", "Works")));
  EXPECT_EQ(model::place_of_row(*reading.source, 3).sheet, "99");
  EXPECT_EQ(model::place_of_row(*reading.source, 3).row, 2U);
}

TEST(SourceSheets, SheetsThatMeanSomethingElseAreTold) {
  const Rows header{{"State under review", "Recommendation", "Recommending State", "Session"}};
  auto first = header;
  first.push_back({"Brazil", "Ratify it", "France", "3"});
  const auto reading = reading_of_sheets(
      {{"98", first},
       {"Plan", {{"Ministry", "Step"}, {"Justice", "A bill"}}},
       {"Bodies", {{"Body", "Recommendation"}, {"CEDAW", "Count girls"}}},
       {"Notes", {{"Drawn up in May"}, {"Two lists."}}},
       {"About", {{"Source", "comity"}, {"Query", "/search.xlsx"}, {"Rows", "1"}}}});
  ASSERT_TRUE(reading.source);
  EXPECT_EQ(rows_of(reading).size(), 1U);
  EXPECT_THAT(told_in(reading), ElementsAre("source.sheets-behind “Plan”, “Bodies”"));
  EXPECT_EQ(reading.findings[0].assumed, "98");
}

TEST(SourceSheets, RowsAreFoundAgainWhereBlankOnesStandBetween) {
  model::Document document;
  document.media_type = "text/csv";
  add_table(document, {{"State under review", "Recommendation", "Recommending State", "Session"},
                       {"Brazil", "Ratify it", "France", "3"},
                       {"Nowhere", "Keep it", "Chile", "3"},
                       {"Brazil", "Ratify \"it", "France", "3"}});
  document.blocks[0].row_numbers = {{1, 3}, {3, 8}};
  document.findings.push_back({"table.broken-row", "", {}, "9", "9"});
  const auto reading = parse(document, names::Register::builtin());
  ASSERT_TRUE(reading.source);
  EXPECT_EQ(rows_of(reading).size(), 1U);
  ASSERT_EQ(reading.source->refused.size(), 2U);
  const auto place = model::place_of_row(*reading.source, reading.source->refused[0].row);
  EXPECT_EQ(place.sheet, "");
  EXPECT_EQ(place.row, 8U);
  EXPECT_EQ(reading.source->refused[1].rule, "source.broken-quotes");
  EXPECT_EQ(model::place_of_row(*reading.source, 2).row, 4U);
  const auto back = model::reading_from_json(model::to_json(reading));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->paragraphs[0].row_numbers, reading.paragraphs[0].row_numbers);
  // Also where a person says what the columns mean of a table that was none.
  auto other = reading;
  other.source.reset();
  read_source_as(other, names::Register::builtin(),
                 {reading.source->columns, reading.source->constants}, 0);
  ASSERT_TRUE(other.source);
  EXPECT_EQ(model::place_of_row(*other.source, 4).row, 9U);
}

TEST(SourceSheets, TitlesMayStandAboveTheNamesOfItsColumns) {
  const auto reading =
      reading_of_rows({{"Matrix of recommendations, Iceland, 2022"},
                       {"State of play", "May"},
                       {"State under review", "Recommendation", "Recommending State", "Session"},
                       {"Brazil", "Ratify it", "France", "3"},
                       {"Nowhere", "Keep it", "Chile", "3"}});
  ASSERT_TRUE(reading.source);
  EXPECT_EQ(reading.source->header, 2U);
  const auto rows = rows_of(reading);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].row, 4U);
  EXPECT_EQ(model::source_row_count(reading), 1U);
  ASSERT_EQ(reading.source->refused.size(), 1U);
  EXPECT_EQ(reading.source->refused[0].row, 5U);
  EXPECT_EQ(model::header_of(reading),
            "state under review\nrecommendation\nrecommending state\nsession\n");
  const auto again = model::source_from_json(model::to_json(*reading.source));
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, *reading.source);
}

}  // namespace
}  // namespace comity::grammar
