// Recommendations, their clauses, States and positions, from small reports.
#include "grammar/review.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grammar/document_sketch.h"
#include "grammar/parse.h"

namespace comity::grammar {
namespace {

using testing::ElementsAre;

constexpr std::string_view kHead =
    "A/HRC/98/7\n# Report of the Working Group on the Universal Periodic Review\n# Fiji\n"
    "{1.} The Working Group on the Universal Periodic Review, established in accordance with "
    "resolution 5/1, held its thirteenth session from 1 to 9 May 2012. The review of Fiji was "
    "held at the 3rd meeting on 2 May 2012.\n# II. Conclusions and/or recommendations\n";
constexpr std::string_view kList =
    "{98.} The recommendations listed below enjoy the support of Fiji:\n";

model::Reading reading_of(const std::string& lists) {
  auto reading = parse(sketch(std::string(kHead) + lists), names::Register::builtin());
  EXPECT_TRUE(reading.review);
  if (!reading.review) reading.review.emplace();
  return reading;
}

/// The clauses of one item as "text (CODES)".
std::vector<std::string> clauses_of(const std::string& item) {
  const auto reading = reading_of(std::string(kList) + "{98.1.} " + item + "\n");
  std::vector<std::string> clauses;
  for (const auto& recommendation : reading.review->recommendations) {
    for (const auto& clause : recommendation.clauses) {
      std::string states;
      for (const auto& state : clause.states) states += (states.empty() ? "" : " ") + state;
      clauses.push_back(clause.text + " (" + states + ")");
    }
  }
  return clauses;
}

TEST(Review, AClauseHasItsStates) {
  EXPECT_THAT(clauses_of("Ratify the Convention (Norway, Iran (Islamic Republic of) and Chad);"),
              ElementsAre("Ratify the Convention (NOR IRN TCD)"));
  EXPECT_THAT(clauses_of("Ratify the Convention (Norway); Abolish the penalty (Chile);"),
              ElementsAre("Ratify the Convention (NOR)", "Abolish the penalty (CHL)"));
}

TEST(Review, ASlashBeginsAnotherClause) {
  EXPECT_THAT(clauses_of("Ratify the Convention (Norway) / Accede to the Protocol (Chile);"),
              ElementsAre("Ratify the Convention (NOR)", "Accede to the Protocol (CHL)"));
  EXPECT_THAT(clauses_of("Strengthen the courts (Norway) / Further strengthen the police (Chile);"),
              ElementsAre("Strengthen the courts (NOR)", "Further strengthen the police (CHL)"));
}

TEST(Review, SubItemsBelongToOneRecommendation) {
  const auto reading =
      reading_of(std::string(kList) + "{98.1.} Do\n{(a)} this\n{(b)} and that (Norway);\n");
  ASSERT_EQ(reading.review->recommendations.size(), 1U);
  EXPECT_THAT(reading.review->recommendations[0].clauses[0].states, ElementsAre("NOR"));
}

TEST(Review, PositionsAreTheListsOwn) {
  const auto reading = reading_of(
      std::string(kList) +
      "{98.1.} One (Norway);\n{99.} The following recommendations will be examined by Fiji:\n"
      "{99.1.} Two (Chile);\n{100.} The recommendations below did not enjoy the support of Fiji:\n"
      "{100.1.} Three (Chad);\n");
  std::vector<model::CountsAs> counted;
  for (const auto& each : reading.review->recommendations) counted.push_back(each.counts_as);
  EXPECT_THAT(counted, ElementsAre(model::CountsAs::supported, model::CountsAs::pending,
                                   model::CountsAs::noted));
}

TEST(Review, AParagraphMaySpeakOfItemsAfterIt) {
  const auto reading = reading_of(
      "{97.} The recommendations in paragraph 98.1 did not enjoy the support of Fiji.\n"
      "{98.} The following recommendations were made:\n{98.1.} One (Norway);\n");
  ASSERT_EQ(reading.review->recommendations.size(), 1U);
  EXPECT_EQ(reading.review->recommendations[0].number, "98.1");
  EXPECT_EQ(reading.review->recommendations[0].counts_as, model::CountsAs::noted);
}

TEST(Review, ANumberThatComesTwiceIsToldApart) {
  const auto reading =
      reading_of(std::string(kList) + "{98.1.} One (Norway);\n{98.1.} Two (Chile);\n");
  ASSERT_EQ(reading.review->recommendations.size(), 2U);
  EXPECT_EQ(reading.review->recommendations[1].number, "98.1-2");
  EXPECT_EQ(reading.review->recommendations[1].printed, "98.1.");
  EXPECT_FALSE(reading.findings.empty());
}

}  // namespace
}  // namespace comity::grammar
