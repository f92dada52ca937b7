#include "grammar/sources/source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grammar/sources/source_columns.h"
#include "grammar/sources/source_fixture.h"

namespace comity::grammar {
namespace {

using model::SourceAnswer;
using sources_fixture::reading_of_rows;
using sources_fixture::Rows;
using sources_fixture::rows_of;
using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<std::string> kUprInfo = {
    "State under Review", "Recommendation", "Recommending State", "Response", "Action", "Session"};

TEST(Source, IsReadByTheNamesOfItsColumns) {
  const auto reading =
      reading_of_rows({kUprInfo,
                       {"Cote d'Ivoire", "Ratify the Covenant", "France", "Accepted", "5", "19"},
                       {"Brazil", "Go on", "Brazil", "Voluntary Pledge", "", "1"},
                       {"Brazil", "Begin", "(Unknown)", "Perhaps", "", "1"}});
  ASSERT_TRUE(reading.source);
  EXPECT_EQ(reading.kind, model::WorkKind::table);
  ASSERT_EQ(reading.findings.size(), 1U);
  EXPECT_EQ(reading.findings[0].saw, "“Perhaps”");
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
      reading_of_rows({{"symbol", "number", "clause", "state_under_review", "cycle", "session",
                        "text", "recommending_states", "position", "counts_as"},
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

TEST(Source, TakesSeveralStatesInOneCell) {
  const auto by = [](const std::string& cell) {
    const auto reading =
        reading_of_rows({kUprInfo, {"Brazil", "Ratify it", cell, "Accepted", "", "3"}});
    const auto rows = rows_of(reading);
    return rows.empty() ? std::vector<std::string>{"refused"} : rows.front().by;
  };
  for (const std::string cell :
       {"France, Germany", "France and Germany", "France / Germany", "FRA;DEU", "France ; Germany",
        "- France - Germany", "- France; - Germany", "Francia y Alemania"}) {
    EXPECT_THAT(by(cell), ElementsAre("FRA", "DEU")) << cell;
  }
  EXPECT_THAT(by("Trinidad and Tobago, Iran (Islamic Republic of) and Chile"),
              ElementsAre("TTO", "IRN", "CHL"));
  EXPECT_THAT(by("- Guinea-Bissau - Holy See"), ElementsAre("GNB", "VAT"));
  EXPECT_THAT(by("France, Chile, France"), ElementsAre("FRA", "CHL"));
  EXPECT_THAT(by("France, Atlantis"), ElementsAre("refused"));
  EXPECT_THAT(by("- France - Atlantis"), ElementsAre("refused"));
}

TEST(Source, RefusesARowUnderReviewOfSeveralStates) {
  const auto reading = reading_of_rows(
      {kUprInfo, {"- Albania - Chile", "Ratify it", "France", "Accepted", "", "3"}});
  ASSERT_TRUE(reading.source);
  ASSERT_EQ(reading.source->refused.size(), 1U);
  EXPECT_EQ(reading.source->refused.front().rule, "source.several-states");
}

TEST(Source, RefusesRowsOneByOne) {
  const auto reading = reading_of_rows({kUprInfo,
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
  const auto rows = rows_of(reading_of_rows(
      {{"State under review", "Recommendation", "Recommending State", "Session", "Goal", "reason"},
       {"Brazil", "Ratify it", "France", "3", "16", "no such State"}}));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_THAT(rows[0].more, ElementsAre(testing::Pair("Goal", "16")));
}

TEST(Source, TellsOfAnswersThatMeanNoPosition) {
  const auto reading = reading_of_rows(
      {{"State under review", "Recommendation", "Recommending State", "Response", "Session"},
       {"Brazil", "Ratify it", "France", "Not accepted", "3"},
       {"Brazil", "Keep it", "France", "Partially accepted", "3"},
       {"Brazil", "Count it", "France", "In due course", "3"}});
  ASSERT_TRUE(reading.source);
  EXPECT_THAT(reading.source->answers,
              ElementsAre(testing::Pair("Not accepted", model::SourceAnswer::noted)));
  ASSERT_EQ(reading.findings.size(), 1U);
  EXPECT_EQ(reading.findings[0].rule, "source.unknown-answer");
  EXPECT_EQ(reading.findings[0].saw, "“In due course”, “Partially accepted”");
  EXPECT_EQ(reading.findings[0].assumed, "2");
}

TEST(Source, NamesBelowTheTenthRowAreNone) {
  Rows rows(10, {"a line"});
  rows.push_back({"State under review", "Recommendation", "Recommending State", "Session"});
  rows.push_back({"Brazil", "Ratify it", "France", "3"});
  EXPECT_FALSE(reading_of_rows(rows).source);
}

TEST(Source, SaysWhichColumnIsMissing) {
  const auto reading = reading_of_rows(
      {{"State under review", "Recommendation", "Session"}, {"Brazil", "Ratify it", "3"}});
  EXPECT_FALSE(reading.source);
  ASSERT_EQ(reading.findings.size(), 1U);
  EXPECT_EQ(reading.findings[0].saw, "recommending_state");
}

TEST(Source, OtherTablesStayTables) {
  EXPECT_FALSE(reading_of_rows({{"name", "text"}, {"a", "b"}}).source);
  EXPECT_FALSE(reading_of_rows({kUprInfo}).source) << "no row";
}

TEST(Source, ComesBackFromItsJson) {
  auto reading = reading_of_rows({kUprInfo,
                                  {"Brazil", "Ratify it", "(Unknown)", "Accepted", "", "3"},
                                  {"Atlantis", "Ratify it", "France", "Accepted", "", "3"}});
  const auto back = model::reading_from_json(model::to_json(reading));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->source, reading.source);
  EXPECT_FALSE(model::source_from_json(base::parse_json(R"({"paragraph":-1})").value()));
  EXPECT_FALSE(model::source_from_json(
      base::parse_json(R"({"paragraph":0,"refused":[[3,"a","","b"],[2,"a","","b"]]})").value()));
}

const std::vector<std::string> kUhri = {"AnnotationId",   "Symbol",    "Text", "PublicationDate",
                                        "AnnotationType", "Countries", "Body", "AffectedPersons",
                                        "Themes",         "Sdgs"};

TEST(Source, TakesRowsOfEveryMechanismAsTheIndexExportsThem) {
  const auto reading = reading_of_rows(
      {kUhri,
       {"1", "CEDAW/C/ALB/CO/4", "Count girls&rsquo; schools.", "2016-07-25", "Recommendation",
        "Albania", "CEDAW", "- Girls; - Women", "- Education - Equality", "- 04 - Education"},
       {"2", "A/HRC/21/11", "118.12 Ratify the CÃ³digo (Chile);", "2012-07-09",
        "0b0e0a1c-6a51-4f3e-9a1c-2f8a5d2b7c11", "Brazil", "- UPR", "", "", ""},
       {"3", "A/HRC/30/1/Add.2", "Build wells", "2015-01-01", "", "Brazil",
        "SR Water and sanitation", "", "", ""},
       {"4", "CAT/C/NOR/CO/8", "Open a door", "2018-01-01", "Recommendation", "", "", "", "", ""}});
  ASSERT_TRUE(reading.source);
  EXPECT_TRUE(reading.source->refused.empty());
  const auto rows = rows_of(reading);
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[0].mechanism, "treaty-body:CEDAW");
  EXPECT_EQ(rows[0].state, "ALB");
  EXPECT_EQ(rows[0].text, "Count girls’ schools.");
  EXPECT_EQ(rows[0].mending, "entities");
  EXPECT_EQ(rows[0].symbol, "CEDAW/C/ALB/CO/4");
  EXPECT_EQ(rows[0].type, "Recommendation");
  EXPECT_THAT(
      rows[0].tags,
      ElementsAre(model::SourceTag{"themes", "Education"}, model::SourceTag{"themes", "Equality"},
                  model::SourceTag{"persons", "Girls"}, model::SourceTag{"persons", "Women"},
                  model::SourceTag{"goals", "04 - Education"}));
  EXPECT_EQ(rows[1].mechanism, "upr");
  EXPECT_EQ(rows[1].text, "Ratify the Código");
  EXPECT_EQ(rows[1].number, "118.12");
  EXPECT_THAT(rows[1].by, ElementsAre("CHL"));
  EXPECT_EQ(rows[1].cycle, 2);
  EXPECT_EQ(rows[1].type, "") << "only their database knows it";
  EXPECT_EQ(rows[2].mechanism, "special-procedure");
  EXPECT_EQ(rows[2].body, "SR Water and sanitation");
  EXPECT_EQ(rows[3].mechanism, "treaty-body:CAT") << "by the symbol";
  EXPECT_EQ(rows[3].state, "NOR") << "by the symbol";
  std::vector<std::string> findings;
  for (const auto& each : reading.findings) findings.push_back(each.rule + " " + each.saw);
  EXPECT_THAT(findings,
              ElementsAre("source.mended 2", "source.state-by-symbol 1", "source.no-type 2"));
  const auto back = model::reading_from_json(model::to_json(reading));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->source, reading.source);
}

TEST(Source, RefusesWhatNoMechanismOrNoSingleStateSays) {
  const auto reading = reading_of_rows(
      {kUhri,
       {"1", "", "Build wells", "2015-01-01", "", "Brazil", "A committee of ours", "", "", ""},
       {"2", "", "Build wells", "2015-01-01", "", "Brazil; Chile", "CEDAW", "", "", ""},
       {"3", "", "&nbsp;<p></p>", "2015-01-01", "", "Brazil", "CEDAW", "", "", ""},
       {"4", "X/1", "Build wells", "2015-01-01", "", "", "CEDAW", "", "", ""}});
  ASSERT_TRUE(reading.source);
  std::vector<std::string> rules;
  for (const auto& row : reading.source->refused) rules.push_back(row.rule);
  EXPECT_THAT(rules, ElementsAre("source.unknown-mechanism", "source.several-states",
                                 "source.empty", "source.empty"));
}

TEST(Source, IsReadByNamesInOtherLanguagesAndByWhatStandsInTheColumns) {
  const auto french =
      reading_of_rows({{"Pays", "Recommandation", "Formulée par", "Réponse", "Session"},
                       {"Brésil", "Ratifier", "Chili", "Acceptée", "13"}});
  ASSERT_EQ(rows_of(french).size(), 1U);
  EXPECT_EQ(rows_of(french)[0].answer, SourceAnswer::supported);
  const auto chinese = reading_of_rows(
      {{"国家", "建议", "建议国", "立场", "轮次"}, {"巴西", "批准公约", "法国", "接受", "3"}});
  ASSERT_EQ(rows_of(chinese).size(), 1U);
  EXPECT_EQ(rows_of(chinese)[0].state, "BRA");
  const auto own =
      reading_of_rows({{"Recommendation", "Who", "To", "Cycle", "Ref"},
                       {"Ratify the Covenant in full", "France", "Brazil", "3", "119.23"},
                       {"Ratify the Convention in full", "Chile", "Brazil", "3", "119.24"}});
  ASSERT_EQ(rows_of(own).size(), 2U);
  EXPECT_EQ(rows_of(own)[0].state, "BRA") << "of two columns of States, the one that says fewer";
  EXPECT_THAT(rows_of(own)[0].by, ElementsAre("FRA"));
  EXPECT_EQ(rows_of(own)[0].number, "119.23");
}

TEST(Source, IsReadByWhatAPersonSaysOfTheColumns) {
  auto reading =
      reading_of_rows({{"a", "b"}, {"119.1 Go on (Chile).", "x"}, {"Begin (Norway)", "y"}});
  EXPECT_FALSE(reading.source);
  model::ColumnMapping told;
  told.columns = {{model::SourceColumn::text, 0}};
  told.constants = {{model::SourceColumn::state, "Brazil"}, {model::SourceColumn::cycle, "3"}};
  read_source_as(reading, names::Register::builtin(), told, 0);
  ASSERT_TRUE(reading.source);
  EXPECT_TRUE(reading.source->told);
  const auto rows = rows_of(reading);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].state, "BRA");
  EXPECT_EQ(rows[0].cycle, 3);
  EXPECT_EQ(rows[0].number, "119.1");
  EXPECT_EQ(rows[0].text, "Go on");
  EXPECT_THAT(rows[0].by, ElementsAre("CHL"));
  told.columns = {{model::SourceColumn::text, 9}};
  read_source_as(reading, names::Register::builtin(), told, 0);
  EXPECT_FALSE(reading.source);
  ASSERT_EQ(reading.findings.size(), 1U);
  EXPECT_EQ(reading.findings[0].rule, "source.missing-column");
}

TEST(Source, TellsOfColumnsOfOneName) {
  const auto reading = reading_of_rows(
      {{"State under review", "Recommendation", "Recommending State", "Session", "Session"},
       {"Brazil", "Ratify it", "France", "3", "4"}});
  ASSERT_EQ(reading.findings.size(), 1U);
  EXPECT_EQ(reading.findings[0].rule, "source.name-twice");
  EXPECT_EQ(rows_of(reading)[0].session, 3);
}

TEST(Source, KnowsACycleByItsWords) {
  const std::pair<std::string_view, int> cases[] = {{"first cycle", 1},
                                                    {"2nd cycle", 2},
                                                    {"Second", 2},
                                                    {"II", 2},
                                                    {"Cycle III", 3},
                                                    {"UPR 4th cycle (2022–2027)", 4},
                                                    {"1st Cycle, 2008-2011", 1},
                                                    {"deuxième cycle", 2},
                                                    {"3e cycle", 3},
                                                    {"1er cycle de l’EPU", 1},
                                                    {"2ème", 2},
                                                    {"segundo ciclo", 2},
                                                    {"2.º ciclo", 2},
                                                    {"Tercer ciclo", 3},
                                                    {"второй цикл", 2},
                                                    {"2-й цикл УПО", 2},
                                                    {"четвёртый цикл", 4},
                                                    {"الجولة الثانية", 2},
                                                    {"الجولة ٣", 3},
                                                    {"第二轮", 2},
                                                    {"第三轮审议", 3},
                                                    {"第2轮", 2},
                                                    {"Ⅳ", 4},
                                                    {"soon", 0},
                                                    {"2012", 0},
                                                    {"second or third", 0},
                                                    {"second phase of it", 0},
                                                    {"12th cycle", 0},
                                                    {"", 0}};
  for (const auto& [words, cycle] : cases) EXPECT_EQ(cycle_by_words(words), cycle) << words;
}

TEST(Source, TakesCyclesThatAreWrittenOut) {
  const auto reading =
      reading_of_rows({{"State under review", "Recommendation", "Recommending State", "Cycle"},
                       {"Brazil", "Ratify it", "France", "Second cycle"},
                       {"Brazil", "Keep it", "Chile", "3"},
                       {"Brazil", "Build it", "Chile", "in due course"}});
  ASSERT_TRUE(reading.source);
  const auto rows = rows_of(reading);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].cycle, 2);
  EXPECT_EQ(rows[0].session, 0);
  EXPECT_EQ(rows[1].cycle, 3);
  ASSERT_EQ(reading.source->refused.size(), 1U);
  EXPECT_EQ(reading.source->refused[0].rule, "source.no-session");
}

TEST(Source, KnowsTheCycleOfAReport) {
  EXPECT_EQ(cycle_by_symbol("A/HRC/19/3"), 1);
  EXPECT_EQ(cycle_by_symbol("A/HRC/21/11"), 2);
  EXPECT_EQ(cycle_by_symbol("A/HRC/34/5"), 2);
  EXPECT_EQ(cycle_by_symbol("A/HRC/36/5"), 3);
  EXPECT_EQ(cycle_by_symbol("A/HRC/50/5"), 3);
  EXPECT_EQ(cycle_by_symbol("A/HRC/52/5"), 4);
  EXPECT_EQ(cycle_by_symbol("A/HRC/WG.6/34/SVN/1"), 3);
  EXPECT_EQ(cycle_by_symbol("A/HRC/90/5"), 0);
  EXPECT_EQ(cycle_by_symbol("CRC/C/1"), 0);
  EXPECT_EQ(cycle_by_date("2012-07-09T00:00:00Z"), 2);
  EXPECT_EQ(cycle_by_date("2011-12-09"), 1);
  EXPECT_EQ(cycle_by_date("soon"), 0);
}

}  // namespace
}  // namespace comity::grammar
