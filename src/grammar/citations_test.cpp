#include "grammar/citations.h"

#include <gtest/gtest.h>

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
  EXPECT_EQ(in(Language::zh, "第60/251号文件"), "");
}

TEST(Citations, PartsTwoSymbolsOfOneDocument) {
  EXPECT_EQ(cited("See E/CN.4/2001/2-E/CN.4/Sub.2/2000/46, chap. II"),
            "E/CN.4/2001/2 E/CN.4/Sub.2/2000/46");
}

TEST(Citations, FollowsSuffixes) {
  EXPECT_EQ(cited("E/1981/25 and Corr.1, chap. I"), "E/1981/25 E/1981/25/Corr.1");
  EXPECT_EQ(cited("A/58/874 and Add.1 and 2"), "A/58/874 A/58/874/Add.1");
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

}  // namespace
}  // namespace comity::grammar
