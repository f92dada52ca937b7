#include "grammar/resolutions/actions.h"

#include <gtest/gtest.h>

#include "grammar/test_fixture.h"

namespace comity::grammar {
namespace {

std::string told_actions(std::string_view text, model::Language language = model::Language::en) {
  const auto actions = text_actions_of(reading_of(text, language), names::Register::builtin());
  std::string told;
  for (const auto& each : actions.adoptions) {
    told += each.target + " adopted";
    if (each.by_vote) {
      told += " " + std::to_string(each.in_favour) + ":" + std::to_string(each.against) + ":" +
              std::to_string(each.abstaining);
    }
    told += "\n";
  }
  for (const auto& each : actions.joined) {
    told += each.target + " joined";
    for (const auto& state : each.states) told += " " + state;
    told += "\n";
  }
  return told;
}

TEST(TextActions, StandInReports) {
  EXPECT_EQ(
      told_actions("A/86/400\n# Report of the Third Committee\n"
                   "{10.} At its 40th meeting, the representative of Cuba introduced draft "
                   "resolution A/C.3/86/L.12. Subsequently, Albania, France and Brazil joined "
                   "in sponsoring the draft resolution.\n"
                   "{11.} At the same meeting, the Committee adopted draft resolution "
                   "A/C.3/86/L.12 by a recorded vote of 129 to 54, with 8 abstentions.\n"
                   "{12.} At its 41st meeting, the Committee adopted draft resolution "
                   "A/C.3/86/L.14 without a vote.\n"
                   "{13.} The Committee took note of the report."),
      "A/C.3/86/L.12 adopted 129:54:8\n"
      "A/C.3/86/L.14 adopted\n"
      "A/C.3/86/L.12 joined ALB FRA BRA\n");
}

TEST(TextActions, OfAPartOrDeniedAreNone) {
  const std::string head =
      "A/86/400\n# Report of the Third Committee\n{1.} At its 40th meeting, the representative of "
      "Cuba introduced draft resolution A/C.3/86/L.12.\n{2.} ";
  const std::string none;
  EXPECT_EQ(told_actions(head + "The oral amendment was not adopted, by a recorded vote of 60 to "
                                "76, with 33 abstentions."),
            none);
  EXPECT_EQ(told_actions(head + "The Committee adopted, by a recorded vote of 120 to 3, operative "
                                "paragraph 2 of draft resolution A/C.3/86/L.12."),
            none);
  EXPECT_EQ(
      told_actions(head + "Paragraph 2 of the draft resolution was adopted by a recorded vote "
                          "of 120 to 3, with 40 abstentions."),
      none);
  EXPECT_EQ(told_actions(head + "The Committee adopted the text by a recorded vote of 60 to 76."),
            none);
  EXPECT_EQ(told_actions(head + "Pursuant to paragraph 3 of its decision, the Committee adopted "
                                "draft resolution A/C.3/86/L.12, as a whole, by a recorded vote of "
                                "181 to 2 (see para. 20, draft resolution IV)."),
            "A/C.3/86/L.12 adopted 181:2:0\n");
}

TEST(TextActions, OfAPartOrDeniedAreNoneInSixLanguages) {
  const auto none_of = [](std::string_view sentence, model::Language language) {
    return told_actions("A/86/400\n# A\n{1.} " + std::string(sentence), language).empty();
  };
  using model::Language;
  EXPECT_TRUE(
      none_of("Le projet de résolution A/C.3/86/L.12 n’a pas été adopté, à l’issue d’un vote "
              "enregistré, par 76 voix contre 60, avec 8 abstentions.",
              Language::fr));
  EXPECT_TRUE(
      none_of("La Commission a adopté le paragraphe 2 du projet de résolution A/C.3/86/L.12 "
              "sans vote.",
              Language::fr));
  EXPECT_TRUE(
      none_of("La Comisión rechazó la enmienda del proyecto de resolución A/C.3/86/L.12, "
              "que no fue aprobado, sin votación.",
              Language::es));
  EXPECT_TRUE(
      none_of("La Comisión aprobó el párrafo 2 del proyecto de resolución A/C.3/86/L.12 sin "
              "votación.",
              Language::es));
  EXPECT_TRUE(
      none_of("Проект резолюции A/C.3/86/L.12 не был принят без голосования.", Language::ru));
  EXPECT_TRUE(none_of("Комитет принял пункт 2 проекта резолюции A/C.3/86/L.12 без голосования.",
                      Language::ru));
  EXPECT_TRUE(
      none_of("委员会以76票对60票、8票弃权对决议草案A/C.3/86/L.12不予通过。", Language::zh));
  EXPECT_TRUE(none_of("委员会以120票对3票通过决议草案A/C.3/86/L.12执行部分第2段。", Language::zh));
  EXPECT_TRUE(none_of("لم يُعتمد مشروع القرار A/C.3/86/L.12 بدون تصويت.", Language::ar));
  EXPECT_TRUE(
      none_of("اعتمدت اللجنة الفقرة 2 من مشروع القرار A/C.3/86/L.12 بدون تصويت.", Language::ar));
}

TEST(TextActions, StandBelowAResolution) {
  EXPECT_EQ(told_actions("A/HRC/RES/86/3\n# Lamps\nThe Human Rights Council,\n"
                         "{1.} *Decides* to adopt lamps without a vote.\n"
                         "[Adopted by a recorded vote of 26 to 15, with 5 abstentions.]"),
            " adopted 26:15:5\n");
}

std::string joined_names(const std::vector<std::string>& names) {
  std::string all;
  for (const auto& name : names) all += (all.empty() ? "" : " ") + name;
  return all;
}

/// Who voted how on what the document adopts.
std::string told_roll(std::string_view text, model::Language language = model::Language::en) {
  const auto actions = text_actions_of(reading_of(text, language), names::Register::builtin());
  if (actions.adoptions.size() != 1) return std::to_string(actions.adoptions.size());
  const auto& roll = actions.adoptions.front().roll;
  return joined_names(roll.in_favour) + "|" + joined_names(roll.against) + "|" +
         joined_names(roll.abstaining);
}

TEST(RollCalls, StandBelowAResolution) {
  const std::string head =
      "A/HRC/RES/86/3\n# Lamps\nThe Human Rights Council,\n{1.} *Decides* to meet again.\n";
  EXPECT_EQ(told_roll(head + "[Adopted by a recorded vote of 3 to 2, with 1 abstention. The voting "
                             "was as follows:\n*In favour*:\nArgentina, Bolivia (Plurinational "
                             "State of) and Côte d’Ivoire\n*Against*:\nFrance, Oz\n"
                             "*Abstaining*:\nIndia]"),
            "ARG BOL CIV|FRA Oz|IND");
  EXPECT_EQ(told_roll(head + "[Adopted by a recorded vote of 2 to none, with 1 abstention. The "
                             "voting was as follows: In favour: Argentina, France; Abstaining: "
                             "India.]"),
            "ARG FRA||IND");
  EXPECT_EQ(told_roll(head + "[Adopted by a recorded vote of 2 to 1, with 1 abstention.]\n"
                             "Annex\nFrance and India"),
            "||");
}

TEST(RollCalls, StandBehindTheSentenceOfAReport) {
  EXPECT_EQ(told_roll("A/86/400\n# Report of the Third Committee\n"
                      "{11.} At the same meeting, the Committee adopted draft resolution "
                      "A/C.3/86/L.12 by a recorded vote of 2 to 1, with 1 abstention. The voting "
                      "was as follows:\nIn favour:\nAlbania, Brazil.\nAgainst:\nChad.\n"
                      "Abstaining:\nDenmark.\n{12.} Norway and Sweden spoke."),
            "ALB BRA|TCD|DNK");
}

TEST(RollCalls, AreReadAlikeInSixLanguages) {
  const std::string wanted = "FRA IND|NOR|BRA";
  EXPECT_EQ(
      told_roll("A/86/400\n# Rapport\n{1.} La Commission a adopté le projet de résolution "
                "A/C.3/86/L.12, à l’issue d’un vote enregistré, par 2 voix contre 1, avec 1 "
                "abstention. Les voix se sont réparties comme suit :\nOnt voté pour :\nFrance, "
                "Inde\nOnt voté contre :\nNorvège\nSe sont abstenus :\nBrésil",
                model::Language::fr),
      wanted);
  EXPECT_EQ(
      told_roll("A/86/400\n# Informe\n{1.} La Comisión aprobó el proyecto de resolución "
                "A/C.3/86/L.12 en votación registrada por 2 votos contra 1 y 1 abstención. El "
                "resultado de la votación fue el siguiente:\nVotos a favor:\nFrancia, "
                "India\nVotos en contra:\nNoruega\nAbstenciones:\nBrasil",
                model::Language::es),
      wanted);
  EXPECT_EQ(told_roll("A/86/400\n# Доклад\n{1.} Комитет принял проект резолюции A/C.3/86/L.12 "
                      "заносимым в отчет о заседании голосованием 2 голосами против 1 при 1 "
                      "воздержавшемся. Голоса распределились следующим образом:\nГолосовали "
                      "за:\nФранция, Индия\nГолосовали против:\nНорвегия\nВоздержались:\nБразилия",
                      model::Language::ru),
            wanted);
  EXPECT_EQ(told_roll("A/86/400\n# تقرير\n{1.} اعتمدت اللجنة مشروع القرار A/C.3/86/L.12 بتصويت "
                      "مسجل بأغلبية 2 صوتا مقابل 1 وامتناع 1 عن التصويت. وكانت نتيجة التصويت كما "
                      "يلي:\nالمؤيدون:\nفرنسا، الهند\nالمعارضون:\nالنرويج\nالممتنعون:\nالبرازيل",
                      model::Language::ar),
            wanted);
  EXPECT_EQ(
      told_roll("A/86/400\n# 报告\n{1.} 委员会经记录表决，以2票对1票、1票弃权通过了决议草案"
                "A/C.3/86/L.12。表决情况如下：\n赞成：\n法国、印度\n反对：\n挪威\n弃权：\n巴西",
                model::Language::zh),
      wanted);
}

TEST(TextActions, AreSaidAlikeInSixLanguages) {
  const std::string wanted = "A/C.3/86/L.12 adopted 129:54:8\nA/C.3/86/L.14 adopted\n";
  EXPECT_EQ(told_actions("A/86/400\n# Rapport\n{1.} La Commission a adopté le projet de résolution "
                         "A/C.3/86/L.12, à l’issue d’un vote enregistré, par 129 voix contre 54, "
                         "avec 8 abstentions.\n{2.} La Commission a adopté le projet de résolution "
                         "A/C.3/86/L.14 sans vote.",
                         model::Language::fr),
            wanted);
  EXPECT_EQ(told_actions("A/86/400\n# Informe\n{1.} La Comisión aprobó el proyecto de resolución "
                         "A/C.3/86/L.12 en votación registrada por 129 votos contra 54 y 8 "
                         "abstenciones.\n{2.} La Comisión aprobó el proyecto de resolución "
                         "A/C.3/86/L.14 sin votación.",
                         model::Language::es),
            wanted);
  EXPECT_EQ(told_actions("A/86/400\n# Доклад\n{1.} Комитет принял проект резолюции A/C.3/86/L.12 "
                         "заносимым в отчет о заседании голосованием 129 голосами против 54 при 8 "
                         "воздержавшихся.\n{2.} Комитет принял проект резолюции A/C.3/86/L.14 без "
                         "голосования.",
                         model::Language::ru),
            wanted);
  EXPECT_EQ(told_actions("A/86/400\n# تقرير\n{1.} اعتمدت اللجنة مشروع القرار A/C.3/86/L.12 بتصويت "
                         "مسجل بأغلبية 129 صوتا مقابل 54 صوتا وامتناع 8 أعضاء عن التصويت.\n"
                         "{2.} اعتمدت اللجنة مشروع القرار A/C.3/86/L.14 بدون تصويت.",
                         model::Language::ar),
            wanted);
  EXPECT_EQ(
      told_actions("A/86/400\n# 报告\n{1.} 委员会进行记录表决，以129票对54票、8票弃权通过决议草案"
                   "A/C.3/86/L.12。\n{2.} 委员会未经表决通过决议草案A/C.3/86/L.14。",
                   model::Language::zh),
      wanted);
}

TEST(TextActions, OfWhoAnnouncesThatOthersJoinIsNone) {
  EXPECT_EQ(
      told_actions("A/86/400\n# Report\n{1.} The representative of Norway introduced draft "
                   "resolution A/C.3/86/L.12. The representative of Cuba announced that Brazil "
                   "and Chile had joined in sponsoring the draft resolution."),
      "A/C.3/86/L.12 joined BRA CHL\n");
  EXPECT_EQ(
      told_actions("A/86/400\n# Rapport\n{1.} La Commission était saisie du projet de "
                   "résolution A/C.3/86/L.12. Le représentant de Cuba a annoncé que le Brésil "
                   "et le Chili se sont joints aux auteurs du projet de résolution.",
                   model::Language::fr),
      "A/C.3/86/L.12 joined BRA CHL\n");
}

/// What a line below a resolution says: "46:0:1", "without", or nothing.
std::string told_below(std::string_view line, model::Language language = model::Language::en) {
  const auto reading = reading_of(
      "A/HRC/RES/86/3\n# Lamps\nThe Human Rights Council,\n{1.} *Decides* to light "
      "lamps.\n" +
          std::string(line),
      model::Language::en);
  auto said = reading;
  said.language = language;
  const auto actions = text_actions_of(said, names::Register::builtin());
  if (actions.adoptions.size() != 1) return {};
  const auto& each = actions.adoptions.front();
  if (!each.by_vote) return "without";
  return std::to_string(each.in_favour) + ":" + std::to_string(each.against) + ":" +
         std::to_string(each.abstaining);
}

TEST(TextActions, MayCountBeforeTheySayHowItWasVoted) {
  EXPECT_EQ(told_below("[Adoptée par 25 voix contre 2, avec 20 abstentions, à l’issue d’un vote "
                       "enregistré.",
                       model::Language::fr),
            "25:2:20");
}

TEST(TextActions, CountNoneAndGoNoFurtherThanTheAbstentions) {
  EXPECT_EQ(
      told_below("[Adopted by a recorded vote of 46 to none, with 1 abstention. The voting was "
                 "as follows: all.]"),
      "46:0:1");
  EXPECT_EQ(told_below("[Adopted by a recorded vote of 181 to none, with 1 abstention (see para. "
                       "12).]"),
            "181:0:1");
  EXPECT_EQ(told_below("[Adopted by a recorded vote of 46 to none, with no abstentions.]"),
            "46:0:0");
  EXPECT_EQ(told_below("[Adopted by a recorded vote of 30 to 15 (see para. 12).]"), "30:15:0");
  EXPECT_EQ(told_below("[Adopted by a recorded vote of the members.]"), "");
}

TEST(TextActions, CountAsTheCouncilWritesIt) {
  EXPECT_EQ(told_actions("A/HRC/86/2\n# Report\n{1.} The Council took up draft resolution "
                         "A/HRC/86/L.7. The draft resolution was adopted by 29 votes to 14, with 4 "
                         "abstentions."),
            "A/HRC/86/L.7 adopted 29:14:4\n");
}

TEST(TextActions, CountNoneInSixLanguages) {
  using model::Language;
  EXPECT_EQ(told_below("[Adopté par 46 voix contre zéro, avec une abstention.]", Language::fr),
            "46:0:1");
  EXPECT_EQ(
      told_below("[Adopté par vote enregistré, à une majorité de 46 voix contre 3.]", Language::fr),
      "46:3:0");
  EXPECT_EQ(told_below("[Aprobado en votación registrada por 46 votos contra ninguno y 1 "
                       "abstención.]",
                       Language::es),
            "46:0:1");
  EXPECT_EQ(told_below("[Принята в результате заносимого в отчет о заседании голосования 28 "
                       "голосами против 14 при 4 воздержавшихся.]",
                       Language::ru),
            "28:14:4");
  EXPECT_EQ(told_below("[Принята заносимым в отчет о заседании голосованием 46 голосами, при этом "
                       "никто не голосовал против, при 1 воздержавшемся.]",
                       Language::ru),
            "46:0:1");
  EXPECT_EQ(told_below("[اعتُمد بتصويت مسجَّل بأغلبية 28 صوتاً مقابل 14 صوتاً وامتناع 4 أعضاء عن "
                       "التصويت.]",
                       Language::ar),
            "28:14:4");
  EXPECT_EQ(
      told_below("[اعتُمد بأغلبية 46 صوتاً مقابل لا شيء وامتناع عضو واحد عن التصويت.]", Language::ar),
      "46:0:1");
  EXPECT_EQ(told_below("[اعتُمد بدون تصويت.]", Language::ar), "without");
  EXPECT_EQ(told_below("[以46票对零票、1票弃权通过。]", Language::zh), "46:0:1");
}

}  // namespace
}  // namespace comity::grammar
