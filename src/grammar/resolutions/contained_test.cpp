// Resolutions that a report of a session holds.
#include <gtest/gtest.h>

#include "grammar/numbering.h"
#include "grammar/resolutions/parts.h"
#include "grammar/test_fixture.h"

namespace comity::grammar {
namespace {

std::string names_and_titles(const model::Reading& reading) {
  std::string all;
  for (const auto& part : parts_of(reading)) {
    all += (all.empty() ? "" : "; ") + part.name + " " + part.title;
  }
  return all;
}

TEST(Contained, ANumberPutInBetweenNamesAResolutionOfItsOwn) {
  const auto reading = reading_of(R"(A/HRC/64/2
# Report of the Human Rights Council on its sixty-fourth session
# {I.} Resolutions
64/2. Wells
The Human Rights Council,
Noting wells,
1. Reaffirms that wells are open.
64/2 bis. Roads
The Human Rights Council,
Noting roads,
1. Urges all to mend them;
1 bis. Requests all to light them;
2. Decides to remain seized of the matter.
64/3 ter. Lamps
The Human Rights Council,
Noting lamps,
1. Decides to remain seized of the matter.
)");
  EXPECT_EQ(names_and_titles(reading), "64/2 Wells; 64/2bis Roads; 64/3ter Lamps");
  EXPECT_EQ(numbers_and_verbs(reading),
            "64/2.PP1|Noting 64/2.1|Reaffirms 64/2bis.PP1|Noting 64/2bis.1|Urges "
            "64/2bis.1 bis|Requests 64/2bis.2|Decides 64/3ter.PP1|Noting 64/3ter.1|Decides");
}

TEST(Contained, ADraftMayBePutInBetween) {
  const auto reading = reading_of(R"(A/86/478
# Report of the Third Committee
# {I.} Recommendations
The Committee recommends the adoption of the following draft resolutions:
# Draft resolution II
# Wells
*The General Assembly*,
*Noting* wells,
{1.} *Urges* all to keep them.
# Draft resolution II bis
# Roads
*The General Assembly*,
*Noting* roads,
{1.} *Urges* all to mend them.
)");
  EXPECT_EQ(names_and_titles(reading), "draft-resolution-2 Wells; draft-resolution-2-bis Roads");
}

TEST(Contained, AReportsOwnParagraphMayBePutInBetween) {
  const auto reading = reading_of(R"(A/HRC/9/12
# Report on wells
# I. Introduction
1. The first paragraph.
2. The second.
2 bis. What was added.
(a) One;
(b) Two.
2 ter. What was added to that.
3. The last.
)");
  EXPECT_EQ(numbers_and_verbs(reading), "1 2 2 bis 2 bis (a) 2 bis (b) 2 ter 3");
  EXPECT_EQ(found_rules(reading), "");
}

TEST(Contained, AnOrdinalIsAWordOfItsOwn) {
  EXPECT_EQ(latin_ordinal_at("2 bis. Wells", 1).word, "bis");
  EXPECT_EQ(latin_ordinal_at("2bis", 1).end, 4U);
  EXPECT_EQ(latin_ordinal_at("2 bison", 1).word, "");
  EXPECT_EQ(latin_ordinal_of("2quater"), "quater");
  EXPECT_EQ(latin_ordinal_of("2bis1"), "");
}

}  // namespace
}  // namespace comity::grammar
