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

}  // namespace
}  // namespace comity::grammar
