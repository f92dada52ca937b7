// Concluding observations of treaty bodies, of our own writing.
#include "grammar/observations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grammar/parse.h"
#include "grammar/test_fixture.h"

namespace comity::grammar {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// "12 (a) Lamps", for each paragraph in which the committee recommends.
std::vector<std::string> recommended(const model::Reading& reading) {
  std::vector<std::string> out;
  if (!reading.observations) return out;
  for (const auto& each : reading.observations->recommendations) {
    out.push_back(reading.paragraphs.at(each.paragraph).number + " " + each.theme);
  }
  return out;
}

constexpr std::string_view kDocument =
    R"(United Nations
CERD/C/FJI/CO/16
International Convention on the Elimination of All Forms of Racial Discrimination
Distr.: General
25 September 2016
Original: English
Committee on the Elimination of Racial Discrimination
# Concluding observations on the sixteenth periodic report of Fiji
{1.} The Committee considered the sixteenth periodic report of Fiji (CERD/C/FJI/16) at its 2300th and 2301st meetings, held on 3 and 4 May 2016, at its eighty-ninth session. At its 2318th meeting, held on 13 May 2016, it adopted the present concluding observations.
# A. Introduction
{2.} The Committee welcomes the report and the answers of the delegation.
# B. Positive aspects
{3.} The Committee notes with appreciation the lighting of the roads.
# C. Concerns and recommendations
# Data on lamps
{4.} The Committee regrets that no lamps were counted.
{5.} The Committee recommends that the State party count its lamps each year.
# Access to wells
{6.} The Committee is concerned that wells are far. Recalling its general recommendation, the Committee recommends that the State party:
{(a)} Dig wells in the north;
{(b)} Train those who keep them.
{7.} The Committee urges the State party to publish its maps, and:
{(a)} To keep them up to date.
# D. Other recommendations
# Follow-up
{8.} The Committee requests the State party to report within one year on paragraph 5.
)";

TEST(Observations, TellWhoseTheyAreAndToWhom) {
  const auto reading = reading_of(kDocument);
  EXPECT_EQ(reading.kind, model::WorkKind::concluding_observations);
  ASSERT_TRUE(reading.observations);
  EXPECT_EQ(reading.observations->mechanism, "treaty-body:CERD");
  EXPECT_EQ(reading.observations->state, "FJI");
  EXPECT_EQ(reading.observations->session, 89);
  EXPECT_EQ(reading.observations->adopted, "2016-05-13");
  EXPECT_FALSE(reading.review);
}

TEST(Observations, GiveEachRecommendationUnderItsSubject) {
  EXPECT_THAT(recommended(reading_of(kDocument)),
              ElementsAre("5 Data on lamps", "6 (a) Access to wells", "6 (b) Access to wells",
                          "7 (a) Access to wells", "8 Follow-up"));
}

TEST(Observations, OfEveryCommitteeByItsSymbol) {
  const std::vector<std::pair<std::string, std::string>> kSeries = {
      {"CCPR/C/FJI/CO/4", "CCPR"}, {"E/C.12/FJI/CO/1", "CESCR"}, {"CEDAW/C/FJI/CO/5", "CEDAW"},
      {"CAT/C/FJI/CO/1", "CAT"},   {"CRC/C/FJI/CO/2-4", "CRC"},  {"CMW/C/FJI/CO/1", "CMW"},
      {"CRPD/C/FJI/CO/1", "CRPD"}, {"CED/C/FJI/CO/1", "CED"}};
  for (const auto& [symbol, code] : kSeries) {
    const auto reading = reading_of(
        symbol + "\nDistr.: General\n# Concluding observations on the report of Fiji\n" +
        "{1.} The lamps are few.\n# Lamps\n{2.} The State party should light its roads.\n");
    ASSERT_TRUE(reading.observations) << symbol;
    EXPECT_EQ(reading.observations->mechanism, "treaty-body:" + code);
    EXPECT_EQ(reading.observations->state, "FJI") << symbol;
    EXPECT_THAT(recommended(reading), ElementsAre("2 Lamps")) << symbol;
  }
}

TEST(Observations, AreNotTheAnswersToThem) {
  EXPECT_FALSE(reading_of("CERD/C/FJI/CO/16/Add.1\n# Information received from Fiji\n"
                          "{1.} The Committee recommends that the State party count lamps.\n")
                   .observations);
  EXPECT_FALSE(reading_of("A/HRC/98/7\n# Report on lamps\n{1.} The State party should count.\n")
                   .observations);
}

TEST(Observations, SayWhatWasNotFound) {
  const auto reading = reading_of(
      "CERD/C/FJI/CO/16\n# Concluding observations on the report of Fiji\n{1.} Thanks.\n");
  ASSERT_TRUE(reading.observations);
  EXPECT_THAT(recommended(reading), IsEmpty());
  const auto rule = [](const model::Finding& finding) {
    return finding.rule == "observations.none";
  };
  EXPECT_TRUE(std::any_of(reading.findings.begin(), reading.findings.end(), rule));
}

TEST(Observations, ReadInSixLanguages) {
  const std::vector<std::pair<model::Language, std::string>> kTexts = {
      {model::Language::fr,
       "# Observations finales concernant le rapport des Fidji\n{1.} Les lampes sont rares.\n"
       "{2.} Le Comité recommande à l’État partie d’éclairer ses routes.\n"},
      {model::Language::es,
       "# Observaciones finales sobre el informe de Fiji\n{1.} Las lámparas son pocas.\n"
       "{2.} El Comité recomienda al Estado parte que ilumine sus carreteras.\n"},
      {model::Language::ru,
       "# Заключительные замечания по докладу Фиджи\n{1.} Ламп мало.\n"
       "{2.} Комитет рекомендует государству-участнику осветить дороги.\n"},
      {model::Language::ar,
       "# الملاحظات الختامية بشأن تقرير فيجي\n{١-} المصابيح قليلة.\n"
       "{٢-} توصي اللجنة الدولة الطرف بإضاءة طرقها.\n"},
      {model::Language::zh,
       "# 关于斐济报告的结论性意见\n{1.} 灯具很少。\n{2.} 委员会建议缔约国照明道路。\n"}};
  for (const auto& [language, text] : kTexts) {
    const auto reading = reading_of("CERD/C/FJI/CO/16\n" + text, language);
    ASSERT_TRUE(reading.observations) << model::code_of(language);
    ASSERT_EQ(reading.observations->recommendations.size(), 1U) << model::code_of(language);
    EXPECT_EQ(reading.paragraphs.at(reading.observations->recommendations[0].paragraph).number,
              "2");
  }
}

}  // namespace
}  // namespace comity::grammar
