#include "grammar/source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grammar/parse.h"

namespace comity::grammar {
namespace {

using model::SourceAnswer;
using testing::ElementsAre;
using testing::IsEmpty;
using Rows = std::vector<std::vector<std::string>>;

model::Reading reading_of(const Rows& rows) {
  model::Document document;
  document.media_type = "text/csv";
  auto& block = document.blocks.emplace_back();
  block.kind = model::BlockKind::table;
  block.places.emplace_back();
  for (const auto& row : rows) {
    auto& cells = block.rows.emplace_back();
    for (const auto& text : row) {
      cells.emplace_back();
      if (!text.empty()) cells.back().runs.push_back({text, {}, {}});
    }
  }
  return parse(document, names::Register::builtin());
}

std::vector<model::SourceRow> rows_of(const model::Reading& reading) {
  std::vector<model::SourceRow> rows;
  model::each_source_row(reading, [&](model::SourceRow row) { rows.push_back(std::move(row)); });
  return rows;
}

const std::vector<std::string> kUprInfo = {
    "State under Review", "Recommendation", "Recommending State", "Response", "Action", "Session"};

TEST(Source, IsReadByTheNamesOfItsColumns) {
  const auto reading =
      reading_of({kUprInfo,
                  {"Cote d'Ivoire", "Ratify the Covenant", "France", "Accepted", "5", "19"},
                  {"Brazil", "Go on", "Brazil", "Voluntary Pledge", "", "1"},
                  {"Brazil", "Begin", "(Unknown)", "Perhaps", "", "1"}});
  ASSERT_TRUE(reading.source);
  EXPECT_EQ(reading.kind, model::WorkKind::table);
  EXPECT_THAT(reading.findings, IsEmpty());
  const auto rows = rows_of(reading);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(model::source_row_count(reading), 3U);
  EXPECT_EQ(rows[0].row, 2U);
  EXPECT_EQ(rows[0].state, "CIV");
  EXPECT_THAT(rows[0].by, ElementsAre("FRA"));
  EXPECT_EQ(rows[0].session, 19);
  EXPECT_EQ(rows[0].cycle, 2);
  EXPECT_EQ(rows[0].answer, SourceAnswer::supported);
  EXPECT_THAT(rows[0].more, ElementsAre(testing::Pair("Action", "5")));
  EXPECT_EQ(rows[1].answer, SourceAnswer::pledge);
  EXPECT_THAT(rows[2].by, IsEmpty()) << "the source itself does not know";
  EXPECT_FALSE(rows[2].answer) << "a word that says nothing here";
  EXPECT_EQ(rows[2].response, "Perhaps");
}

TEST(Source, TakesWhatIsExportedHere) {
  const auto reading =
      reading_of({{"symbol", "number", "clause", "state_under_review", "cycle", "session", "text",
                   "recommending_states", "position", "counts_as"},
                  {"A/HRC/1/1", "5.1", "1", "BRA", "2", "", "Ratify it", "FRA;EU",
                   "enjoy its support", "supported"}});
  const auto rows = rows_of(reading);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_THAT(rows[0].by, ElementsAre("FRA", "EU"));
  EXPECT_EQ(rows[0].cycle, 2);
  EXPECT_EQ(rows[0].session, 0);
  EXPECT_EQ(rows[0].number, "5.1");
  EXPECT_EQ(rows[0].answer, SourceAnswer::supported);
}

TEST(Source, RefusesRowsOneByOne) {
  const auto reading = reading_of({kUprInfo,
                                   {"Atlantis", "Ratify it", "France", "Accepted", "", "3"},
                                   {"Brazil", "", "France", "Accepted", "", "3"},
                                   {"Brazil", "Ratify it", "", "Accepted", "", "3"},
                                   {"Brazil", "Ratify it", "France", "Accepted", "", "soon"},
                                   {"Brazil"},
                                   {"Brazil", "Ratify it", "France", "Accepted", "", "3"}});
  ASSERT_TRUE(reading.source);
  std::vector<std::string> rules;
  for (const auto& row : reading.source->refused) {
    rules.push_back(std::to_string(row.row) + " " + row.rule + " " + row.column);
  }
  EXPECT_THAT(rules,
              ElementsAre("2 source.unknown-state State under Review",
                          "3 source.empty Recommendation", "4 source.empty Recommending State",
                          "5 source.no-session Session", "6 source.few-cells Recommendation"));
  EXPECT_EQ(rows_of(reading).size(), 1U);
  ASSERT_EQ(reading.findings.size(), 1U);
  EXPECT_EQ(reading.findings[0].rule, "source.refused");
  EXPECT_EQ(reading.findings[0].saw, "5");
}

TEST(Source, TakesNoNoticeOfTheReasonsThatItGave) {
  const auto rows = rows_of(reading_of(
      {{"State under review", "Recommendation", "Recommending State", "Session", "Goal", "reason"},
       {"Brazil", "Ratify it", "France", "3", "16", "no such State"}}));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_THAT(rows[0].more, ElementsAre(testing::Pair("Goal", "16")));
}

TEST(Source, SaysWhichColumnIsMissing) {
  const auto reading = reading_of(
      {{"State under review", "Recommendation", "Session"}, {"Brazil", "Ratify it", "3"}});
  EXPECT_FALSE(reading.source);
  ASSERT_EQ(reading.findings.size(), 1U);
  EXPECT_EQ(reading.findings[0].saw, "recommending_state");
}

TEST(Source, OtherTablesStayTables) {
  EXPECT_FALSE(reading_of({{"name", "text"}, {"a", "b"}}).source);
  EXPECT_FALSE(reading_of({kUprInfo}).source) << "no row";
}

TEST(Source, ComesBackFromItsJson) {
  auto reading = reading_of({kUprInfo,
                             {"Brazil", "Ratify it", "(Unknown)", "Accepted", "", "3"},
                             {"Atlantis", "Ratify it", "France", "Accepted", "", "3"}});
  const auto back = model::reading_from_json(model::to_json(reading));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->source, reading.source);
  EXPECT_FALSE(model::source_from_json(base::parse_json(R"({"paragraph":-1})").value()));
  EXPECT_FALSE(model::source_from_json(
      base::parse_json(R"({"paragraph":0,"refused":[[3,"a","","b"],[2,"a","","b"]]})").value()));
}

}  // namespace
}  // namespace comity::grammar
