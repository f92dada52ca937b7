#include "grammar/resolutions/citation_checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grammar/document_sketch.h"
#include "grammar/findings.h"
#include "grammar/parse.h"

namespace comity::grammar {
namespace {

using testing::IsEmpty;

model::Reading dated_resolution(const std::string& paragraphs) {
  return parse(sketch("A/RES/90/12\nDistr.: General\n3 May 2036\n# Clean rivers\n"
                      "*The General Assembly,*\n" +
                      paragraphs + "{1.} *Decides* to act.\n"),
               names::Register::builtin());
}

std::vector<std::string> impossible(const std::string& paragraphs) {
  std::vector<std::string> list;
  for (const auto& finding : impossible_citations(dated_resolution(paragraphs))) {
    EXPECT_FALSE(mend_of(finding, model::Language::en).empty()) << finding.rule;
    list.push_back(finding.rule + " " + finding.assumed);
  }
  return list;
}

TEST(DescribedCitations, HaveADateBehindThem) {
  const auto dated = described_citations(
      dated_resolution("*Recalling* its resolutions 74/153 of 18 December 2019, 75/1 and 75/2 of "
                       "2 March 2020, and Council resolution 60/251,\n"));
  ASSERT_EQ(dated.size(), 2U);
  EXPECT_EQ(dated[0].target, "A/RES/74/153");
  EXPECT_EQ(dated[0].date, "2019-12-18");
  EXPECT_EQ(dated[0].number, "PP1");
  EXPECT_TRUE(dated[0].text.ends_with("74/153 of 18 December 2019")) << dated[0].text;
  EXPECT_EQ(dated[1].target, "A/RES/75/2");
  EXPECT_EQ(dated[1].date, "2020-03-02");
}

TEST(DescribedCitations, HaveATitleBehindTheNumberOrItsDate) {
  const auto titled = described_citations(dated_resolution(
      "*Recalling* its resolution 66/3 of 22 September 2011, entitled “Rivers for all”, Council "
      "resolution 60/251 entitled \"Bridges\", and resolution 74/153 on “dialogue”,\n"));
  ASSERT_EQ(titled.size(), 2U);
  EXPECT_EQ(titled[0].target, "A/RES/66/3");
  EXPECT_EQ(titled[0].title, "Rivers for all");
  EXPECT_EQ(titled[0].number, "PP1");
  EXPECT_EQ(titled[0].date, "2011-09-22") << "both, of one citation";
  EXPECT_EQ(titled[1].title, "Bridges");
  EXPECT_EQ(titled[1].date, "");
}

TEST(DescribedCitations, HaveTitlesInTheOtherLanguages) {
  const std::pair<model::Language, std::string> kTexts[] = {
      {model::Language::fr,
       "*Rappelant* sa résolution 66/3 du 22 septembre 2011, intitulée « Des fleuves propres »,"},
      {model::Language::es,
       "*Recordando* su resolución 66/3, de 22 de septiembre de 2011, titulada “Ríos limpios”,"},
      {model::Language::ru,
       "*ссылаясь* на свою резолюцию 66/3 от 22 сентября 2011 года, озаглавленную «Чистые реки»,"},
      {model::Language::zh, "*回顾*其2011年9月22日第66/3号决议，题为“清洁的河流”，"},
      {model::Language::ar,
       "*إذ تشير* إلى قرارها 66/3 المؤرخ 22 أيلول/سبتمبر 2011، المعنون \"أنهار نظيفة\"،"}};
  for (const auto& [language, text] : kTexts) {
    auto document = sketch("A/RES/90/12\n# …\n*…,*\n" + text + "\n{1.} …\n");
    document.language = language;
    const auto reading = parse(document, names::Register::builtin());
    const auto titled = described_citations(reading);
    ASSERT_EQ(titled.size(), 1U) << text;
    EXPECT_EQ(titled[0].target, "A/RES/66/3");
    EXPECT_GT(titled[0].title.size(), 10U);
  }
}

TEST(Titles, AreTheSameByTheirLetters) {
  EXPECT_TRUE(is_same_title("Rivers  for all", "rivers for all."));
  EXPECT_TRUE(is_same_title("Des fleuves « propres »", "Des fleuves propres"));
  EXPECT_FALSE(is_same_title("Rivers for all", "Rivers for some"));
}

TEST(ImpossibleCitations, AreOfAnotherYearThanTheirSession) {
  EXPECT_THAT(
      impossible("*Recalling* its resolution 74/153 of 18 December 2019, and Human Rights "
                 "Council resolutions 6/30 of 14 December 2007 and 43/1 of 19 June 2020,\n"),
      IsEmpty());
  EXPECT_THAT(impossible("*Recalling* its resolution 74/153 of 18 December 2018,\n"),
              testing::ElementsAre("check.citation-session 2019-09 – 2020-09"));
  EXPECT_THAT(impossible("*Recalling* Human Rights Council resolution 48/9 of 8 October 2020,\n"),
              testing::ElementsAre("check.citation-session 2021-08 – 2021-12"));
}

TEST(ImpossibleCitations, AreLaterThanTheText) {
  EXPECT_THAT(impossible("*Recalling* its resolution 91/4,\n"),
              testing::ElementsAre("check.citation-later 2036-09"));
  EXPECT_THAT(impossible("*Recalling* its resolutions 90/4, S-26/2 and 217 A (III),\n"), IsEmpty());
}

}  // namespace
}  // namespace comity::grammar
