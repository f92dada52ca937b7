#include "grammar/reviews/prose_positions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grammar/test_fixture.h"

namespace comity::grammar {
namespace {

using model::Language;
using testing::Not;

/// "6.1 6.2 supported; 6.3 open", or "one answer".
std::string parts_tell(std::string_view text) {
  const auto parts = parts_stated(text, {"6"}, ReviewWords::of(Language::en));
  if (!parts) return "one answer";
  std::string out;
  for (const auto& part : *parts) {
    if (!out.empty()) out += "; ";
    for (const auto& number : part.numbers) out += number + " ";
    if (!part.position) {
      out += "open";
      continue;
    }
    out += part.position->partial ? "in part" : model::name_of(part.position->counts_as);
    EXPECT_EQ(text.substr(part.position->begin, part.position->end - part.position->begin),
              part.position->words);
  }
  return out;
}

TEST(ProsePositions, OfOneAnswerAreNoParts) {
  for (const auto* text :
       {"Togo supports recommendations 6.1 to 6.3 and 6.5.",
        "Recommendations 6.1 and 6.2 did not enjoy the support of Togo and would thus be noted.",
        "The delegation thanked all States for 6.1."}) {
    EXPECT_EQ(parts_tell(text), "one answer") << text;
  }
}

TEST(ProsePositions, GoWithTheNumbersBesideThem) {
  for (const auto& [text, told] : {
           std::pair{"Togo supports recommendations 6.1 to 6.4, with the exception of 6.2.",
                     "6.1 6.3 6.4 supported; 6.2 open"},
           std::pair{"6.1 and 6.2 enjoy the support of Togo, while recommendations 6.3 and 6.4 do "
                     "not enjoy its support.",
                     "6.1 6.2 supported; 6.3 6.4 noted"},
           std::pair{"Togo supports 6.1 and 6.2 and rejects 6.3 and 6.4. It will examine 6.5.",
                     "6.1 6.2 supported; 6.3 6.4 noted; 6.5 pending"},
           std::pair{"6.1 and 6.2 did not enjoy the support of Togo. Recommendation 6.3 was "
                     "partially supported.",
                     "6.1 6.2 noted; 6.3 in part"},
           std::pair{
               "Recommendations 6.1 and 6.2 enjoy the support of Togo. Recommendation 6.4 was "
               "withdrawn.",
               "6.1 6.2 supported; 6.4 open"},
           std::pair{"Togo supports 6.1, while recommendation 6.2 is noted; 6.3 will be examined.",
                     "6.1 supported; 6.2 noted; 6.3 pending"},
           std::pair{"Togo accepts 6.1 to 6.3, except 6.2, which it will examine.",
                     "6.1 6.3 supported; 6.2 pending"},
       }) {
    EXPECT_EQ(parts_tell(text), told) << text;
  }
}

TEST(ProsePositions, AreOpenWhereTwoAnswersClaimTheNumbers) {
  EXPECT_EQ(parts_tell("Togo supports 6.1, rejects 6.2 and recommendation 6.3 will be examined."),
            "6.1 supported; 6.2 6.3 open");
  EXPECT_THAT(parts_tell("6.1 to 6.3 enjoy the support of Togo, of which 6.2 does not."),
              Not(testing::HasSubstr("6.2 supported")));
}

TEST(ProsePositions, AreGivenToTheItemsOfAReport) {
  const auto reading = reading_of(
      "A/HRC/34/4\n# Report of the Working Group on the Universal Periodic Review\n# Togo\n"
      "{1.} The Working Group on the Universal Periodic Review, established in accordance with "
      "Human Rights Council resolution 5/1, held its seventh session from 8 to 19 February 2010. "
      "The review of Togo was held at the 5th meeting, on 11 February 2010.\n"
      "# II. Conclusions and/or recommendations\n"
      "{6.} The following recommendations will be examined by Togo:\n"
      "{6.1.} One (Norway);\n{6.2.} Two (Chile);\n{6.3.} Three (Chad);\n{6.4.} Four (Peru);\n"
      "{7.} Togo supports recommendations 6.1 to 6.3, with the exception of 6.2. Recommendation "
      "6.4 does not enjoy its support.\n"
      "{8.} The recommendations in paragraph 9 did not enjoy the support of Togo. Recommendation "
      "6.1 was withdrawn.\n"
      "{9.} The following recommendations will be examined by Togo:\n{9.1.} Five (Fiji);\n");
  ASSERT_TRUE(reading.review);
  std::vector<std::string> told;
  for (const auto& each : reading.review->recommendations) {
    told.push_back(each.number + " " + std::string(model::name_of(each.counts_as)));
  }
  EXPECT_THAT(told, testing::ElementsAre("6.1 supported", "6.2 pending", "6.3 supported",
                                         "6.4 noted", "9.1 noted"));
  for (const auto& statement : reading.positions) {
    const auto text = model::text_of(reading.paragraphs.at(statement.paragraph).runs);
    EXPECT_EQ(text.substr(statement.begin, statement.end - statement.begin), statement.words);
  }
}

}  // namespace
}  // namespace comity::grammar
