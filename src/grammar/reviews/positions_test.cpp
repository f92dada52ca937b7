#include "grammar/reviews/positions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grammar/number_list.h"
#include "grammar/parse.h"
#include "grammar/reviews/review_words.h"
#include "grammar/test_fixture.h"

namespace comity::grammar {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kAddendum =
    "A/HRC/14/15/Add.1\nHuman Rights Council\nAgenda item 6\n"
    "# Report of the Working Group on the Universal Periodic Review\n# Fiji\n# Addendum\n"
    "# Views on conclusions and/or recommendations presented by the State under review\n";

/// "1–3: supported", "7: remark", "8: supported in part".
std::vector<std::string> told(const model::Reading& reading) {
  std::vector<std::string> out;
  for (const auto& statement : reading.positions) {
    out.push_back(number_list_text(statement.numbers) + ": " +
                  (statement.counts_as ? std::string(model::name_of(*statement.counts_as))
                                       : std::string("remark")) +
                  (statement.partial ? " in part" : ""));
  }
  return out;
}

std::vector<std::string> answers(const std::string& text,
                                 model::Language language = model::Language::en) {
  return told(reading_of(std::string(kAddendum) + text, language));
}

TEST(Positions, OfAnAddendumAreAboutItsReport) {
  const auto reading = reading_of(std::string(kAddendum) +
                                  "{1.} Fiji accepts recommendations 98.1 to 98.3 and 98.7.\n");
  EXPECT_EQ(reading.kind, model::WorkKind::addendum);
  ASSERT_EQ(reading.positions.size(), 1U);
  const auto& statement = reading.positions.front();
  EXPECT_EQ(statement.report, "A/HRC/14/15");
  EXPECT_EQ(statement.state, "FJI");
  EXPECT_EQ(statement.words, "Fiji accepts recommendations 98.1 to 98.3 and 98.7.");
  const auto text = model::text_of(reading.paragraphs.at(statement.paragraph).runs);
  EXPECT_EQ(text.substr(statement.begin, statement.end - statement.begin), statement.words);
  EXPECT_THAT(told(reading), ElementsAre("98.1–98.3, 98.7: supported"));
}

TEST(Positions, GoWithTheNumbersBesideThem) {
  EXPECT_THAT(
      answers("{1.} Fiji supports recommendations 1 to 5, notes recommendations 6 and 7 and "
              "does not accept recommendation 8.\n"),
      ElementsAre("1–5: supported", "6, 7: noted", "8: noted"));
  EXPECT_THAT(
      answers("{1.} Recommendations 1–5 are accepted, recommendations 6 and 7 are rejected.\n"),
      ElementsAre("1–5: supported", "6, 7: noted"));
  EXPECT_THAT(answers("{1.} The following recommendations are accepted: 1, 4 and 7.\n"),
              ElementsAre("1, 4, 7: supported"));
}

TEST(Positions, OfAHeadGoWithWhatStandsUnderIt) {
  EXPECT_THAT(
      answers("# A. Recommendations that enjoy the support of Fiji\n98.1, 98.4–98.6\n"
              "98.9. Ratify the Convention (France);\n"
              "# B. Recommendations noted\n98.2\nIt is not a priority.\n"),
      ElementsAre("98.1, 98.4–98.6: supported", "98.9: supported", "98.2: noted", "98.2: remark"));
}

TEST(Positions, AreNotWhatTheRecommendationAsksFor) {
  EXPECT_THAT(answers("98.1. Accept individual complaints under the recommendation (Chile).\n"
                      "Noted.\n98.2. Support the recommendation of the Committee (Peru).\n"
                      "Work is going on.\n"),
              ElementsAre("98.1: noted", "98.2: remark"));
}

TEST(Positions, ImplementedAloneIsARemark) {
  EXPECT_THAT(answers("{1.} Fiji accepts recommendations 98.1 and 98.2.\n"
                      "98.1. This recommendation is already implemented.\n"
                      "98.3. This recommendation is in the process of implementation.\n"),
              ElementsAre("98.1, 98.2: supported", "98.1: remark", "98.3: remark"));
}

TEST(Positions, InPartCountAsSupportAndKeepTheirWords) {
  const auto reading = reading_of(std::string(kAddendum) +
                                  "98.1. Fiji accepts the recommendation on wells.\n"
                                  "Fiji cannot accept the recommendation on tolls.\n"
                                  "98.2. Fiji partially accepts this recommendation.\n");
  EXPECT_THAT(told(reading), ElementsAre("98.1: supported in part", "98.2: supported in part"));
  EXPECT_EQ(reading.positions[0].words,
            "Fiji accepts the recommendation on wells. Fiji cannot accept the recommendation on "
            "tolls.");
}

TEST(Positions, LeftOpenStayPending) {
  EXPECT_THAT(answers("98.1. Fiji cannot make a definitive statement.\n"
                      "98.2. Fiji agrees with the importance of wells.\n"
                      "{1.} Recommendation 98.3 remains under consideration.\n"),
              ElementsAre("98.1: pending", "98.2: remark", "98.3: pending"));
}

TEST(Positions, PlainLabelsNumberRecommendationsWhereTheParagraphsAnswerThem) {
  EXPECT_THAT(
      answers("{1.} Fiji accepts the recommendation.\n{2.} Fiji accepts the recommendation.\n"
              "{3., 4., 5.,} Fiji accepts these recommendations and notes the 6., 7.\n"
              "{8.} Fiji does not accept this recommendation.\n"),
      ElementsAre("1: supported", "2: supported", "3–7: supported", "8: noted"));
  EXPECT_THAT(answers("{1.} Fiji accepts recommendations 98.1 and 98.2.\n{2.} It thanks all.\n"),
              ElementsAre("98.1, 98.2: supported"));
}

std::string_view title_in(model::Language language) {
  switch (language) {
    case model::Language::fr:
      return "Rapport du Groupe de travail sur l’Examen périodique universel";
    case model::Language::es:
      return "Informe del Grupo de Trabajo sobre el Examen Periódico Universal";
    case model::Language::ru:
      return "Доклад Рабочей группы по универсальному периодическому обзору";
    case model::Language::ar:
      return "تقرير الفريق العامل المعني بالاستعراض الدوري الشامل";
    case model::Language::zh:
      return "普遍定期审议工作组报告";
    default:
      return "Report of the Working Group on the Universal Periodic Review";
  }
}

TEST(Positions, OverASet) {
  const auto sets = [](const std::string& text, model::Language language = model::Language::en) {
    std::vector<std::string> out;
    const auto head = "A/HRC/14/15/Add.1\n# " + std::string(title_in(language)) + "\n";
    for (const auto& statement : reading_of(head + text, language).positions) {
      std::string numbers;
      for (const auto& number : statement.numbers) numbers += number + ' ';
      out.push_back(numbers + (statement.counts_as
                                   ? std::string(model::name_of(*statement.counts_as))
                                   : std::string("remark")));
    }
    return out;
  };
  EXPECT_THAT(sets("{1.} Fiji accepts all recommendations.\n"), ElementsAre("all supported"));
  EXPECT_THAT(sets("{1.} Fiji supports all the recommendations, with the exception of 119.3 and "
                   "119.5.\n"),
              ElementsAre("all !119.3 !119.5 supported"));
  EXPECT_THAT(sets("{1.} With the exception of recommendations 119.3 to 119.5, Fiji accepts all "
                   "recommendations.\n"),
              ElementsAre("all !119.3 !119.4 !119.5 supported"));
  EXPECT_THAT(sets("{1.} Fiji accepts recommendations 119.1 and 119.2. It does not support the "
                   "remaining recommendations.\n"),
              ElementsAre("119.1 119.2 supported", "other noted"));
  EXPECT_THAT(sets("{1.} Fiji rejects recommendation 119.4 and accepts all other "
                   "recommendations.\n"),
              ElementsAre("119.4 noted", "other supported"));
  // Courtesy, and what is no answer.
  EXPECT_THAT(sets("{1.} Fiji takes note of all recommendations and will study them.\n"),
              IsEmpty());
  EXPECT_THAT(sets("{1.} Fiji thanks all States for all the recommendations.\n"), IsEmpty());
  EXPECT_THAT(sets("{1.} Les Fidji acceptent toutes les recommandations, à l’exception des "
                   "recommandations 119.3 et 119.5.\n",
                   model::Language::fr),
              ElementsAre("all !119.3 !119.5 supported"));
  EXPECT_THAT(sets("{1.} Fiji acepta todas las demás recomendaciones.\n", model::Language::es),
              ElementsAre("other supported"));
  EXPECT_THAT(
      sets("{1.} Фиджи принимает все рекомендации, за исключением 119.3.\n", model::Language::ru),
      ElementsAre("all !119.3 supported"));
  EXPECT_THAT(sets("{1.} تقبل فيجي جميع التوصيات باستثناء التوصية 119.3.\n", model::Language::ar),
              ElementsAre("all !119.3 supported"));
  EXPECT_THAT(sets("{1.} 斐济接受所有其他建议。\n", model::Language::zh),
              ElementsAre("other supported"));
}

TEST(Positions, OverASetTakeTheAnswerDirectlyBesideIt) {
  EXPECT_THAT(answers("{1.} Fiji accepts recommendations 98.1 and 98.2 and notes all other "
                      "recommendations.\n"),
              testing::UnorderedElementsAre("98.1, 98.2: supported", "other: noted"));
  EXPECT_THAT(answers("{1.} Fiji carefully considered all recommendations and supports "
                      "recommendations 98.1 to 98.5.\n"),
              ElementsAre("98.1–98.5: supported"));
  EXPECT_THAT(answers("{1.} Of all recommendations received, Fiji accepts recommendations 98.1 to "
                      "98.5.\n"),
              ElementsAre("98.1–98.5: supported"));
  EXPECT_THAT(answers("{1.} Fiji thanks States for all the recommendations and accepts "
                      "recommendation 98.3.\n"),
              ElementsAre("98.3: supported"));
  EXPECT_THAT(answers("{1.} Fiji accepts all recommendations of paragraphs 98.1-98.4 other than "
                      "98.3.\n"),
              testing::UnorderedElementsAre("98.3: remark", "98.1, 98.2, 98.4: supported"));
  EXPECT_THAT(
      answers("{1.} Fiji accepts 20 recommendations and notes the remaining recommendations.\n"),
      IsEmpty());
}

TEST(Positions, LeaveOutWhatTheSentenceExcepts) {
  const auto told_of = [](const std::string& text) { return answers("{1.} " + text + "\n"); };
  EXPECT_THAT(told_of("Fiji accepts recommendations 98.1 to 98.4, except 98.2."),
              testing::UnorderedElementsAre("98.2: remark", "98.1, 98.3, 98.4: supported"));
  EXPECT_THAT(told_of("Fiji supports the recommendations in paragraphs 98.5-98.8, with the "
                      "exception of recommendation 98.7, which it notes."),
              testing::UnorderedElementsAre("98.7: noted", "98.5, 98.6, 98.8: supported"));
  EXPECT_THAT(told_of("Fiji accepts recommendations 98.5, 98.6 and notes 98.7."),
              ElementsAre("98.5, 98.6: supported", "98.7: noted"));
  EXPECT_THAT(told_of("Fiji accepts recommendations 98.9 and 98.10 but not 98.11."),
              testing::UnorderedElementsAre("98.11: remark", "98.9, 98.10: supported"));
  EXPECT_THAT(told_of("With the exception of recommendations 98.1 and 98.2, Fiji accepts "
                      "recommendations 98.1 to 98.4."),
              testing::UnorderedElementsAre("98.1, 98.2: remark", "98.3, 98.4: supported"));
  EXPECT_THAT(told_of("Fiji accepts recommendations 1 to 4, except 2."),
              testing::UnorderedElementsAre("2: remark", "1, 3, 4: supported"));
}

TEST(Positions, RefusedWithAReasonAreNotSupportInPart) {
  EXPECT_THAT(answers("Recommendation 98.1: Fiji cannot accept this recommendation, since the "
                      "Government supports the family.\n"
                      "Recommendation 98.2: Not accepted. Fiji supports the aim of this "
                      "recommendation.\n"
                      "Recommendation 98.3: Fiji does not accept this recommendation. Fiji already "
                      "accepted a similar recommendation in 2018.\n"),
              ElementsAre("98.1: noted", "98.2: noted", "98.3: noted"));
  EXPECT_THAT(answers("{1.} While Fiji supports the aim of recommendation 98.4, it is not in a "
                      "position to accept it.\n"
                      "{2.} Fiji reaffirms its rejection of recommendation 98.5 and its support "
                      "for recommendation 98.6.\n"
                      "{3.} Fiji would have accepted recommendation 98.7 if it did not mention "
                      "tolls.\n"),
              ElementsAre("98.4: noted", "98.5: noted", "98.6: supported"));
}

TEST(Positions, SeeOnlyPoints) {
  EXPECT_THAT(answers("98.1. See recommendation 98.4.\n{2.} Fiji rejects recommendation 98.2 (see "
                      "also recommendation 98.7).\n"),
              ElementsAre("98.1: remark", "98.2: noted"));
}

TEST(Positions, MeasuresAreNoNumbers) {
  EXPECT_THAT(answers("{1.} Fiji accepts recommendation 98.1, since 98.2 per cent of the wells and "
                      "15.1 of the lamps are supported.\n"),
              ElementsAre("98.1: supported"));
}

TEST(Positions, SaidTwiceInTwoWaysAreAFinding) {
  const auto reading = reading_of(std::string(kAddendum) +
                                  "{1.} Fiji accepts recommendations 98.1 and 98.2.\n"
                                  "{2.} Fiji notes recommendation 98.2.\n");
  EXPECT_THAT(told(reading), ElementsAre("98.1, 98.2: supported", "98.2: noted"));
  ASSERT_FALSE(reading.findings.empty());
  EXPECT_EQ(reading.findings.front().rule, "positions.contradicted");
  EXPECT_EQ(reading.findings.front().saw, "98.2");
}

/// An addendum that is one table.
model::Reading reading_of_table(const std::vector<std::vector<std::string>>& rows) {
  auto document = sketch(kAddendum);
  model::Block block;
  block.kind = model::BlockKind::table;
  for (const auto& row : rows) {
    auto& cells = block.rows.emplace_back();
    for (const auto& text : row) {
      model::Cell cell;
      if (!text.empty()) cell.runs.push_back({text, {}, ""});
      cells.push_back(std::move(cell));
    }
  }
  document.blocks.push_back(std::move(block));
  return parse(document, names::Register::builtin());
}

TEST(Positions, OfATableStandBesideTheNumber) {
  const auto reading = reading_of_table({{"No.", "Recommendation", "Position"},
                                         {"98.1", "Accept the protocol", "Noted"},
                                         {"98.2–98.3", "Light lamps", "Supported. Lamps are lit."},
                                         {"98.4", "Mend the road", "Fiji is at work on it."}});
  EXPECT_THAT(told(reading), ElementsAre("98.1: noted", "98.2, 98.3: supported", "98.4: remark"));
  ASSERT_FALSE(reading.positions.empty());
  const auto& statement = reading.positions.front();
  ASSERT_EQ(statement.cell, 3U);
  const auto& cell = reading.paragraphs.at(statement.paragraph).rows.at(statement.row - 1).at(2);
  EXPECT_EQ(model::text_of(cell.runs).substr(statement.begin, statement.end - statement.begin),
            "Noted");
}

TEST(Positions, OfATableAreThoseOfTheColumnThatHoldsThem) {
  EXPECT_THAT(
      told(reading_of_table({{"Recommendation", "Position", "Explanation"},
                             {"98.1, 98.2", "Noted (not supported)", ""},
                             {"98.3", "Not supported",
                              "This recommendation was accepted earlier (recommendation 98.1)."}})),
      ElementsAre("98.1, 98.2: noted", "98.3: noted"));
}

TEST(Positions, OfATableMayBeMarksUnderAHeadOrStandOverTheRows) {
  EXPECT_THAT(told(reading_of_table(
                  {{"Recommendation", "Accepted", "Noted"}, {"98.1", "x", ""}, {"98.2", "", "x"}})),
              ElementsAre("98.1: supported", "98.2: noted"));
  EXPECT_THAT(told(reading_of_table({{"Recommendations that Fiji accepts", ""},
                                     {"98.1", "Light the lamps (Chile)"},
                                     {"Recommendations that Fiji does not accept", ""},
                                     {"98.2", "Mend the road (Peru)"}})),
              ElementsAre("98.1: supported", "98.2: noted"));
}

TEST(Positions, OfATableMayBeYesOrNo) {
  EXPECT_THAT(told(reading_of_table({{"Recommendation", "Position"},
                                     {"98.1", "Agree"},
                                     {"98.2", "No"},
                                     {"98.3", "Yes."},
                                     {"98.4", "Disagree"}})),
              ElementsAre("98.1: supported", "98.2: noted", "98.3: supported", "98.4: noted"));
  const auto done = told(reading_of_table(
      {{"Recommendation", "Implementation status"}, {"98.1", "Yes"}, {"98.2", "No"}}));
  EXPECT_THAT(done, testing::Each(testing::HasSubstr("remark"))) << "what was done is no position";
}

TEST(Positions, AListTornByAPageIsOneList) {
  EXPECT_THAT(answers("{1.} Fiji accepts recommendations 98.1, 98.2 and\n98.12.\n"),
              ElementsAre("98.1, 98.2, 98.12: supported"));
}

TEST(Positions, ThatNobodyStatesAreAFinding) {
  const auto reading = reading_of(std::string(kAddendum) + "{1.} Fiji thanks everyone.\n");
  EXPECT_THAT(reading.positions, IsEmpty());
  EXPECT_EQ(reading.findings.front().rule, "positions.none");
}

TEST(Positions, OfOneEndlessSentenceAreAllRead) {
  std::string text = "{1.} ";
  for (int i = 1; i <= 1000; ++i) {
    text += "recommendation 98." + std::to_string(i) + " is accepted because it is just, ";
  }
  EXPECT_EQ(answers(text + "\n").size(), 1000U);
}

TEST(Positions, AreReadInSixLanguages) {
  struct Given {
    model::Language language;
    std::string title;
    std::string text;
  };
  const Given all[] = {
      {model::Language::fr, "Rapport du Groupe de travail sur l’Examen périodique universel",
       "{1.} Fidji accepte les recommandations 98.1 à 98.3 et prend note des recommandations 98.4 "
       "et "
       "98.5.\n{2.} Fidji n’accepte pas la recommandation 98.6.\n"},
      {model::Language::es, "Informe del Grupo de Trabajo sobre el Examen Periódico Universal",
       "{1.} Fiji acepta las recomendaciones 98.1 a 98.3 y toma nota de las recomendaciones 98.4 y "
       "98.5.\n{2.} Fiji no acepta la recomendación 98.6.\n"},
      {model::Language::ru, "Доклад Рабочей группы по универсальному периодическому обзору",
       "{1.} Фиджи поддерживает рекомендации 98.1–98.3 и принимает к сведению рекомендации 98.4 и "
       "98.5.\n{2.} Фиджи не поддерживает рекомендацию 98.6.\n"},
      {model::Language::ar, "تقرير الفريق العامل المعني بالاستعراض الدوري الشامل",
       "{1.} تقبل فيجي التوصيات 98-1 إلى 98-3 وتحيط علماً بالتوصيات 98-4 و98-5.\n"
       "{2.} لا تقبل فيجي التوصية 98-6.\n"},
      {model::Language::zh, "普遍定期审议工作组的报告",
       "{1.} 斐济接受建议98.1至98.3，注意到建议98.4和98.5。\n{2.} 斐济不接受建议98.6。\n"}};
  for (const auto& [language, title, text] : all) {
    SCOPED_TRACE(title);
    EXPECT_THAT(told(reading_of("A/HRC/14/15/Add.1\n# " + title + "\n" + text, language)),
                ElementsAre("98.1–98.3: supported", "98.4, 98.5: noted", "98.6: noted"));
  }
}

TEST(Positions, OfASessionsReportAreThoseOfTheStatesUnderReview) {
  const auto reading = reading_of(
      "A/HRC/14/37\nHuman Rights Council\n"
      "# Report of the Human Rights Council on its fourteenth session\n"
      "{1.} The outcome comprises the report of the Working Group on the Universal Periodic Review "
      "(A/HRC/14/15).\n"
      "# Views expressed by the State under review on the recommendations\n"
      "{2.} Fiji had accepted recommendations 98.1 and 98.2. It noted that recommendation 98.3 was "
      "new.\n"
      "{3.} With regard to recommendations 98.4 and 98.5, it accepted the recommendation on "
      "wells.\n"
      "# Views expressed by Member States\n{4.} Chile accepted recommendation 98.7.\n");
  EXPECT_EQ(reading.kind, model::WorkKind::session_report);
  EXPECT_THAT(told(reading), ElementsAre("98.1, 98.2: supported", "98.4, 98.5: remark"));
  EXPECT_EQ(reading.positions.front().report, "A/HRC/14/15");
}

TEST(Positions, OfASessionsReportAreReadInSixLanguages) {
  struct Given {
    model::Language language;
    std::string title;
    std::string outcome;
    std::string heading;
    std::string text;
    std::string others;
  };
  const Given all[] = {
      {model::Language::fr, "Rapport du Conseil des droits de l’homme sur sa quatorzième session",
       "{1.} Le document final comprend le rapport du Groupe de travail sur l’Examen périodique "
       "universel concernant les Fidji (A/HRC/14/15).",
       "Observations formulées par l’État examiné sur les recommandations",
       "{2.} Les Fidji acceptent les recommandations 98.1 et 98.2 et n’acceptent pas la "
       "recommandation 98.3.",
       "Observations des États membres"},
      {model::Language::es,
       "Informe del Consejo de Derechos Humanos sobre su 14º período de sesiones",
       "{1.} El resultado comprende el informe del Grupo de Trabajo sobre el Examen Periódico "
       "Universal relativo a Fiji (A/HRC/14/15).",
       "Opiniones expresadas por el Estado examinado acerca de las recomendaciones",
       "{2.} Fiji aceptó las recomendaciones 98.1 y 98.2 y no aceptó la recomendación 98.3.",
       "Opiniones de los Estados miembros"},
      {model::Language::ru, "Доклад Совета по правам человека о работе его четырнадцатой сессии",
       "{1.} Итоги включают доклад Рабочей группы по универсальному периодическому обзору по "
       "Фиджи (A/HRC/14/15).",
       "Мнения, высказанные государством – объектом обзора в отношении рекомендаций",
       "{2.} Фиджи поддерживает рекомендации 98.1 и 98.2 и не поддерживает рекомендацию 98.3.",
       "Мнения государств-членов"},
      {model::Language::ar, "تقرير مجلس حقوق الإنسان عن دورته الرابعة عشرة",
       "{1.} تتألف النتيجة من تقرير الفريق العامل المعني بالاستعراض الدوري الشامل عن فيجي "
       "(A/HRC/14/15).",
       "الآراء التي أعربت عنها الدولة موضوع الاستعراض بشأن التوصيات",
       "{2.} تقبل فيجي التوصيتين 98-1 و98-2 ولا تقبل التوصية 98-3.", "آراء الدول الأعضاء"},
      {model::Language::zh, "人权理事会第十四届会议报告",
       "{1.} 结果包括普遍定期审议工作组关于斐济的报告，即普遍定期审议工作组报告(A/HRC/14/15)。",
       "受审议国对建议和/或结论表达的意见", "{2.} 斐济接受建议98.1和98.2，不接受建议98.3。",
       "会员国的意见"}};
  for (const auto& [language, title, outcome, heading, text, others] : all) {
    SCOPED_TRACE(title);
    const auto reading = reading_of("A/HRC/14/37\n# " + title + "\n" + outcome + "\n# " + heading +
                                        "\n" + text + "\n# " + others + "\n",
                                    language);
    EXPECT_EQ(reading.kind, model::WorkKind::session_report);
    EXPECT_THAT(told(reading), ElementsAre("98.1, 98.2: supported", "98.3: noted"));
    if (reading.positions.empty()) continue;
    EXPECT_EQ(reading.positions.front().report, "A/HRC/14/15");
    EXPECT_EQ(reading.positions.front().state, "FJI");
  }
}

TEST(Positions, OfABodyBelowTheCouncilAreNoSessionsReport) {
  EXPECT_NE(reading_of("A/HRC/AC/14/2\n# 人权理事会咨询委员会第十四届会议报告\n{1.} 会议。\n",
                       model::Language::zh)
                .kind,
            model::WorkKind::session_report);
}

TEST(Positions, LeftOpenStayPendingInSixLanguages) {
  const auto one = [](const std::string& text, model::Language language) {
    return told(reading_of(
        "A/HRC/14/15/Add.1\n# " + std::string(title_in(language)) + "\n{1.} " + text + "\n",
        language));
  };
  EXPECT_THAT(one("La recommandation 98.4 reste à l’examen.", model::Language::fr),
              ElementsAre("98.4: pending"));
  EXPECT_THAT(one("La recomendación 98.4 sigue siendo objeto de examen.", model::Language::es),
              ElementsAre("98.4: pending"));
  EXPECT_THAT(one("Рекомендация 98.4 остается на рассмотрении.", model::Language::ru),
              ElementsAre("98.4: pending"));
  EXPECT_THAT(one("التوصية 98-4 قيد النظر.", model::Language::ar), ElementsAre("98.4: pending"));
  EXPECT_THAT(one("建议98.4仍在审议之中。", model::Language::zh), ElementsAre("98.4: pending"));
}

TEST(Positions, OfWhatAnAsteriskMarksHaveWordsInSixLanguages) {
  const auto speaks = [](model::Language language, std::string_view text) {
    return ReviewWords::of(language).find(ReviewRule::asterisk, lowered(text)).has_value();
  };
  EXPECT_TRUE(speaks(model::Language::en, "Those marked with an asterisk enjoy its support."));
  EXPECT_TRUE(speaks(model::Language::fr, "Celles marquées d’un astérisque ont son appui."));
  EXPECT_TRUE(speaks(model::Language::es, "Las marcadas con un asterisco cuentan con su apoyo."));
  EXPECT_TRUE(speaks(model::Language::ru, "Отмеченные звездочкой рекомендации поддержаны."));
  EXPECT_TRUE(speaks(model::Language::ar, "التوصيات المميزة بنجمة تحظى بتأييدها."));
  EXPECT_TRUE(speaks(model::Language::zh, "标有星号的建议得到支持。"));
}

}  // namespace
}  // namespace comity::grammar
