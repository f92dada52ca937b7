// Resolutions in sections "A" and "B".
#include "grammar/resolutions/sections.h"

#include <gtest/gtest.h>

#include "grammar/masthead.h"
#include "grammar/resolutions/parts.h"
#include "grammar/test_fixture.h"

namespace comity::grammar {
namespace {

std::vector<std::string> headings_of(const model::Reading& reading) {
  std::vector<std::string> headings;
  for (const auto& paragraph : reading.paragraphs) {
    if (paragraph.kind != model::ParagraphKind::heading) continue;
    headings.push_back(title_text(paragraph.runs));
  }
  return headings;
}

TEST(Sections, BeginTheirNumbersAnew) {
  const auto reading = reading_of(R"(A/RES/90/270 A-B
Resolution adopted by the General Assembly
90/270 A and B. Wells and roads
A
Wells
The General Assembly,
Recalling itself,
1. Reaffirms that wells are open;
2. Urges all to keep them.
B
Roads
The General Assembly,
Noting the roads,
1. Urges all:
(a) To mend them;
2. Decides to remain seized of the matter.
)");
  EXPECT_EQ(numbers_and_verbs(reading),
            "A.PP1|Recalling A.1|Reaffirms A.2|Urges "
            "B.PP1|Noting B.1|Urges B.1 (a) B.2|Decides");
  EXPECT_EQ(headings_of(reading), (std::vector<std::string>{"A", "Wells", "B", "Roads"}));
  EXPECT_EQ(reading.title, "Wells and roads");
  EXPECT_EQ(reading.symbol.text(), "A/RES/90/270");
  EXPECT_EQ(found_rules(reading), "");
}

TEST(Sections, CountParagraphsWithoutNumbersEachForItself) {
  const auto reading = reading_of(R"(A/RES/90/271
# 90/271. Questions about lamps
# A
# Lamps in the service of all
*The General Assembly*,
*Noting* the dark,
*Urges* all to light lamps:
{(a)} On roads;
{(b)} At wells.
# B
# Lamps of the Organization
*The General Assembly*,
*Noting* the lamps,
{1.} *Requests* the Secretary-General to count them;
{2.} *Decides* to remain seized of the matter.
)");
  EXPECT_EQ(numbers_and_verbs(reading),
            "A.PP1|Noting A.1|Urges A.1 (a) A.1 (b) B.PP1|Noting B.1|Requests B.2|Decides");
  EXPECT_EQ(reading.title, "Questions about lamps");
  EXPECT_EQ(found_rules(reading), "");
}

TEST(Sections, ALetterAloneAmongNoOthersHeadsNone) {
  const auto reading = reading_of(R"(A/RES/90/272
# 90/272. Ropes
*The General Assembly*,
*Noting* ropes,
{1.} *Urges* all to mend them.
)");
  EXPECT_EQ(numbers_and_verbs(reading), "PP1|Noting 1|Urges");
}

TEST(Sections, OfOneResolutionInAReportAreOnePart) {
  const auto reading = reading_of(R"(A/HRC/64/2
# Report of the Human Rights Council on its sixty-fourth session
# {I.} Resolutions
# 64/1. The right to a lit road
A
Roads
*The Human Rights Council*,
*Recalling* itself,
{1.} *Reaffirms* that roads are for all.
B
Lamps
*The Human Rights Council*,
*Noting* lamps,
{1.} *Requests* all to light them.
[Adopted without a vote.]
# 64/2. Wells
*The Human Rights Council*,
*Noting* wells,
{1.} *Decides* to remain seized of the matter.
[Adopted without a vote.]
)");
  EXPECT_EQ(numbers_and_verbs(reading),
            "64/1.A.PP1|Recalling 64/1.A.1|Reaffirms 64/1.B.PP1|Noting 64/1.B.1|Requests "
            "64/2.PP1|Noting 64/2.1|Decides");
  const auto parts = parts_of(reading);
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0].name, "64/1");
  EXPECT_EQ(parts[0].title, "The right to a lit road");
  EXPECT_EQ(numbers_and_verbs(part_alone(reading, parts[0])),
            "A.PP1|Recalling A.1|Reaffirms B.PP1|Noting B.1|Requests");
  EXPECT_EQ(headings_of(part_alone(reading, parts[0])),
            (std::vector<std::string>{"A", "Roads", "B", "Lamps"}));
}

TEST(Sections, TheirLettersBehindANumberAreNoTitle) {
  const auto read = [](std::string_view text) {
    const auto own = resolution_number(text);
    return own.number + "|" + std::string(text.substr(std::min(own.title, text.size())));
  };
  for (const char* letters : {" A and B", " A-B", " A–C", " A, B et C", " A y B", " А и В",
                              " ألف وباء", "甲和乙", "A and B"}) {
    EXPECT_EQ(read("57/270" + std::string(letters) + ". Wells"), "57/270|Wells") << letters;
  }
  EXPECT_EQ(read("57/270 A and B"), "57/270|");
  EXPECT_EQ(read("57/270 B. Wells"), "57/270B|Wells");
  EXPECT_EQ(read("57/270B. Wells"), "57/270B|Wells");
  EXPECT_EQ(read("57/270 A well in each village"), "57/270|A well in each village");
  EXPECT_EQ(read("57/270. A and B"), "57/270|A and B");
}

TEST(Sections, ALetterOfAnyAlphabetHeadsOne) {
  const auto letter = [](std::string_view text) {
    model::Paragraph line;
    line.runs.push_back({std::string(text), {}, {}});
    return section_letter(line);
  };
  EXPECT_EQ(letter("B"), 'B');
  EXPECT_EQ(letter("A*"), 'A');
  EXPECT_EQ(letter("А"), 'A');
  EXPECT_EQ(letter("باء"), 'B');
  EXPECT_EQ(letter("丙"), 'C');
  EXPECT_EQ(letter("AB"), 0);
  EXPECT_EQ(letter("A well"), 0);
  EXPECT_EQ(letter("1"), 0);
}

}  // namespace
}  // namespace comity::grammar
