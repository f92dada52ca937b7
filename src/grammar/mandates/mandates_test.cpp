#include "grammar/mandates/mandates.h"

#include <gtest/gtest.h>

namespace comity::grammar {
namespace {

using model::Language;
using model::ParagraphKind;

struct Line {
  std::string number;
  std::string text;
};

model::Reading resolution(const std::vector<Line>& lines, Language language = Language::en) {
  model::Reading reading;
  reading.kind = model::WorkKind::resolution;
  reading.language = language;
  reading.symbol = *model::Symbol::parse("A/RES/74/1");
  reading.masthead.date = "2019-12-18";
  for (const auto& line : lines) {
    model::Paragraph paragraph;
    const bool item = line.number.find('(') != std::string::npos;
    paragraph.kind = item ? ParagraphKind::sub_item : ParagraphKind::operative;
    paragraph.number = line.number;
    paragraph.runs = {{line.text, {}, {}}};
    reading.paragraphs.push_back(std::move(paragraph));
  }
  return reading;
}

/// "6 (a) request secretary-general,states: consult the lamps [s76]"
std::vector<std::string> said(const std::vector<Line>& lines, Language language = Language::en) {
  std::vector<std::string> out;
  for (const auto& each : mandates_of(resolution(lines, language), names::Register::builtin())) {
    std::string text = each.number + " " + each.verb + " ";
    for (std::size_t i = 0; i < each.addressees.size(); ++i) {
      text += (i > 0 ? "," : "") + each.addressees[i];
    }
    text += ": " + each.action;
    for (const auto& occasion : each.occasions) text += " [" + code_of(occasion) + "]";
    out.push_back(text);
  }
  return out;
}

using Said = std::vector<std::string>;

TEST(Mandates, AskSomebodyForSomethingBySomeTime) {
  EXPECT_EQ(said({{"1",
                   "Requests the Secretary-General, in collaboration with the High "
                   "Commissioner, to count the lamps and to report thereon to the General "
                   "Assembly at its seventy-sixth session;"}}),
            Said{"1 request secretary-general: count the lamps and to report thereon to the "
                 "General Assembly at its seventy-sixth session [s76]"});
  EXPECT_EQ(
      said({{"2", "Also invites States and the specialized agencies to mend lamps by 2030;"}}),
      Said{"2 invite states,un-system: mend lamps by 2030 [2030]"});
  EXPECT_EQ(said({{"3", "Urges the Government of France to buy lamps annually;"}}),
            Said{"3 urge state:FRA: buy lamps annually [annual]"});
  EXPECT_EQ(said({{"4", "Calls for the return of the lamps;"}}),
            Said{"4 call : the return of the lamps"});
  EXPECT_EQ(said({{"5", "Demands that all parties cease to break lamps;"}}),
            Said{"5 demand parties: cease to break lamps"});
}

TEST(Mandates, PassOverWordsThatOnlyLookLikeActions) {
  EXPECT_EQ(said({{"1", "Requests the Special Rapporteur on the right to light to light lamps;"}}),
            Said{"1 request special-procedures: light lamps"});
  EXPECT_EQ(said({{"2", "Welcomes the lamps to be lit and the requests for oil;"}}), Said{});
  EXPECT_EQ(said({{"3", "Recalls resolution 73/1 of 17 December 2018;"}}), Said{});
}

TEST(Mandates, SeveralClausesGiveSeveralRows) {
  EXPECT_EQ(
      said({{"1",
             "Notes the lamps, requests the Secretary-General to count them, and in "
             "this regard encourages the private sector to give oil;"}}),
      (Said{"1 request secretary-general: count them", "1 encourage private-sector: give oil"}));
}

TEST(Mandates, PromisesOfTheBodyAndDecisionsThatAreDoneAtOnce) {
  EXPECT_EQ(said({{"1",
                   "Decides to continue its consideration of the question at its "
                   "seventy-sixth session."}}),
            Said{"1 decide general-assembly: continue its consideration of the question at its "
                 "seventy-sixth session [s76]"});
  EXPECT_EQ(said({{"2", "Decides to extend the mandate of the Special Rapporteur for a year;"}}),
            Said{});
  EXPECT_EQ(said({{"3", "Decides that the Human Rights Council shall review the lamps;"}}),
            Said{"3 decide human-rights-council: review the lamps"});
  EXPECT_EQ(said({{"4", "Decides to remain seized of the matter."}}),
            Said{"4 decide general-assembly: remain seized of the matter"});
}

TEST(Mandates, ItemsHaveTheVerbOfWhatTheyStandUnder) {
  EXPECT_EQ(said({{"1", "Calls upon all States:"},
                  {"1 (a)", "To light lamps;"},
                  {"1 (b)", "To mend lamps by:"},
                  {"1 (b) (i)", "Training menders;"},
                  {"2", "Decides:"},
                  {"2 (a)", "To request the Secretary-General to count lamps;"},
                  {"2 (b)", "To consider the lamps at its seventy-fifth session."}}),
            (Said{"1 (a) call states: light lamps", "1 (b) call states: mend lamps by",
                  "1 (b) (i) call states: Training menders",
                  "2 (a) request secretary-general: count lamps",
                  "2 (b) decide general-assembly: consider the lamps at its seventy-fifth session "
                  "[s75]"}));
  EXPECT_EQ(said({{"1", "Decides to renew the mandate of the Independent Expert on lamps:"},
                  {"1 (a)", "To visit lamps;"}}),
            Said{"1 (a) decide special-procedures: visit lamps"});
  EXPECT_EQ(said({{"1", "Expresses concern about:"}, {"1 (a)", "The lack of lamps;"}}), Said{});
}

TEST(Mandates, OccasionsAreThoseThatLieAhead) {
  const auto of = [](const std::string& text) {
    const auto found = said({{"1", "Requests the Secretary-General to report " + text}});
    return found.empty() ? std::string() : found.front().substr(found.front().find("report") + 7);
  };
  EXPECT_EQ(of("at its seventy-fifth and seventy-sixth sessions"),
            "at its seventy-fifth and seventy-sixth sessions [s75] [s76]");
  EXPECT_EQ(of("on what it did at its seventieth session"),
            "on what it did at its seventieth session");
  EXPECT_EQ(of("in accordance with resolution 60/251 of 15 March 2006"),
            "in accordance with resolution 60/251 of 15 March 2006");
  EXPECT_EQ(of("before 1 May 2021"), "before 1 May 2021 [2021-05-01]");
  EXPECT_EQ(of("to the Human Rights Council at its forty-fifth session"),
            "to the Human Rights Council at its forty-fifth session [s45]");
}

TEST(Mandates, AlikeInSixLanguages) {
  const Said expected{"1 request secretary-general s76", "2 decide general-assembly s76"};
  const auto of = [](Language language, const std::string& asks, const std::string& promises) {
    Said out;
    for (const auto& each : mandates_of(resolution({{"1", asks}, {"2", promises}}, language),
                                        names::Register::builtin())) {
      out.push_back(each.number + " " + each.verb + " " +
                    (each.addressees.empty() ? "" : each.addressees.front()) + " " +
                    (each.occasions.empty() ? "" : code_of(each.occasions.front())));
    }
    return out;
  };
  EXPECT_EQ(of(Language::en,
               "Requests the Secretary-General to count lamps at its seventy-sixth session;",
               "Decides to consider lamps at its seventy-sixth session."),
            expected);
  EXPECT_EQ(of(Language::fr,
               "Prie le Secrétaire général de compter les lampes à sa soixante-seizième session;",
               "Décide d’examiner les lampes à sa soixante-seizième session."),
            expected);
  EXPECT_EQ(of(Language::es,
               "Pide al Secretario General que cuente las lámparas en su septuagésimo sexto "
               "período de sesiones;",
               "Decide examinar las lámparas en su septuagésimo sexto período de sesiones."),
            expected);
  EXPECT_EQ(
      of(Language::ru, "просит Генерального секретаря сосчитать лампы к семьдесят шестой сессии;",
         "постановляет рассмотреть лампы на своей семьдесят шестой сессии."),
      expected);
  EXPECT_EQ(of(Language::ar, "تطلب إلى الأمين العام أن يعد المصابيح في دورتها السادسة والسبعين؛",
               "تقرر أن تنظر في المصابيح في دورتها السادسة والسبعين."),
            expected);
  EXPECT_EQ(
      of(Language::zh, "请秘书长在第七十六届会议上清点灯；", "决定在第七十六届会议上审议灯。"),
      expected);
}

TEST(Mandates, OnlyTextsThatAreAdoptedHaveThem) {
  auto report = resolution({{"1", "Requests the Secretary-General to count lamps;"}});
  report.kind = model::WorkKind::other;
  EXPECT_TRUE(mandates_of(report, names::Register::builtin()).empty());
}

TEST(Mandates, EndWhereAStatementBegins) {
  EXPECT_EQ(said({{"1",
                   "Urges States to mend lamps by 2025, in this regard notes the meeting of 14 "
                   "November 2019, and invites the Secretary-General to look;"}}),
            (Said{"1 urge states: mend lamps by 2025 [2025]", "1 invite secretary-general: look"}));
}

TEST(Mandates, AreNotWhatAnotherTextAsks) {
  EXPECT_EQ(said({{"1",
                   "Recognizes that the Declaration, adopted in 2003, strongly urges States "
                   "to mend lamps;"}}),
            Said{});
  EXPECT_EQ(said({{"1",
                   "Recognizes that lamps, adopted in 2003, are dim, and urges States to "
                   "mend them;"}}),
            Said{"1 urge states: mend them"});
}

TEST(Mandates, TakeNoYearFromBeforeTheSessionOfATextWithoutADate) {
  auto reading = resolution({{"1",
                              "Requests the Secretary-General to mend the lamps lit in 1967 "
                              "and to report in 2021;"}});
  reading.masthead.date.clear();
  const auto mandates = mandates_of(reading, names::Register::builtin());
  ASSERT_EQ(mandates.size(), 1U);
  ASSERT_EQ(mandates[0].occasions.size(), 1U);
  EXPECT_EQ(code_of(mandates[0].occasions[0]), "2021");
}

TEST(Mandates, KnowWhichRecurrenceIsOnlyAName) {
  EXPECT_EQ(said({{"1", "Requests the Secretary-General to open the biennial panel;"}}),
            Said{"1 request secretary-general: open the biennial panel"});
  EXPECT_EQ(said({{"1", "Requests the Secretary-General to hold a biennial panel;"}}),
            Said{"1 request secretary-general: hold a biennial panel [biennial]"});
}

}  // namespace
}  // namespace comity::grammar
