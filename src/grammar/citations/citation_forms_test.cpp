#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

#include "grammar/citations/citations.h"

namespace comity::grammar {
namespace {

using model::Language;

/// What a text of a body cites, with the places.
std::string forms_cited(Language language, std::string_view text,
                        CitingContext context = {"GA", 75, "A"}) {
  context.language = language;
  std::string all;
  for (const auto& each : citations_in(text, context, Words::of(language))) {
    EXPECT_EQ(each.text, text.substr(each.begin, each.end - each.begin));
    all += (all.empty() ? "" : " ") + (each.target.empty() ? "?" : each.target);
    if (!each.place.empty()) all += "(" + each.place + ")";
  }
  return all;
}

TEST(CitationForms, ArabicJoinsSymbolsByAGluedAnd) {
  EXPECT_EQ(forms_cited(Language::ar, "A/73/188 وA/74/161 وA/HRC/22/43."),
            "A/73/188 A/74/161 A/HRC/22/43");
  EXPECT_EQ(forms_cited(Language::ar, "A/HRC/43/54 وAdd.1 و2"),
            "A/HRC/43/54 A/HRC/43/54/Add.1 A/HRC/43/54/Add.2");
}

TEST(CitationForms, ArabicAbbreviatesSpecialSessions) {
  EXPECT_EQ(
      forms_cited(Language::ar, "قرار مجلس حقوق الإنسان دإ-9/1 المؤرخ 12 كانون الثاني/يناير 2009"),
      "A/HRC/RES/S-9/1");
  EXPECT_EQ(forms_cited(Language::ar, "قرارها دإط-10/13 المؤرخ 21 تشرين الأول/أكتوبر 2003"),
            "A/RES/ES-10/13");
}

TEST(CitationForms, ACouncilWhoseNumbersBeginWithAYearIsTheEconomicOne) {
  EXPECT_EQ(forms_cited(Language::ar, "قرار المجلس 1995/31", {"HRC", 30, "A"}), "E/RES/1995/31");
  EXPECT_EQ(forms_cited(Language::es, "la resolución del Consejo 1995/31", {"HRC", 30, "A"}),
            "E/RES/1995/31");
}

TEST(CitationForms, ArabicNounsCarryTheirOwner) {
  EXPECT_EQ(
      forms_cited(Language::ar, "قرارها 74/153 المؤرخ 18 كانون الأول/ديسمبر 2019 ومقررها 74/548"),
      "A/RES/74/153 A/DEC/74/548");
  EXPECT_EQ(forms_cited(Language::ar, "وقراريها 53/144 و66/164"), "A/RES/53/144 A/RES/66/164");
}

TEST(CitationForms, SpecialSessionsAreOfTheBodyBehindThem) {
  EXPECT_EQ(forms_cited(Language::fr, "la résolution S-9/1 du Conseil des droits de l’homme"),
            "A/HRC/RES/S-9/1");
  EXPECT_EQ(forms_cited(Language::en, "resolution S-9/1"), "A/RES/S-9/1");
  EXPECT_EQ(forms_cited(Language::en, "its resolution ES-10/13", {"HRC", 30, "A"}),
            "A/RES/ES-10/13");
}

TEST(CitationForms, NumbersByYearAreOfTheBodyBehindThem) {
  const CitingContext council{"HRC", 30, "A"};
  EXPECT_EQ(forms_cited(Language::ru, "резолюцию 2005/79 Комиссии по правам человека", council),
            "E/CN.4/RES/2005/79");
  EXPECT_EQ(
      forms_cited(Language::ru, "резолюцию 1995/31 Экономического и Социального Совета", council),
      "E/RES/1995/31");
}

TEST(CitationForms, TheEconomicCouncilNumbersItsOwnByYear) {
  EXPECT_EQ(
      forms_cited(Language::en,
                  "Recalling General Assembly resolution 72/305 of 23 July 2018 and its "
                  "resolution 2018/16 of 2 July 2018 and its decision 2017/236 of 2 May 2017,",
                  {"ECOSOC", 0, "E"}),
      "A/RES/72/305 E/RES/2018/16 E/DEC/2017/236");
  EXPECT_EQ(forms_cited(Language::en, "General Assembly resolution 73/186, and decision 2017/236",
                        {"ECOSOC", 0, "E"}),
            "A/RES/73/186 E/DEC/2017/236");
}

TEST(CitationForms, ResolutionsOfOtherBodiesHaveNoTarget) {
  EXPECT_EQ(forms_cited(Language::en, "Commission on the Status of Women resolution 60/2"), "?");
  EXPECT_EQ(forms_cited(Language::en, "Commission on Narcotic Drugs resolution 62/1"), "?");
  EXPECT_EQ(forms_cited(Language::en, "resolution 62/1 of the Commission on Narcotic Drugs"), "?");
  EXPECT_EQ(forms_cited(Language::en, "Statistical Commission decision 47/101"), "?");
  EXPECT_EQ(
      forms_cited(Language::fr, "la résolution 60/2 de la Commission de la condition de la femme"),
      "?");
  EXPECT_EQ(forms_cited(Language::ru, "резолюция 60/2 Комиссии по положению женщин"), "?");
  EXPECT_EQ(forms_cited(Language::zh, "妇女地位委员会第60/2号决议"), "?");
  EXPECT_EQ(
      forms_cited(Language::en, "the Committee on Contributions, and recalling resolution 60/237"),
      "A/RES/60/237");
}

TEST(CitationForms, ASymbolBehindAChapterIsNoLetterOfIt) {
  EXPECT_EQ(forms_cited(Language::en, "(A/75/53), chap. I, A/CONF.211/8"),
            "A/75/53(chap. I) A/CONF.211/8");
}

TEST(CitationForms, ItemsOfOneParagraphAreListed) {
  EXPECT_EQ(forms_cited(Language::en, "paragraph 8 (a), (b) and (c) of resolution 1718 (2006)"),
            "S/RES/1718(2006)(para. 8 (a), 8 (b), 8 (c))");
  EXPECT_EQ(forms_cited(Language::en, "paragraph 8 (a) to (c) of resolution 1718 (2006)"),
            "S/RES/1718(2006)(para. 8 (a)-(c))");
  EXPECT_EQ(
      forms_cited(Language::fr, "les paragraphes 8 a), b) et c) de la résolution 1718 (2006)"),
      "S/RES/1718(2006)(para. 8 (a), 8 (b), 8 (c))");
}

TEST(CitationForms, TheDashBetweenTwoAddendaCitesTheOneBetween) {
  EXPECT_EQ(forms_cited(Language::en, "A/HRC/43/54 and Add.1–3."),
            "A/HRC/43/54 A/HRC/43/54/Add.1 A/HRC/43/54/Add.2 A/HRC/43/54/Add.3");
  EXPECT_EQ(forms_cited(Language::en, "A/HRC/43/54 and Add.1–5."),
            "A/HRC/43/54 A/HRC/43/54/Add.1 A/HRC/43/54/Add.5");
}

TEST(CitationForms, ChineseMarksEndTheLetterOfATarget) {
  EXPECT_EQ(forms_cited(Language::zh, "考虑到可持续发展目标具体目标16.9、目标10和具体目标4.a，"),
            "A/RES/70/1(target 16.9) A/RES/70/1(Goal 10) A/RES/70/1(target 4.a)");
}

TEST(CitationForms, ChineseTitlesOfTreaties) {
  EXPECT_EQ(forms_cited(Language::zh, "《公民及政治权利国际公约》第二十七条"),
            "A/RES/2200(XXI)[A](ICCPR, art. 27)");
  EXPECT_EQ(forms_cited(Language::zh, "《经济社会文化权利国际公约》第十一条"),
            "A/RES/2200(XXI)[A](ICESCR, art. 11)");
  EXPECT_EQ(forms_cited(Language::zh, "《保护所有人不遭受强迫失踪国际公约》第一条"),
            "A/RES/61/177(ICPPED, art. 1)");
}

TEST(CitationForms, ListsGoOnBehindAnnexesAndSubjects) {
  EXPECT_EQ(forms_cited(Language::en, "Resolutions S-23/2, annex, and S-23/3, annex."),
            "A/RES/S-23/2(annex) A/RES/S-23/3(annex)");
  EXPECT_EQ(
      forms_cited(Language::en, "Resolutions 217 A (III) and 2200 A (XXI), annex, and 44/25."),
      "A/RES/217(III)[A] A/RES/2200(XXI)[A](annex) A/RES/44/25");
  const std::string two = "A/HRC/RES/5/1 A/HRC/RES/5/2";
  const CitingContext council{"HRC", 30, "A"};
  EXPECT_EQ(forms_cited(Language::ru,
                        "свои резолюции 5/1 об институциональном строительстве Совета и 5/2 о "
                        "Кодексе поведения",
                        council),
            two);
  EXPECT_EQ(forms_cited(Language::ar,
                        "قراريه 5/1 بشأن بناء مؤسسات المجلس و5/2 بشأن مدونة قواعد السلوك", council),
            two);
  EXPECT_EQ(forms_cited(Language::en, "resolutions 5/1 on lamps and 3/4 of the rest", council),
            "A/HRC/RES/5/1");
  EXPECT_EQ(forms_cited(Language::en, "resolutions 5/1 on lamps and 2019/20 budgets", council),
            "A/HRC/RES/5/1");
}

TEST(CitationForms, EmergencySessionsInLists) {
  EXPECT_EQ(forms_cited(Language::es, "sus resoluciones 60/251, ES-10/13 y ES-10/14"),
            "A/RES/60/251 A/RES/ES-10/13 A/RES/ES-10/14");
  EXPECT_EQ(forms_cited(Language::ar, "القرارين دإط-10/13 ودإط-10/14"),
            "A/RES/ES-10/13 A/RES/ES-10/14");
}

TEST(CitationForms, IbidemOfAVolumeIsAnotherTreaty) {
  EXPECT_EQ(forms_cited(Language::en,
                        "United Nations, Treaty Series, vol. 999, No. 14668. Ibid., "
                        "vol. 429, No. 6193."),
            "A/RES/2200(XXI)[A](ICCPR) United Nations Treaty Series No. 6193");
}

TEST(CitationForms, SectionsOfResolutionsInEveryLanguage) {
  EXPECT_EQ(forms_cited(Language::fr, "sa résolution 73/262 A du 22 décembre 2018"),
            "A/RES/73/262A");
  EXPECT_EQ(forms_cited(Language::zh, "大会2018年12月22日第73/262 A号决议"), "A/RES/73/262A");
  EXPECT_EQ(forms_cited(Language::en, "in resolution 73/262 A life of dignity"), "A/RES/73/262");
}

TEST(CitationForms, TheOwnerOpensAChinesePhrase) {
  const CitingContext council{"HRC", 50, "A"};
  EXPECT_EQ(
      forms_cited(Language::zh, "回顾大会关于湖泊问题的2009年12月18日第48/134号决议", council),
      "A/RES/48/134");
  EXPECT_EQ(forms_cited(Language::zh, "回顾其关于大会报告的第48/13号决议", council),
            "A/HRC/RES/48/13");
  EXPECT_EQ(forms_cited(Language::zh, "回顾大会的工作，以及关于湖泊的第48/13号决议", council),
            "A/HRC/RES/48/13");
}

TEST(CitationForms, BodiesStandBehindArabicNumbers) {
  EXPECT_EQ(forms_cited(Language::ar, "القرار 44/18 الصادر عن مجلس حقوق الإنسان"),
            "A/HRC/RES/44/18");
}

TEST(CitationForms, RussianNounsInEveryCase) {
  EXPECT_EQ(forms_cited(Language::ru, "согласно своим резолюциям 60/251 и 65/281"),
            "A/RES/60/251 A/RES/65/281");
}

TEST(CitationForms, RangesOfPlacesInChineseAndArabic) {
  EXPECT_EQ(forms_cited(Language::zh, "《世界人权宣言》第十八条至第二十条"),
            "A/RES/217(III)[A](UDHR, art. 18-20)");
  EXPECT_EQ(forms_cited(Language::zh, "大会第60/251号决议第1至第5段"), "A/RES/60/251(para. 1-5)");
  EXPECT_EQ(forms_cited(Language::zh, "安全理事会第1718(2006)号决议第8(a)、(b)和(c)段"),
            "S/RES/1718(2006)(para. 8 (a), 8 (b), 8 (c))");
  EXPECT_EQ(forms_cited(Language::ar, "المواد من 18 إلى 20 من الإعلان العالمي لحقوق الإنسان"),
            "A/RES/217(III)[A](UDHR, art. 18-20)");
}

TEST(CitationForms, OptionalProtocolsByTheirFullNames) {
  EXPECT_EQ(forms_cited(Language::en,
                        "article 3 of the Optional Protocol to the Convention on the Rights of the "
                        "Child on the sale of children, child prostitution and child pornography"),
            "A/RES/54/263(OP-CRC-SC, art. 3)");
  EXPECT_EQ(forms_cited(Language::en,
                        "article 1 of the Optional Protocol to the International Covenant on Civil "
                        "and Political Rights"),
            "A/RES/2200(XXI)[A](ICCPR-OP1, art. 1)");
}

TEST(CitationForms, TreatiesInTheChineseSeries) {
  EXPECT_EQ(forms_cited(Language::zh, "联合国，《条约汇编》，第999卷，第14668号。"),
            "A/RES/2200(XXI)[A](ICCPR)");
  EXPECT_EQ(forms_cited(Language::zh, "United Nations, Treaty Series, vol. 429, No. 6193."),
            "United Nations Treaty Series No. 6193");
}

}  // namespace
}  // namespace comity::grammar
