// Documents that are no resolutions, with the structure that must come out of them.
#include <gtest/gtest.h>

#include <map>

#include "grammar/test_fixture.h"

namespace comity::grammar {
namespace {

using model::Reading;

TEST(ParsePlain, ReadsHeadingsNumbersAndNotes) {
  const Reading reading = sketched(R"(@1
United Nations
A/HRC/9/12\*
Distr.: General
5 May 2030
Human Rights Council
Ninth session
Agenda item 2
# Report on wells
@2
~ A/HRC/9/12
~ A/HRC/9/12
# I. Introduction
{1.} The first paragraph.^1^
{2.} The second has
parts:
{(a)} One;
{(b)} Two.
# II. Lists
{3.} The list below:
{1.} inner one;
{2.} inner two;
{4.} The last, by A/HRC/9/13.
> 1 A note.
)");
  EXPECT_EQ(numbers_and_verbs(reading), "1 2 2 (a) 2 (b) 3 3.1 3.2 4");
  EXPECT_EQ(reading.symbol.text(), "A/HRC/9/12");
  EXPECT_EQ(reading.symbol.reissue(), 1);
  EXPECT_EQ(reading.masthead.date, "2030-05-05");
  EXPECT_EQ(found_rules(reading), "");
  ASSERT_NE(paragraph_named(reading, "1"), nullptr);
  EXPECT_EQ(paragraph_named(reading, "1")->footnotes, std::vector<std::string>{"fn1"});
}

TEST(ParsePlain, FindsWhatIsOdd) {
  const Reading reading = sketched(R"(@1
A/HRC/9/12
Distr.: General
5 Mai 2030 approx
# Report
@2
~ A/HRC/9/99
~ A/HRC/9/99
{1.} A mark without a note.^7^
{2.} And one.
{2.} twice.
> 3 A note without a mark.
)");
  const std::string found = found_rules(reading);
  for (const char* rule :
       {"masthead.symbol-differs", "masthead.date-unreadable", "notes.mark-without-note@1",
        "notes.note-without-mark@fn3", "numbering.duplicate@2-2"}) {
    EXPECT_NE(found.find(rule), std::string::npos) << rule << " not in " << found;
  }
}

TEST(ParsePlain, GivesNumberedHeadingsNoNumbers) {
  const Reading reading = sketched(R"(A/HRC/9/14
# Report
{1.} One.
{1.} Of ropes
{2.} Two.
{2.} Of buckets
{3.} Three.
)");
  EXPECT_EQ(numbers_and_verbs(reading), "1 2 3");
  EXPECT_EQ(found_rules(reading), "");
}

TEST(ParsePlain, TakesANumberWithoutItsDot) {
  const Reading reading =
      sketched("# Report\n{1.} Wells were dug.\n2  Ropes were mended.\n{3.} Water was found.\n");
  EXPECT_EQ(numbers_and_verbs(reading), "1 2 3");
  EXPECT_EQ(model::text_of(paragraph_named(reading, "2")->runs), "Ropes were mended.");
}

TEST(ParsePlain, TellsAPledgeFromTheParagraphOfItsNumber) {
  const Reading reading = sketched(
      "A/HRC/98/7\n# Report of the Working Group on the Universal Periodic Review\n# Fiji\n"
      "{1.} The Working Group on the Universal Periodic Review, established in accordance with "
      "resolution 5/1, held its thirteenth session from 1 to 9 May 2012. The review of Fiji was "
      "held at the 3rd meeting on 2 May 2012.\n{7.} Lamps were lit.\n"
      "# II. Conclusions and/or recommendations\n"
      "{5.} The recommendations below enjoy the support of Fiji:\n{5.1.} Light them (Norway).\n"
      "# III. Voluntary pledges and commitments\n{5.} To count the lamps.\n"
      "{6.} To mend the lamps.\n");
  EXPECT_EQ(numbers_and_verbs(reading), "1 7 5 5.1 5-2 6");
  ASSERT_TRUE(reading.review);
  ASSERT_EQ(reading.review->pledges.size(), 2U);
  EXPECT_EQ(reading.review->pledges[0].number, "5-2");
  EXPECT_EQ(reading.review->pledges[0].text, "To count the lamps.");
  EXPECT_EQ(reading.review->pledges[1].number, "6");
}

TEST(ParsePlain, ItemsOfAnArticleStandUnderIt) {
  const Reading reading = sketched(R"(# Convention on wells
# Article 1
{1.} First.
{2.} Second.
# Article 2
States shall:
{(a)} Dig;
{(b)} Share.
# Article 3
{2.} Its first number was lost.
)");
  EXPECT_EQ(numbers_and_verbs(reading), "art1.1 art1.2 art2 (a) art2 (b) art3.2");
  EXPECT_EQ(found_rules(reading), "masthead.no-symbol");
}

TEST(ParsePlain, TheHeadOfATableOfContentsIsNoHeading) {
  const auto kind_below = [](const std::string& heading) {
    const auto reading =
        sketched("A/HRC/77/2\n# Report on wells\n## " + heading +
                 "\n### Paragraphs Page\n| I. Wells | 1-4 | 3\n## I. Wells\n{1.} Dug.\n");
    for (const auto& paragraph : reading.paragraphs) {
      if (model::text_of(paragraph.runs) == "Paragraphs Page") return paragraph.kind;
    }
    return model::ParagraphKind::masthead;
  };
  EXPECT_EQ(kind_below("Contents"), model::ParagraphKind::text);
  EXPECT_EQ(kind_below("Introduction"), model::ParagraphKind::heading);
}

TEST(ParsePlain, ALineOverThePreambleIsAHeadingInEachLanguage) {
  using model::Language;
  const std::map<Language, std::string> texts = {
      {Language::en,
       "# Declaration of Wells\nPreamble\nWhereas the wells are the right of all,\n"
       "*The General Assembly,*\n*Proclaims* this Declaration.\n"},
      {Language::fr, "# Déclaration des puits\nPréambule\nConsidérant que l’eau est à tous,\n"},
      {Language::es,
       "# Declaración de los pozos\nPreámbulo\nConsiderando que el agua es de todos;\n"},
      {Language::ru, "# Декларация о колодцах\nПРЕАМБУЛА\nПринимая во внимание, что вода общая,\n"},
      {Language::ar, "# إعلان الآبار\nالديباجة\nلما كان الماء من حق الجميع.\n"},
      {Language::zh, "# 水井宣言\n序言\n鉴于水是人人享有的权利,\n"}};
  for (const auto& [language, text] : texts) {
    const auto reading = reading_of(text, language);
    ASSERT_GE(reading.paragraphs.size(), 3U) << text;
    EXPECT_EQ(reading.paragraphs[0].kind, model::ParagraphKind::title) << text;
    EXPECT_EQ(reading.paragraphs[1].kind, model::ParagraphKind::heading) << text;
    EXPECT_NE(reading.paragraphs[2].kind, model::ParagraphKind::heading) << text;
  }
}

}  // namespace
}  // namespace comity::grammar
