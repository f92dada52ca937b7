#include "grammar/citations/citations.h"

#include <gtest/gtest.h>

#include "grammar/scan.h"

namespace comity::grammar {
namespace {

const Words& english() { return Words::of(model::Language::en); }

std::string cited(std::string_view text, const CitingContext& context = {"GA", 75, "A"},
                  const Words& words = english()) {
  std::string all;
  std::uint32_t last = 0;
  for (const model::Citation& citation : citations_in(text, context, words)) {
    EXPECT_EQ(citation.text, text.substr(citation.begin, citation.end - citation.begin));
    EXPECT_GE(citation.begin, last);
    last = citation.end;
    all += (all.empty() ? "" : " ") + (citation.target.empty() ? "?" : citation.target);
  }
  return all;
}

const CitingContext kCouncil{"HRC", 21, "A"};

TEST(Citations, FindsSymbols) {
  EXPECT_EQ(cited("See A/CONF.157/24 (Part I), chap. III."), "A/CONF.157/24 (Part I)");
  EXPECT_EQ(cited("Supplement No. 53 (A/75/53), chap. V"), "A/75/53");
  EXPECT_EQ(cited("see A/HRC/21/11. And S/RES/1325 (2000);"), "A/HRC/21/11 S/RES/1325(2000)");
  EXPECT_EQ(cited("(A/C.3/75/L.12/Rev.1)"), "A/C.3/75/L.12/Rev.1");
  EXPECT_EQ(cited("issued as A/HRC/WG.6/6/ DOM/1;"), "A/HRC/WG.6/6/DOM/1");
  EXPECT_EQ(cited("A/HRC/43/15/Add.1; see also A/HRC/43/2"), "A/HRC/43/15/Add.1 A/HRC/43/2");
  EXPECT_EQ(cited("statement PRST/8/1 of 9 April 2008"), "A/HRC/PRST/8/1");
}

TEST(Citations, FindsSymbolsOfEverySeries) {
  EXPECT_EQ(cited("See JIU/REP/2020/1, para. 3, and CEB/2021/2."), "JIU/REP/2020/1 CEB/2021/2");
  EXPECT_EQ(cited("in ISBA/26/C/12 and EC/71/SC/CRP.1;"), "ISBA/26/C/12 EC/71/SC/CRP.1");
  EXPECT_EQ(cited("see ICCD/COP(14)/23/Add.1, decision 3"), "ICCD/COP(14)/23/Add.1");
  EXPECT_EQ(cited("the report (TD/B/EX(70)/2) and TD(XIV)/2"), "TD/B/EX(70)/2 TD(XIV)/2");
  EXPECT_EQ(cited("the note LC/L.4190(CEP.2020/3)."), "LC/L.4190(CEP.2020/3)");
  EXPECT_EQ(cited("documents IDB.48/3 and Add.1"), "IDB.48/3 IDB.48/3/Add.1");
  EXPECT_EQ(cited("Directive 95/46/EC of the European Parliament"), "");
  EXPECT_EQ(cited("see A/HRC/21/11 (14 pages)"), "A/HRC/21/11");
}

TEST(Citations, InOtherLanguages) {
  const CitingContext assembly{"GA", 75, "A"};
  const auto in = [&](model::Language language, std::string_view text) {
    return cited(text, assembly, Words::of(language));
  };
  using model::Language;
  EXPECT_EQ(in(Language::fr, "la résolution 44/18 du Conseil des droits de l'homme"),
            "A/HRC/RES/44/18");
  EXPECT_EQ(in(Language::es, "las resoluciones del Consejo de Seguridad 1267 (1999) y 1989 (2011)"),
            "S/RES/1267(1999) S/RES/1989(2011)");
  EXPECT_EQ(in(Language::ru, "резолюции 60/251 от 15 марта 2006 года и 65/281"),
            "A/RES/60/251 A/RES/65/281");
  EXPECT_EQ(in(Language::ru, "резолюцию 5/1 Совета по правам человека"), "A/HRC/RES/5/1");
  EXPECT_EQ(in(Language::ar, "قرار مجلس حقوق الإنسان ٥/١ المؤرخ ١٨ حزيران/يونيه ٢٠٠٧"),
            "A/HRC/RES/5/1");
  EXPECT_EQ(in(Language::ar, "قرار المجلس الاقتصادي والاجتماعي 1894 (د-57)"), "E/RES/1894(LVII)");
  EXPECT_EQ(in(Language::zh, "人权理事会2007年6月18日第5/1号和第5/2号决议"),
            "A/HRC/RES/5/1 A/HRC/RES/5/2");
  EXPECT_EQ(in(Language::zh, "其2006年3月15日第60/251号决议"), "A/RES/60/251");
  EXPECT_EQ(
      in(Language::zh, "2007年9月27日第6/3号、2008年3月27日第7/5号和2008年9月24日第9/2号决议"),
      "A/HRC/RES/6/3 A/HRC/RES/7/5 A/HRC/RES/9/2");
  EXPECT_EQ(in(Language::ar,
               "قراريه 43/6 المؤرخ 19 حزيران/يونيه 2020 و47/10 المؤرخ 12 تموز/يوليه "
               "2021"),
            "A/RES/43/6 A/RES/47/10");
  EXPECT_EQ(in(Language::ar,
               "القراران 43/6 المؤرخ 19 حزيران/يونيه 2020 بشأن المصابيح و47/10 المؤرخ "
               "12 تموز/يوليه 2021"),
            "A/RES/43/6 A/RES/47/10");
  EXPECT_EQ(in(Language::zh, "第60/251号文件"), "");
  EXPECT_EQ(in(Language::zh, "对决议草案A/C.3/86/L.12的修正案"), "A/C.3/86/L.12");
}

TEST(Citations, NumbersOfConferencesOfTheParties) {
  EXPECT_EQ(cited("Recalling decision 1/CP.21 of 12 December 2015"), "decision 1/CP.21");
  EXPECT_EQ(cited("decisions 5/CMA.3 and 3/CMP.16"), "decision 5/CMA.3 decision 3/CMP.16");
  EXPECT_EQ(cited("resolution 1/COP.5"), "resolution 1/COP.5");
  EXPECT_EQ(cited("see 1/CP.21 of the draft"), "") << "no noun";
  EXPECT_EQ(cited("World Health Assembly resolution WHA73.1"), "resolution WHA73.1");
  const auto in = [&](model::Language language, std::string_view text) {
    return cited(text, {"GA", 75, "A", {}, language}, Words::of(language));
  };
  using model::Language;
  EXPECT_EQ(in(Language::fr, "la décision 1/CP.21 de la Conférence des Parties"),
            "decision 1/CP.21");
  EXPECT_EQ(in(Language::es, "la decisión 1/CP.21 y la resolución WHA73.1"),
            "decision 1/CP.21 resolution WHA73.1");
  EXPECT_EQ(in(Language::ru, "решение 1/СР.21 Конференции"), "decision 1/CP.21");
  EXPECT_EQ(in(Language::ar, "المقرر 1/م أ-21"), "decision 1/CP.21");
  EXPECT_EQ(in(Language::zh, "第1/CP.21号决定"), "decision 1/CP.21");
}

TEST(Citations, ConventionsOfTheLabourOrganization) {
  EXPECT_EQ(cited("the Indigenous and Tribal Peoples Convention, 1989 (No. 169), of the "
                  "International Labour Organization"),
            "ILO Convention No. 169");
  EXPECT_EQ(cited("ILO Convention No. 190"), "ILO Convention No. 190");
  EXPECT_EQ(cited("the Domestic Workers Convention, 2011 (No. 189)"), "ILO Convention No. 189");
  EXPECT_EQ(cited("Convention No. 108 of the Council of Europe"), "");
  EXPECT_EQ(cited("the Convention on the Rights of the Child (see No. 4)"), "");
  const auto in = [&](model::Language language, std::string_view text) {
    return cited(text, {"GA", 75, "A", {}, language}, Words::of(language));
  };
  using model::Language;
  EXPECT_EQ(in(Language::fr,
               "la Convention (no 169) de l’Organisation internationale du Travail relative aux "
               "peuples indigènes et tribaux"),
            "ILO Convention No. 169");
  EXPECT_EQ(in(Language::es, "el Convenio sobre pueblos indígenas y tribales, 1989 (núm. 169)"),
            "ILO Convention No. 169");
  EXPECT_EQ(in(Language::ru, "Конвенция № 169 Международной организации труда"),
            "ILO Convention No. 169");
  EXPECT_EQ(in(Language::ar, "الاتفاقية رقم 169 لمنظمة العمل الدولية، منظمة العمل الدولية"),
            "ILO Convention No. 169");
  EXPECT_EQ(in(Language::zh, "国际劳工组织第169号公约"), "ILO Convention No. 169");
}

TEST(Citations, GeneralCommentsByTheirCommittee) {
  EXPECT_EQ(cited("general comment No. 15 (2013) of the Committee on the Rights of the Child"),
            "CRC general comment No. 15");
  EXPECT_EQ(cited("the Committee on the Elimination of Discrimination against Women, in its "
                  "general recommendation No. 35 (2017)"),
            "CEDAW general recommendation No. 35");
  EXPECT_EQ(cited("general comment No. 15"), "?") << "whose it is, nobody says";
  EXPECT_EQ(cited("its general comment No. 15 (CRC/C/GC/15)"), "CRC/C/GC/15");
  EXPECT_EQ(cited("some general comments on three matters"), "");
  const auto in = [&](model::Language language, std::string_view text) {
    return cited(text, {"GA", 75, "A", {}, language}, Words::of(language));
  };
  using model::Language;
  EXPECT_EQ(in(Language::fr, "l’observation générale no 15 du Comité des droits de l’enfant"),
            "CRC general comment No. 15");
  EXPECT_EQ(in(Language::es, "la observación general núm. 15 del Comité de los Derechos del Niño"),
            "CRC general comment No. 15");
  EXPECT_EQ(in(Language::ru, "замечание общего порядка № 15 Комитета по правам ребенка"),
            "CRC general comment No. 15");
  EXPECT_EQ(in(Language::ar, "التعليق العام رقم 15 الصادر عن لجنة حقوق الطفل"),
            "CRC general comment No. 15");
  EXPECT_EQ(in(Language::zh, "儿童权利委员会第15号一般性意见"), "CRC general comment No. 15");
}

TEST(Citations, SupplementsOfTheEconomicAndSocialCouncil) {
  EXPECT_EQ(cited("Official Records of the Economic and Social Council, 2019, Supplement No. 5"),
            "E/2019/25");
  EXPECT_EQ(cited("Official Records of the Economic and Social Council, 2019, Supplement No. 7 "
                  "(E/2019/27), chap. I"),
            "E/2019/27");
  EXPECT_EQ(cited("Official Records of the Economic and Social Council, 2019, Supplement No. 1"),
            "?");
  const auto in = [&](model::Language language, std::string_view text) {
    return cited(text, {"GA", 75, "A", {}, language}, Words::of(language));
  };
  using model::Language;
  EXPECT_EQ(in(Language::fr,
               "Documents officiels du Conseil économique et social, 2019, Supplément no 5"),
            "E/2019/25");
  EXPECT_EQ(in(Language::es,
               "Documentos Oficiales del Consejo Económico y Social, 2019, Suplemento núm. 5"),
            "E/2019/25");
  EXPECT_EQ(in(Language::ru,
               "Официальные отчеты Экономического и Социального Совета, 2019 год, Дополнение № 5"),
            "E/2019/25");
  EXPECT_EQ(in(Language::ar, "الوثائق الرسمية للمجلس الاقتصادي والاجتماعي، 2019، الملحق رقم 5"),
            "E/2019/25");
  EXPECT_EQ(in(Language::zh, "经济及社会理事会正式记录，2019年，补编第5号"), "E/2019/25");
}

TEST(Citations, StatementsInSixLanguages) {
  EXPECT_EQ(cited("President’s statement PRST 20/1 of 6 July 2012"), "A/HRC/PRST/20/1");
  EXPECT_EQ(cited("the statement by its President (S/PRST/2021/22)"), "S/PRST/2021/22");
}

TEST(Citations, PartsTwoSymbolsOfOneDocument) {
  EXPECT_EQ(cited("See E/CN.4/2001/2-E/CN.4/Sub.2/2000/46, chap. II"),
            "E/CN.4/2001/2 E/CN.4/Sub.2/2000/46");
}

TEST(Citations, FollowsSuffixes) {
  EXPECT_EQ(cited("E/1981/25 and Corr.1, chap. I"), "E/1981/25 E/1981/25/Corr.1");
  EXPECT_EQ(cited("A/58/874 and Add.1 and 2"), "A/58/874 A/58/874/Add.1 A/58/874/Add.2");
  EXPECT_EQ(cited("A/58/874 and Add.1-3, and"),
            "A/58/874 A/58/874/Add.1 A/58/874/Add.2 A/58/874/Add.3");
  EXPECT_EQ(cited("A/58/874/Add.1 and 2 other reports"), "A/58/874/Add.1");
}

TEST(Citations, LeavesWordsAndPathsAlone) {
  EXPECT_EQ(cited("HIV/AIDS and/or TCP/IP 2/3 of www.un.org/A/75/53x, I/O 3"), "");
  EXPECT_EQ(cited("The resolution of 5 May; resolutions adopted; a decision on 3 items"), "");
}

TEST(Citations, KnowsTheSeriesOfItsOwnDocument) {
  EXPECT_EQ(cited("as in SPEC/HRC/3/4"), "");
  EXPECT_EQ(cited("as in SPEC/HRC/3/4", {"", 0, "SPEC"}), "SPEC/HRC/3/4");
}

TEST(Citations, ResolvesResolutionsByTheBodyNamed) {
  EXPECT_EQ(cited("its resolution 74/153 of 18 December 2019"), "A/RES/74/153");
  EXPECT_EQ(cited("Human Rights Council resolution 44/18 of 17 July 2020"), "A/HRC/RES/44/18");
  EXPECT_EQ(cited("Recalling General Assembly resolution 60/251", kCouncil), "A/RES/60/251");
  EXPECT_EQ(cited("Council resolution 16/21 of 25 March 2011", kCouncil), "A/HRC/RES/16/21");
  EXPECT_EQ(cited("the Council's decision 17/119", kCouncil), "A/HRC/DEC/17/119");
  EXPECT_EQ(cited("decision 60/509 of the Assembly"), "A/DEC/60/509");
  EXPECT_EQ(cited("Economic and Social Council decision 2006/223"), "E/DEC/2006/223");
}

TEST(Citations, ReadsLists) {
  EXPECT_EQ(cited("resolutions 5/1 and 5/2 of 18 June 2007", kCouncil),
            "A/HRC/RES/5/1 A/HRC/RES/5/2");
  EXPECT_EQ(cited("its resolutions 2453 A (XXIII) of 20 December 1968, 37/90 of 10 December 1982 "
                  "and 72/79 of 7 December 2017"),
            "A/RES/2453(XXIII)[A] A/RES/37/90 A/RES/72/79");
  EXPECT_EQ(cited("Council resolutions 9/9 of 24 September 2008 and General Assembly resolution "
                  "63/166",
                  kCouncil),
            "A/HRC/RES/9/9 A/RES/63/166");
}

TEST(Citations, GivesTheBodyBehindAListToAllOfIt) {
  const std::string three = "A/HRC/RES/31/32 A/HRC/RES/34/5 A/HRC/RES/43/16";
  EXPECT_EQ(cited("Recalling resolutions 31/32, 34/5 and 43/16 of the Human Rights Council"),
            three);
  EXPECT_EQ(cited("resolutions 32/32 of 1 July 2016 and 41/12 of 11 July 2019 of the Human Rights "
                  "Council"),
            "A/HRC/RES/32/32 A/HRC/RES/41/12");
  EXPECT_EQ(cited("resolutions 60/251 of the General Assembly and 5/1 of the Human Rights Council",
                  kCouncil),
            "A/RES/60/251 A/HRC/RES/5/1");
  const auto in = [&](model::Language language, std::string_view text) {
    return cited(text, {"GA", 75, "A", {}, language}, Words::of(language));
  };
  using model::Language;
  EXPECT_EQ(
      in(Language::fr, "les résolutions 31/32, 34/5 et 43/16 du Conseil des droits de l'homme"),
      three);
  EXPECT_EQ(
      in(Language::es, "las resoluciones 31/32, 34/5 y 43/16 del Consejo de Derechos Humanos"),
      three);
  EXPECT_EQ(in(Language::ru, "резолюции 31/32, 34/5 и 43/16 Совета по правам человека"), three);
}

TEST(Citations, ReadsListsWhoseDatesStandBetweenCommas) {
  const auto in = [&](model::Language language, std::string_view text) {
    return cited(text, {"GA", 75, "A", {}, language}, Words::of(language));
  };
  using model::Language;
  EXPECT_EQ(in(Language::es,
               "sus resoluciones 53/144, de 9 de diciembre de 1998, 66/164, de 19 de diciembre de "
               "2011, y 72/247, de 24 de diciembre de 2017"),
            "A/RES/53/144 A/RES/66/164 A/RES/72/247");
  EXPECT_EQ(in(Language::fr,
               "ses résolutions 53/144 en date du 9 décembre 1998 et 66/164 en date du 19 décembre "
               "2011"),
            "A/RES/53/144 A/RES/66/164");
  EXPECT_EQ(cited("its resolutions 53/144, 66/164 and 72/247 of 24 December 2017"),
            "A/RES/53/144 A/RES/66/164 A/RES/72/247");
}

TEST(Citations, TellsBodiesByTheFormOfTheNumber) {
  EXPECT_EQ(cited("resolution 217 A (III)"), "A/RES/217(III)[A]");
  EXPECT_EQ(cited("General Assembly resolution 2106 (XX)"), "A/RES/2106(XX)");
  EXPECT_EQ(cited("Economic and Social Council resolution 1503 (XLVIII)"), "E/RES/1503(XLVIII)");
  EXPECT_EQ(cited("Security Council resolution 1325 (2000)"), "S/RES/1325(2000)");
  EXPECT_EQ(cited("Commission on Human Rights resolution 2000/22"), "E/CN.4/RES/2000/22");
  EXPECT_EQ(cited("resolution 2000/22 of 18 August 2000, on dialogue, by the Subcommission on the "
                  "Promotion and Protection of Human Rights"),
            "E/CN.4/Sub.2/RES/2000/22");
  EXPECT_EQ(cited("resolution S-9/1 of 2009", kCouncil), "A/HRC/RES/S-9/1");
  EXPECT_EQ(cited("resolution ES-10/2"), "A/RES/ES-10/2");
  EXPECT_EQ(cited("resolution 2004/7"), "?");
}

TEST(Citations, TellsBodiesByTheSession) {
  EXPECT_EQ(cited("in accordance with resolution 5/1"), "A/HRC/RES/5/1");
  EXPECT_EQ(cited("in resolution 60/251", kCouncil), "A/RES/60/251");
  EXPECT_EQ(cited("the Human Rights Council, in its resolution 6/10, asked"), "A/HRC/RES/6/10");
  EXPECT_EQ(cited("the General Assembly in its resolution 70/1", kCouncil), "A/RES/70/1");
}

/// What is cited with its place, and in which words.
std::string places_in(std::string_view text, CitingContext context = {"GA", 75, "A"}) {
  std::string all;
  for (const auto& each : citations_in(text, context, Words::of(context.language))) {
    EXPECT_EQ(each.text, text.substr(each.begin, each.end - each.begin));
    all += (all.empty() ? "" : " | ") + (each.target.empty() ? "?" : each.target);
    if (!each.place.empty()) all += ": " + each.place;
  }
  return all;
}

TEST(Citations, FindsArticlesOfInstruments) {
  EXPECT_EQ(places_in("Recalling Articles 55 and 56 of the Charter of the United Nations,"),
            "Charter of the United Nations: Charter, art. 55 | "
            "Charter of the United Nations: Charter, art. 56");
  EXPECT_EQ(places_in("article 4 of the International Convention on the Elimination of All Forms "
                      "of Racial Discrimination"),
            "A/RES/2106(XX)[A]: ICERD, art. 4");
  EXPECT_EQ(places_in("article 25 (c) of the International Covenant on Civil and Political Rights"),
            "A/RES/2200(XXI)[A]: ICCPR, art. 25 (c)");
  EXPECT_EQ(places_in("in violation of Article 2, paragraph 4, of the Charter"),
            "Charter of the United Nations: Charter, art. 2 (4)");
  EXPECT_EQ(
      places_in("paragraphs 1 and 2 of article 9 of the Convention on the Rights of the Child"),
      "A/RES/44/25: CRC, art. 9 (1) | A/RES/44/25: CRC, art. 9 (2)");
  EXPECT_EQ(places_in("under Article 73 e of the Charter"),
            "Charter of the United Nations: Charter, art. 73 (e)");
  EXPECT_EQ(places_in("articles 18 to 20 of the Universal Declaration of Human Rights"),
            "A/RES/217(III)[A]: UDHR, art. 18-20");
  EXPECT_EQ(places_in("Chapter VII of the Charter"),
            "Charter of the United Nations: Charter, chap. VII");
}

TEST(Citations, KnowEveryInstrumentThatTheWordsName) {
  using model::Language;
  for (const auto language :
       {Language::en, Language::fr, Language::es, Language::ru, Language::ar, Language::zh}) {
    const auto& words = Words::of(language);
    EXPECT_GT(words.phrases(Rule::instrument).size(), 10U);
    for (const auto& phrase : words.phrases(Rule::instrument)) {
      const auto found = instrument_at(phrase.written, small_letters(phrase.written), 0, words);
      EXPECT_TRUE(found && found->end == phrase.written.size())
          << phrase.written << " means " << phrase.value;
    }
  }
}

TEST(Citations, FindsArticlesBehindTheirInstrument) {
  EXPECT_EQ(places_in("the Charter of the United Nations, in particular Article 1, paragraph 3 "
                      "thereof, and the lamps"),
            "Charter of the United Nations: Charter, art. 1 (3)");
  EXPECT_EQ(places_in("the Convention against Torture, in which article 24, paragraph 2, sets out"),
            "A/RES/39/46: CAT, art. 24 (2)");
  EXPECT_EQ(places_in("the Charter is dear to all, and articles 3 and 4 say why"), "");
}

TEST(Citations, FollowsAShortNameToTheInstrumentNamedLast) {
  EXPECT_EQ(places_in("the Convention on the Rights of the Child, and under article 44 of the "
                      "Convention"),
            "A/RES/44/25: CRC, art. 44");
  EXPECT_EQ(places_in("under article 44 of the Convention"), "");
  CitingContext context{"GA", 75, "A"};
  note_instruments("States parties to the Convention against Torture", english(),
                   context.instruments);
  EXPECT_EQ(places_in("under article 17 of the Convention to report", context),
            "A/RES/39/46: CAT, art. 17");
  EXPECT_EQ(places_in("under article 17 of the Convention on Lamps", context), "");
  EXPECT_EQ(places_in("articles 66 (d), 77 and 80 (c) of the Lamps Act", context), "");
}

TEST(Citations, FindsGoalsAndTargets) {
  EXPECT_EQ(places_in("including Sustainable Development Goal 16;"), "A/RES/70/1: Goal 16");
  EXPECT_EQ(places_in("the Sustainable Development Goals, including Goals 4, 5 and 16"),
            "A/RES/70/1: Goal 4 | A/RES/70/1: Goal 5 | A/RES/70/1: Goal 16");
  EXPECT_EQ(places_in("Sustainable Development Goal targets 5.2, 8.7 and 16.a,"),
            "A/RES/70/1: target 5.2 | A/RES/70/1: target 8.7 | A/RES/70/1: target 16.a");
  EXPECT_EQ(places_in("for sustainable development a goal 16 times as far; Goal 18; target 16"),
            "");
  EXPECT_EQ(places_in("Millennium Development Goal 5 and sustainable development"), "");
  EXPECT_EQ(places_in("our Goal 5"), "");
}

TEST(Citations, GivesThePlaceInADocument) {
  EXPECT_EQ(places_in("Supplement No. 53 (A/75/53), chap. V, sect. A."),
            "A/75/53: chap. V, sect. A");
  EXPECT_EQ(places_in("[on the report of the Third Committee (A/78/472, para. 57)]"),
            "A/78/472: para. 57");
  EXPECT_EQ(places_in("paragraph 5 of its resolution 60/251 of 15 March 2006"),
            "A/RES/60/251: para. 5");
  EXPECT_EQ(
      places_in("the annex to Human Rights Council resolution 5/1, paragraphs 15\u201317 and 20"),
      "A/HRC/RES/5/1: annex, para. 15-17, 20");
  EXPECT_EQ(places_in("in resolution 60/251, chapter VII of the Charter"),
            "A/RES/60/251 | Charter of the United Nations: Charter, chap. VII");
}

TEST(Citations, ReadsListsWhoseNumbersHaveSubjects) {
  EXPECT_EQ(cited("Human Rights Council resolutions 5/1, on its institution-building, and 5/2, on "
                  "the Code of Conduct"),
            "A/HRC/RES/5/1 A/HRC/RES/5/2");
  EXPECT_EQ(cited("resolution 5/1, on lamps, and 5/2 of the rest"), "A/HRC/RES/5/1");
  EXPECT_EQ(cited("(PRST 29/1, paragraph 1, and presidential statement 29/1)"),
            "A/HRC/PRST/29/1 A/HRC/PRST/29/1");
  EXPECT_EQ(places_in("paragraphs 1 to 5 of its resolution 71/177 and 1 to 10 of its resolution "
                      "68/147"),
            "A/RES/71/177: para. 1-5 | A/RES/68/147: para. 1-10");
}

TEST(Citations, PassesOverNoteMarksThatLostTheirHeight) {
  EXPECT_EQ(places_in("the Convention on the Rights of the Child12 and its provisions, especially "
                      "articles 1 and 3"),
            "A/RES/44/25: CRC, art. 1 | A/RES/44/25: CRC, art. 3");
  CitingContext context{"GA", 75, "A"};
  context.language = model::Language::ru;
  EXPECT_EQ(places_in("статьи 3 Конвенции о правах ребенка1", context), "A/RES/44/25: CRC, art. 3");
  context.language = model::Language::zh;
  EXPECT_EQ(places_in("《儿童权利公约》1第三十条", context), "A/RES/44/25: CRC, art. 30");
}

TEST(Citations, FollowsIbidem) {
  EXPECT_EQ(places_in("(A/69/786, para. 3) and later (ibid., paras. 4 and 5)"),
            "A/69/786: para. 3 | A/69/786: para. 4, 5");
  CitingContext context{"GA", 75, "A"};
  context.last_target = "A/75/53";
  EXPECT_EQ(places_in("Ibid., chap. II.", context), "A/75/53: chap. II");
  EXPECT_EQ(places_in("Ibid., Seventy-sixth Session, Supplement No. 53 (A/76/53).", context),
            "A/76/53");
  EXPECT_EQ(places_in("Ibid., para. 4"), "?: para. 4");
}

TEST(Citations, GivesTheEndsOfRanges) {
  EXPECT_EQ(cited("its resolutions 48/141 to 50/200"), "A/RES/48/141 A/RES/50/200");
  EXPECT_EQ(cited("resolutions 61/4\u201361/7 of 5 May"), "A/RES/61/4 A/RES/61/7");
}

TEST(Citations, FindsSupplementsAndRegisteredTreaties) {
  EXPECT_EQ(places_in("Official Records of the General Assembly, Thirty-fourth Session, Supplement "
                      "No. 46, chap. II"),
            "A/34/46: chap. II");
  EXPECT_EQ(places_in("Official Records of the General Assembly, Thirty-fourth Session, Supplement "
                      "No. 46 (A/34/46)"),
            "A/34/46");
  EXPECT_EQ(places_in("Official Records of the General Assembly, Tenth Session, Supplement No. 4"),
            "?");
  EXPECT_EQ(places_in("United Nations, Treaty Series, vol. 999, No. 14668."),
            "A/RES/2200(XXI)[A]: ICCPR");
  EXPECT_EQ(places_in("United Nations, Treaty Series, vol. 429, Nos. 6193\u20136195."),
            "United Nations Treaty Series No. 6193 | United Nations Treaty Series No. 6195");
  EXPECT_EQ(places_in("League of Nations, Treaty Series, vol. 94, No. 2138"), "");
}

TEST(Citations, FindsPlacesInOtherLanguages) {
  using model::Language;
  const auto in = [](Language language, std::string_view text) {
    CitingContext context{"GA", 75, "A"};
    context.language = language;
    return places_in(text, std::move(context));
  };
  const std::string second = "Charter of the United Nations: Charter, art. 2 (4)";
  EXPECT_EQ(in(Language::fr, "le paragraphe 4 de l’Article 2 de la Charte des Nations Unies"),
            second);
  EXPECT_EQ(in(Language::es, "el párrafo 4 del Artículo 2 de la Carta de las Naciones Unidas"),
            second);
  EXPECT_EQ(in(Language::ru, "пункт 4 статьи 2 Устава Организации Объединенных Наций"), second);
  EXPECT_EQ(in(Language::ar, "الفقرة 4 من المادة 2 من ميثاق الأمم المتحدة"), second);
  EXPECT_EQ(in(Language::zh, "《联合国宪章》第二条第四款"), second);
  const std::string two = "A/RES/217(III)[A]: UDHR, art. 3 | A/RES/217(III)[A]: UDHR, art. 12";
  EXPECT_EQ(
      in(Language::fr, "les articles 3 et 12 de la Déclaration universelle des droits de l'homme"),
      two);
  EXPECT_EQ(in(Language::es, "artículos 3 y 12 de la Declaración Universal de Derechos Humanos"),
            two);
  EXPECT_EQ(in(Language::ru, "(см. статьи 3 и 12 Всеобщей декларации прав человека)"), two);
  EXPECT_EQ(in(Language::ar, "المادتين 3 و12 من الإعلان العالمي لحقوق الإنسان"), two);
  EXPECT_EQ(in(Language::zh, "《世界人权宣言》第3和12条"), two);
  const std::string goal = "A/RES/70/1: Goal 16";
  EXPECT_EQ(in(Language::fr, "l’objectif de développement durable n° 16"), goal);
  EXPECT_EQ(in(Language::es, "el Objetivo de Desarrollo Sostenible 16"), goal);
  EXPECT_EQ(in(Language::ru, "цели 16 в области устойчивого развития"), goal);
  EXPECT_EQ(in(Language::ar, "الهدف 16 من أهداف التنمية المستدامة"), goal);
  EXPECT_EQ(in(Language::zh, "可持续发展目标16"), goal);
  EXPECT_EQ(in(Language::ru, "в пункте 5 своей резолюции 60/251"), "A/RES/60/251: para. 5");
  EXPECT_EQ(in(Language::zh, "大会第60/251号决议第5段"), "A/RES/60/251: para. 5");
}

}  // namespace
}  // namespace comity::grammar
