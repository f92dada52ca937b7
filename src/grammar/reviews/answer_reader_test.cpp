// Forms in which States answer, as a text has them.
#include "grammar/reviews/answer_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grammar/number_list.h"
#include "grammar/test_fixture.h"

namespace comity::grammar {
namespace {

using model::Language;
using testing::ElementsAre;

std::string_view addendum_title(Language language) {
  switch (language) {
    case Language::fr:
      return "Rapport du Groupe de travail sur l’Examen périodique universel";
    case Language::es:
      return "Informe del Grupo de Trabajo sobre el Examen Periódico Universal";
    case Language::ru:
      return "Доклад Рабочей группы по универсальному периодическому обзору";
    case Language::ar:
      return "تقرير الفريق العامل المعني بالاستعراض الدوري الشامل";
    case Language::zh:
      return "普遍定期审议工作组报告";
    default:
      return "Report of the Working Group on the Universal Periodic Review";
  }
}

model::Reading read_answer(const std::string& text, Language language = Language::en) {
  return reading_of(
      "A/HRC/14/15/Add.1\n# " + std::string(addendum_title(language)) + "\n" + text + "\n",
      language);
}

/// "98.1–98.3: supported", "98.4: remark", "98.5: supported in part".
std::vector<std::string> answered(const std::string& text, Language language = Language::en) {
  std::vector<std::string> out;
  for (const auto& statement : read_answer(text, language).positions) {
    out.push_back(number_list_text(statement.numbers) + ": " +
                  (statement.counts_as ? std::string(model::name_of(*statement.counts_as))
                                       : std::string("remark")) +
                  (statement.partial ? " in part" : ""));
  }
  return out;
}

TEST(AnswerReader, TakesWhatStandsApartInOnePhraseForOneAnswer) {
  EXPECT_THAT(answered("98.15. Фиджи принимает эту рекомендацию к сведению.", Language::ru),
              ElementsAre("98.15: noted"));
  EXPECT_THAT(
      answered("{1.} Фиджи принимает рекомендации 98.1, 98.3 и 98.5 к сведению.", Language::ru),
      ElementsAre("98.1, 98.3, 98.5: noted"));
  EXPECT_THAT(answered("{1.} Фиджи принимает рекомендацию 98.1 и принимает к сведению "
                       "рекомендацию 98.2.",
                       Language::ru),
              ElementsAre("98.1: supported", "98.2: noted"));
  EXPECT_THAT(answered("{1.} تحيط فيجي علماً بالتوصيات 98-1 و98-2.", Language::ar),
              ElementsAre("98.1, 98.2: noted"));
  EXPECT_THAT(answered("{1.} أحاطت فيجي علماً بالتوصية 98-1.", Language::ar),
              ElementsAre("98.1: noted"));
  EXPECT_THAT(answered("{1.} لا تحظى التوصيات التالية بتأييد فيجي: 98-2 و98-1.", Language::ar),
              ElementsAre("98.2, 98.1: noted"));
  EXPECT_THAT(answered("{1.} تقبل فيجي جزئياً التوصية 98-1.", Language::ar),
              ElementsAre("98.1: supported in part"));
}

TEST(AnswerReader, LeavesOutNumbersThatOnlyGiveAReason) {
  const std::string known = "{1.} Fiji thanks for recommendation 98.1.\n";
  for (const std::string_view text : {
           "98.5. For the same reasons as recommendation 98.18, Fiji takes note of this "
           "recommendation.",
           "98.5. Fiji cannot accept this recommendation as it is not a party to the Convention "
           "mentioned in recommendation 98.16.",
           "98.5. Fiji cannot accept this recommendation: recommendation 98.16 asks for more.",
           "98.5. Same answer as for 98.18: noted.",
           "{2.} As explained with regard to recommendation 98.18, Fiji does not accept 98.5.",
           "{2.} Fiji rejects 98.5 in line with its position on recommendation 98.18.",
           "{2.} Recommendation 98.5 does not enjoy the support of Fiji, for the reasons given in "
           "respect of recommendation 98.1.",
       }) {
    EXPECT_THAT(answered(known + std::string(text)), ElementsAre("98.5: noted")) << text;
  }
  EXPECT_THAT(
      answered("{1.} For the reasons given below Fiji does not accept recommendation 98.5."),
      ElementsAre("98.5: noted"));
  EXPECT_THAT(answered("98.5. Fiji accepts this recommendation and rejects recommendation 98.6."),
              testing::Contains("98.6: noted"));
}

TEST(AnswerReader, LeavesOutNumbersOfAReasonInItsLanguage) {
  EXPECT_THAT(answered("{1.} Les Fidji n’acceptent pas la recommandation 98.5 pour les raisons "
                       "exposées au titre de la recommandation 98.12.",
                       Language::fr),
              ElementsAre("98.5: noted"));
  EXPECT_THAT(answered("{1.} Fiji no acepta la recomendación 98.5 por las razones expuestas en "
                       "relación con la recomendación 98.12.",
                       Language::es),
              ElementsAre("98.5: noted"));
  EXPECT_THAT(answered("{1.} Фиджи не принимает рекомендацию 98.5 по причинам, изложенным в связи "
                       "с рекомендацией 98.12.",
                       Language::ru),
              ElementsAre("98.5: noted"));
}

TEST(AnswerReader, TakesAHyphenInArabicForThatOfAnItem) {
  EXPECT_THAT(answered("{1.} تقبل فيجي التوصية 45-3.\n{2.} تقبل فيجي التوصية 45-50.", Language::ar),
              ElementsAre("45.3: supported", "45.50: supported"));
  EXPECT_THAT(answered("{1.} تقبل فيجي التوصيات 45-3 و45-50 و45-60 إلى 45-62.", Language::ar),
              ElementsAre("45.3, 45.50, 45.60–45.62: supported"));
  EXPECT_THAT(answered("{1.} تقبل فيجي التوصية 45-3.\n{2.} تقبل فيجي جميع التوصيات باستثناء "
                       "التوصية 45-50.",
                       Language::ar),
              ElementsAre("45.3: supported", "all, !45.50: supported"));
  // Item 13 or eight recommendations: a number that nothing has, and a finding.
  const auto reading = read_answer("{1.} قبلت فيجي التوصية 6-13.", Language::ar);
  ASSERT_EQ(reading.positions.size(), 1U);
  EXPECT_THAT(reading.positions.front().numbers, ElementsAre("6–13"));
  EXPECT_EQ(found_rules(reading).find("positions.none"), std::string::npos);
  EXPECT_NE(found_rules(reading).find("positions.unsure-range"), std::string::npos);
}

TEST(AnswerReader, KnowsHowFrenchAndSpanishTakeNote) {
  for (const std::string verb :
       {"prennent note", "prenons acte", "ont pris note", "ont pris acte"}) {
    EXPECT_THAT(answered("{1.} Les Fidji " + verb + " de la recommandation 98.4.", Language::fr),
                ElementsAre("98.4: noted"))
        << verb;
  }
  for (const std::string verb : {"toma debida nota", "toman buena nota", "tomamos nota"}) {
    EXPECT_THAT(answered("{1.} Fiji " + verb + " de la recomendación 98.4.", Language::es),
                ElementsAre("98.4: noted"))
        << verb;
  }
}

TEST(AnswerReader, TakesABareAnswerUnderANumber) {
  EXPECT_THAT(answered("98.7. Does not enjoy the support of Fiji."), ElementsAre("98.7: noted"));
  EXPECT_THAT(answered("{1.} Fiji thanks for recommendation 98.1.\n"
                       "98.7 Does not enjoy the support of Fiji."),
              ElementsAre("98.7: noted"));
  EXPECT_THAT(answered("98.11. Fiji agrees in part."), ElementsAre("98.11: supported in part"));
  EXPECT_THAT(answered("98.12. Fiji has had a moratorium since 1979 and therefore can support this "
                       "recommendation."),
              ElementsAre("98.12: supported"));
  EXPECT_THAT(answered("98.19. 得到斐济的支持。", Language::zh), ElementsAre("98.19: supported"));
}

TEST(AnswerReader, HoldsNoAnswerForAReason) {
  EXPECT_THAT(answered("{1.} По той же причине рекомендации 98.18 и 98.19 не поддерживаются.",
                       Language::ru),
              ElementsAre("98.18, 98.19: noted"));
}

TEST(AnswerReader, KnowsAHeadThatIsAParagraph) {
  EXPECT_THAT(answered("{1.} Fiji is grateful for the review.\n"
                       "Recommendations that enjoy the support of Fiji\n"
                       "98.1. Ratify the Convention (France).\n98.3. Light lamps (Chile).\n"
                       "Recommendations that do not enjoy the support of Fiji\n"
                       "98.4. Mend the road (Peru).\n"),
              ElementsAre("98.1: supported", "98.3: supported", "98.4: noted"));
  EXPECT_THAT(answered("{1.} Fiji is grateful for the review.\nAccepted recommendations\n98.1. "
                       "Ratify the Convention (France).\n"),
              ElementsAre("98.1: supported"));
  EXPECT_THAT(answered("98.1. Ratify the Convention (France).\nThese recommendations are accepted\n"
                       "98.2. Light lamps (Chile).\n"),
              ElementsAre("98.1: supported"));
}

}  // namespace
}  // namespace comity::grammar
