// What plain text has behind a resolution: the lists of a vote, and notes without raised marks.
#include <gtest/gtest.h>

#include <algorithm>

#include "grammar/test_fixture.h"

namespace comity::grammar {
namespace {

using model::ParagraphKind;

TEST(PlainVotes, AListOfStatesEndsWhereTheNextBegins) {
  const auto reading = reading_of(R"(A/HRC/RES/88/13
The Human Rights Council,
Recalling its resolution 87/1,
1. Decides to keep wells open.
43rd meeting
8 October 2031
[Adopted by a recorded vote of 3 to 0, with 2 abstentions. The voting was as follows:
In favour:
Argentina, Armenia and Venezuela (Bolivarian Republic of)

Abstaining:
China and India]
)");
  const auto stands = [](const model::Paragraph& paragraph) {
    return model::text_of(paragraph.runs) == "Abstaining:";
  };
  EXPECT_TRUE(std::any_of(reading.paragraphs.begin(), reading.paragraphs.end(), stands));
}

TEST(PlainNotes, LinesAtTheEndAreNotesOfTheirMarks) {
  const auto reading = reading_of(R"(A/HRC/RES/88/13
The Human Rights Council,
Recalling its outcome document entitled “The wells we want”,1
Taking note of the reports of the Special Rapporteur2 on wells,
1. Decides to keep 12 wells open.
1 General Assembly resolution 66/288, annex.
2 A/73/188 and A/74/161.
)");
  const auto* first = paragraph_named(reading, "fn1");
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->kind, ParagraphKind::note);
  EXPECT_EQ(model::text_of(first->runs), "General Assembly resolution 66/288, annex.");
  ASSERT_NE(paragraph_named(reading, "PP1"), nullptr);
  EXPECT_EQ(paragraph_named(reading, "PP1")->footnotes, std::vector<std::string>{"fn1"});
  ASSERT_NE(paragraph_named(reading, "PP2"), nullptr);
  EXPECT_EQ(paragraph_named(reading, "PP2")->footnotes, std::vector<std::string>{"fn2"});
}

TEST(PlainNotes, ArabicPutsTheirMarksInBrackets) {
  const auto reading = reading_of(R"(A/HRC/RES/88/13
إن مجلس حقوق الإنسان،
إذ يشير إلى الوثيقة(1)،
1 - يقرر أن يبقي المسألة قيد نظره.
(1) قرار الجمعية العامة 66/288، المرفق.
)",
                                  model::Language::ar);
  const auto* note = paragraph_named(reading, "fn1");
  ASSERT_NE(note, nullptr);
  EXPECT_EQ(note->kind, ParagraphKind::note);
}

TEST(PlainNotes, ADayUnderTheTextIsNone) {
  const auto reading = reading_of(R"(A/HRC/RES/88/13
The Human Rights Council,
Recalling its resolution on vitamin B1,
1. Decides to keep wells open.
1 December 2031
)");
  EXPECT_EQ(paragraph_named(reading, "fn1"), nullptr);
}

TEST(PlainNotes, ALineWithoutItsMarkIsText) {
  const auto reading = reading_of(R"(A/HRC/RES/88/13
The Human Rights Council,
Recalling its resolution 87/1,
1. Decides to keep wells open.
1 General Assembly resolution 66/288, annex.
)");
  EXPECT_EQ(paragraph_named(reading, "fn1"), nullptr);
}

}  // namespace
}  // namespace comity::grammar
