#include "grammar/reviews/negation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "grammar/parse.h"
#include "grammar/reviews/review_positions.h"
#include "grammar/test_fixture.h"

namespace comity::grammar {
namespace {

using model::Language;
using testing::ElementsAre;

/// "noted", "supported in part", "pending ?": what a head or a paragraph of a report states.
std::string head_says(std::string_view text, Language language = Language::en) {
  const auto position = position_in(text, ReviewWords::of(language));
  if (!position) return "nothing";
  return std::string(model::name_of(position->counts_as)) + (position->partial ? " in part" : "") +
         (position->doubtful ? " ?" : "");
}

/// The same of an addendum that is this one paragraph.
std::string addendum_says(std::string_view text, Language language = Language::en) {
  static const std::vector<std::pair<Language, std::string>> titles{
      {Language::en, "Report of the Working Group on the Universal Periodic Review"},
      {Language::fr, "Rapport du Groupe de travail sur l’Examen périodique universel"},
      {Language::es, "Informe del Grupo de Trabajo sobre el Examen Periódico Universal"},
      {Language::ru, "Доклад Рабочей группы по универсальному периодическому обзору"},
      {Language::ar, "تقرير الفريق العامل المعني بالاستعراض الدوري الشامل"},
      {Language::zh, "普遍定期审议工作组报告"}};
  const auto title = std::find_if(titles.begin(), titles.end(),
                                  [&](const auto& each) { return each.first == language; });
  const auto reading = reading_of(
      "A/HRC/14/15/Add.1\n# " + title->second + "\n{1.} " + std::string(text) + "\n", language);
  std::string out;
  for (const auto& statement : reading.positions) {
    if (!out.empty()) out += "; ";
    out += statement.counts_as ? std::string(model::name_of(*statement.counts_as)) : "remark";
    if (statement.partial) out += " in part";
  }
  const bool doubt = std::any_of(
      reading.findings.begin(), reading.findings.end(),
      [](const model::Finding& finding) { return finding.rule == "positions.doubtful"; });
  return out + (doubt ? " ?" : "");
}

TEST(Negation, ApartFromTheVerbOfAHeadRefuses) {
  for (const std::string_view head : {
           "The following recommendations have not been accepted by Fiji:",
           "The recommendations below have not yet been supported by Fiji:",
           "The following recommendations do not, at this stage, enjoy the support of Fiji:",
           "The recommendations below did not in fact enjoy the support of Fiji:",
           "Fiji is not in a position, at present, to have them accepted:",
           "None of the recommendations below are supported by Fiji:",
           "None of the following recommendations enjoys the support of Fiji:",
           "Neither of the recommendations below was accepted:",
       }) {
    EXPECT_EQ(head_says(head), "noted") << head;
  }
}

TEST(Negation, IsPartOfTheWordsOfAPosition) {
  const auto position =
      position_in("The following have not been accepted by Fiji:", ReviewWords::of(Language::en));
  ASSERT_TRUE(position);
  EXPECT_EQ(position->words, "not been accepted by Fiji");
  EXPECT_EQ(position_in("Les recommandations ci-après ne sont pas appuyées par les Fidji :",
                        ReviewWords::of(Language::fr))
                ->words,
            "ne sont pas appuyées par les Fidji");
}

TEST(Negation, ApartFromTheVerbOfAnAnswerRefuses) {
  for (const std::string_view text : {
           "Recommendations 98.12 and 98.14 cannot be supported.",
           "Fiji cannot agree to recommendation 98.12.",
           "Fiji cannot endorse recommendation 98.12.",
           "Fiji is not prepared to accept recommendation 98.12.",
           "Fiji is not ready to accept recommendation 98.12.",
           "Fiji is not yet willing to support recommendation 98.12.",
           "Fiji would not be able to accept recommendation 98.12.",
           "Fiji does not currently support recommendation 98.12.",
           "Fiji cannot, at this stage, accept recommendation 98.12.",
           "Fiji doesn’t, for the time being, support recommendation 98.12.",
           "Fiji refuses to accept recommendation 98.12.",
           "Fiji declines to support recommendation 98.12.",
           "Fiji does not support or accept recommendation 98.12.",
           "Fiji never accepted recommendation 98.12.",
           "Nor does it accept recommendation 98.12.",
           "Fiji no longer supports recommendation 98.12.",
           "Fiji accepts none of recommendations 98.12 to 98.14.",
           "Fiji supports neither recommendation 98.12 nor 98.13.",
           "Fiji is neither ready nor willing to accept recommendation 98.12.",
           "Recommendation 98.12 was not formally accepted.",
       }) {
    EXPECT_EQ(addendum_says(text), "noted") << text;
  }
}

TEST(Negation, OfFullSupportLeavesSupportInPart) {
  EXPECT_EQ(head_says("The recommendations below have not been fully accepted by Fiji:"),
            "supported in part");
  EXPECT_EQ(addendum_says("Fiji does not entirely support recommendation 98.12."),
            "supported in part");
  EXPECT_EQ(
      head_says("Les recommandations ci-après ne sont pas pleinement appuyées :", Language::fr),
      "supported in part");
  EXPECT_EQ(addendum_says("斐济不完全接受建议98.12。", Language::zh), "supported in part");
}

TEST(Negation, ElsewhereLeavesSupport) {
  for (const std::string_view text : {
           "Fiji does not only accept recommendation 98.12, it is carrying it out.",
           "Fiji accepts recommendation 98.12, but not later than 2030.",
           "Not later than next year, Fiji supports recommendation 98.12.",
           "Fiji accepts recommendation 98.12 without reservation.",
           "Without delay or reservation, Fiji accepts recommendation 98.12.",
           "Since its law does not prohibit it, Fiji accepts recommendation 98.12.",
           "Fiji does not deny the facts and accepts recommendation 98.12.",
           "Fiji has no objection to accepting recommendation 98.12.",
           "Recommendation 98.12 not to execute minors is accepted.",
           "Fiji had not answered; it now supports recommendation 98.12.",
           "Those not mentioned above are accepted: recommendation 98.12.",
           "Recommendation 98.12, which could not be answered in the room, is accepted.",
           "Fiji, not being a party to the Convention, accepts recommendation 98.12.",
       }) {
    EXPECT_EQ(addendum_says(text), "supported") << text;
  }
  for (const std::string_view head : {
           "The recommendations below, not examined in the room, enjoy the support of Fiji:",
           "Recommendations that had not been examined in the room are accepted by Fiji:",
           "The recommendations not listed above enjoy the support of Fiji:",
           "The recommendations below enjoy the support of Fiji, which does not see obstacles:",
       }) {
    EXPECT_EQ(head_says(head), "supported") << head;
  }
}

TEST(Negation, ThatNobodyCanPlaceLeavesTheAnswerOpen) {
  for (const std::string_view text : {
           "Fiji does not see how it could accept recommendation 98.12.",
           "Fiji does not believe that it can accept recommendation 98.12.",
           "Recommendation 98.12 was not rejected.",
           "Fiji does not accept all recommendations, such as recommendation 98.12.",
       }) {
    EXPECT_EQ(addendum_says(text), "pending ?") << text;
  }
  EXPECT_EQ(head_says("Not all of the recommendations below are accepted by Fiji:"), "pending ?");
}

TEST(Negation, OfAHeadThatIsDoubtfulIsAFinding) {
  const auto reading = reading_of(
      "A/HRC/14/15\n# Report of the Working Group on the Universal Periodic Review\n# Fiji\n"
      "{1.} The Working Group on the Universal Periodic Review, established in accordance with "
      "Human Rights Council resolution 5/1, held its seventh session. The review of Fiji was held "
      "on 11 February 2010.\n"
      "# II. Conclusions and/or recommendations\n"
      "{71.} Fiji does not see how the following recommendations could be accepted by it:\n"
      "{71.1.} Ratify the Convention against Torture (Chile);\n");
  ASSERT_TRUE(reading.review);
  ASSERT_EQ(reading.review->recommendations.size(), 1U);
  EXPECT_EQ(reading.review->recommendations.front().counts_as, model::CountsAs::pending);
  EXPECT_TRUE(
      std::any_of(reading.findings.begin(), reading.findings.end(), [](const auto& finding) {
        return finding.rule == "review.position-doubtful" && finding.number == "71";
      }));
}

TEST(Negation, RefusesInFrench) {
  for (const std::string_view head : {
           "Les recommandations ci-après ne sont pas appuyées par les Fidji :",
           "Les recommandations ci-après, que les Fidji n’approuvent pas, ne sont pas acceptées :",
           "Aucune des recommandations ci-après n’est acceptée par les Fidji :",
           "Les recommandations ci-après n’ont pas encore été acceptées par les Fidji :",
       }) {
    EXPECT_EQ(head_says(head, Language::fr), "noted") << head;
  }
  for (const std::string_view text : {
           "Les Fidji n’approuve pas la recommandation 98.12.",
           "Le Gouvernement ne peut donc accepter la recommandation 98.12.",
           "L’État n’est pas disposé à accepter la recommandation 98.12.",
           "L’État refuse d’accepter la recommandation 98.12.",
           "L’État ne peut, à ce stade, accepter la recommandation 98.12.",
       }) {
    EXPECT_EQ(addendum_says(text, Language::fr), "noted") << text;
  }
  for (const std::string_view text : {
           "Le Gouvernement non seulement accepte la recommandation 98.12, il l’applique.",
           "Le Gouvernement n’accepte que les recommandations 98.12 et 98.13.",
           "Le Gouvernement, qui n’est pas partie à la Convention, accepte la recommandation "
           "98.12.",
           "Le Gouvernement accepte sans réserve la recommandation 98.12.",
           "La recommandation 98.12 sur la non-discrimination est acceptée.",
       }) {
    EXPECT_EQ(addendum_says(text, Language::fr), "supported") << text;
  }
}

TEST(Negation, RefusesInSpanish) {
  for (const std::string_view head : {
           "Las recomendaciones siguientes no son aceptadas por Fiji:",
           "Las recomendaciones siguientes no han sido apoyadas por Fiji:",
           "Ninguna de las recomendaciones siguientes fue aceptada por Fiji:",
       }) {
    EXPECT_EQ(head_says(head, Language::es), "noted") << head;
  }
  for (const std::string_view text : {
           "Fiji no está dispuesto a aceptar la recomendación 98.12.",
           "Fiji no puede, en este momento, aceptar la recomendación 98.12.",
           "Fiji tampoco acepta la recomendación 98.12.",
           "Fiji se niega a aceptar la recomendación 98.12.",
           "Fiji no la apoya ni acepta la recomendación 98.12.",
       }) {
    EXPECT_EQ(addendum_says(text, Language::es).substr(0, 5), "noted") << text;
  }
  for (const std::string_view text : {
           "Fiji no solo acepta la recomendación 98.12, sino que la aplica.",
           "Fiji, que no es parte en la Convención, acepta la recomendación 98.12.",
           "No obstante, Fiji acepta la recomendación 98.12.",
           "Sin embargo Fiji acepta la recomendación 98.12.",
           "La recomendación 98.12 de no expulsar a los refugiados es aceptada.",
       }) {
    EXPECT_EQ(addendum_says(text, Language::es), "supported") << text;
  }
}

TEST(Negation, RefusesInRussian) {
  for (const std::string_view head : {
           "Следующие рекомендации не могут быть приняты Фиджи:",
           "Ни одна из следующих рекомендаций не была принята:",
           "Следующие рекомендации пока не были поддержаны Фиджи:",
       }) {
    EXPECT_EQ(head_says(head, Language::ru), "noted") << head;
  }
  for (const std::string_view text : {
           "Фиджи не согласна с рекомендацией 98.12.",
           "Фиджи не одобряет рекомендацию 98.12.",
           "Фиджи не готова принять рекомендацию 98.12.",
           "Фиджи не может, к сожалению, принять рекомендацию 98.12.",
           "Фиджи отказывается принять рекомендацию 98.12.",
       }) {
    EXPECT_NE(addendum_says(text, Language::ru), "supported") << text;
  }
  EXPECT_EQ(addendum_says("Фиджи не готова принять рекомендацию 98.12.", Language::ru), "noted");
  for (const std::string_view text : {
           "Фиджи не только поддерживает рекомендацию 98.12, но и выполняет ее.",
           "Фиджи, которая не является участником Конвенции, поддерживает рекомендацию 98.12.",
           "Фиджи принимает рекомендацию 98.12 без оговорок.",
       }) {
    EXPECT_EQ(addendum_says(text, Language::ru), "supported") << text;
  }
}

TEST(Negation, RefusesInArabic) {
  for (const std::string_view text : {
           "لا توافق على التوصية 98-12.",
           "فيجي لا تدعم التوصية 98-12.",
           "فيجي لا يؤيد التوصية 98-12.",
           "فيجي لم يؤيد التوصية 98-12.",
           "فيجي لم يقبل التوصية 98-12.",
           "فيجي ليست مستعدة لأن تقبل التوصية 98-12.",
       }) {
    const auto said = addendum_says(text, Language::ar);
    EXPECT_TRUE(said == "noted" || said == "pending ?") << text << said;
  }
  EXPECT_EQ(addendum_says("فيجي لا تدعم التوصية 98-12.", Language::ar), "noted");
  EXPECT_EQ(head_says("التوصيات التالية لا توافق على أي منها فيجي:", Language::ar), "noted");
  for (const std::string_view text : {
           "لا تزال تؤيد فيجي التوصية 98-12.",
           "تقبل فيجي التوصية 98-12 دون تحفظ.",
           "لا تعترض فيجي وتقبل التوصية 98-12.",
       }) {
    EXPECT_EQ(addendum_says(text, Language::ar), "supported") << text;
  }
}

TEST(Negation, RefusesInChinese) {
  for (const std::string_view head : {
           "以下建议未获阿尔巴尼亚支持：",
           "以下建议没有得到斐济政府的支持：",
           "斐济对下列建议不予支持：",
           "斐济不能同意下列建议：",
           "以下建议未被接受：",
       }) {
    EXPECT_EQ(head_says(head, Language::zh), "noted") << head;
  }
  for (const std::string_view text : {
           "斐济目前不能支持建议98.12。",
           "斐济不准备接受建议98.12。",
           "斐济不能同意建议98.12。",
       }) {
    EXPECT_EQ(addendum_says(text, Language::zh), "noted") << text;
  }
  for (const std::string_view text : {
           "斐济不仅接受建议98.12，而且正在执行。",
           "斐济无条件接受建议98.12。",
           "斐济未来将继续努力，接受建议98.12。",
           "斐济不断改善人权，支持建议98.12。",
       }) {
    EXPECT_EQ(addendum_says(text, Language::zh), "supported") << text;
  }
}

}  // namespace
}  // namespace comity::grammar
