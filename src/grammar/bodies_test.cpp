// Which numbers of symbols are sessions: few are.
#include "grammar/bodies.h"

#include <gtest/gtest.h>

#include "grammar/mandates/mandates.h"
#include "grammar/test_fixture.h"

namespace comity::grammar {
namespace {

int session_in(std::string_view symbol) { return session_of(*model::Symbol::parse(symbol)); }

bool shows_session(std::string_view symbol) {
  return shows_session_of_body(*model::Symbol::parse(symbol));
}

TEST(Sessions, StandInSymbolsOfTheBodyItself) {
  EXPECT_EQ(session_in("A/75/310"), 75);
  EXPECT_EQ(session_in("A/76/L.1"), 76);
  EXPECT_EQ(session_in("A/C.3/75/L.12/Rev.1"), 75);
  EXPECT_EQ(session_in("A/RES/73/6"), 73);
  EXPECT_EQ(session_in("A/INF/76/4"), 76);
  EXPECT_EQ(session_in("A/HRC/21/11"), 21);
  EXPECT_EQ(session_in("A/HRC/RES/48/9"), 48);
  EXPECT_EQ(session_in("A/HRC/DEC/2/102"), 2);
  EXPECT_EQ(session_in("A/HRC/PRST/8/1"), 8);
}

TEST(Sessions, AreNoYearsNorNumbersOfDocuments) {
  EXPECT_EQ(session_in("A/AC.109/2020/L.8"), 0);
  EXPECT_EQ(session_in("A/CN.9/1025"), 0);
  EXPECT_EQ(session_in("A/CONF.157/23"), 0);
  EXPECT_EQ(session_in("A/HRC/EMRIP/2014/2"), 0);
  EXPECT_EQ(session_in("A/HRC/WG.6/13/BRA/1"), 0);
  EXPECT_EQ(session_in("A/64"), 0);
  EXPECT_EQ(session_in("A/64/Add.1"), 0);
  EXPECT_EQ(session_in("A/520/Rev.17"), 0);
  EXPECT_EQ(session_in("A/RES/S-26/2"), 0);
  EXPECT_EQ(session_in("A/RES/217(III)[A]"), 0);
  EXPECT_EQ(session_in("E/CN.4/2005/3"), 0);
}

TEST(Sessions, OfOtherOrgansAreNotTheirBodys) {
  EXPECT_TRUE(shows_session("A/75/310"));
  EXPECT_TRUE(shows_session("A/C.3/75/L.12"));
  EXPECT_TRUE(shows_session("A/520/Rev.17"));
  EXPECT_TRUE(shows_session("E/CN.4/2005/3"));
  EXPECT_FALSE(shows_session("A/HRC/WG.6/13/BRA/1"));
  EXPECT_FALSE(shows_session("A/CN.9/1025"));
  EXPECT_FALSE(shows_session("A/RES/S-26/2"));
  EXPECT_FALSE(shows_session("A/ES-10/37"));
}

TEST(Sessions, AreTheLastOfAYear) {
  EXPECT_EQ(last_session_of(*body_by_code("GA"), 2020), 75);
  EXPECT_EQ(last_session_of(*body_by_code("HRC"), 2012), 21);
  EXPECT_EQ(last_session_of(*body_by_code("SC"), 2012), 0);
  EXPECT_EQ(last_session_of(*body_by_code("HRC"), 1999), 0);
}

TEST(Sessions, OpenByARule) {
  EXPECT_EQ(opening_of_session(*body_by_code("GA"), 76), "2021-09");
  EXPECT_EQ(opening_of_session(*body_by_code("HRC"), 46), "2021-03");
  EXPECT_EQ(opening_of_session(*body_by_code("HRC"), 48), "2021-09");
  EXPECT_EQ(opening_of_session(*body_by_code("SC"), 4), "");
  EXPECT_EQ(opening_of_session(*body_by_code("GA"), 0), "");
}

/// What the paragraphs cite.
std::string cited_in(std::string_view text) {
  std::string all;
  for (const auto& paragraph : reading_of(text).paragraphs) {
    for (const auto& citation : paragraph.citations) all += citation.target + " ";
  }
  return all;
}

TEST(Sessions, OfTheWorkingGroupAreNotThoseByWhichItsPapersCite) {
  constexpr std::string_view kText =
      "{1.} The report follows resolutions 16/21 and 60/251 and takes up decision 17/119.";
  EXPECT_EQ(cited_in("A/HRC/WG.6/13/BRA/1\n\n19 March 2012\n\nHuman Rights Council\n\n"
                     "Thirteenth session\n\n# National report\n\n" +
                     std::string(kText)),
            "A/HRC/RES/16/21 A/RES/60/251 A/HRC/DEC/17/119 ");
  // The same without a date.
  EXPECT_EQ(cited_in("A/HRC/WG.6/13/BRA/1\n\nHuman Rights Council\n\n# National report\n\n" +
                     std::string(kText)),
            "A/HRC/RES/16/21 A/RES/60/251 A/HRC/DEC/17/119 ");
}

TEST(Sessions, OfACommissionBeginNoCountOfTheCouncils) {
  const auto context = occasion_context(
      reading_of("A/CN.9/L.12\n\nFifty-third session\n\n# Lamps\n\nThe Commission,\n\n"
                 "{1.} *Decides* to continue."));
  EXPECT_EQ(context.body, "GA");
  EXPECT_EQ(context.session, 0);
}

}  // namespace
}  // namespace comity::grammar
