// Positions that the lists of a report state, from small reports.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "grammar/reviews/review_fixture.h"

namespace comity::grammar {
namespace {

using review_fixture::kList;
using review_fixture::reading_of_lists;
using testing::ElementsAre;

TEST(ReviewPositions, PositionsAreTheListsOwn) {
  const auto reading = reading_of_lists(
      std::string(kList) +
      "{98.1.} One (Norway);\n{99.} The following recommendations will be examined by Fiji:\n"
      "{99.1.} Two (Chile);\n{100.} The recommendations below did not enjoy the support of Fiji:\n"
      "{100.1.} Three (Chad);\n");
  std::vector<model::CountsAs> counted;
  for (const auto& each : reading.review->recommendations) counted.push_back(each.counts_as);
  EXPECT_THAT(counted, ElementsAre(model::CountsAs::supported, model::CountsAs::pending,
                                   model::CountsAs::noted));
}

TEST(ReviewPositions, AParagraphMaySpeakOfItemsAfterIt) {
  const auto reading = reading_of_lists(
      "{97.} The recommendations in paragraph 98.1 did not enjoy the support of Fiji.\n"
      "{98.} The following recommendations were made:\n{98.1.} One (Norway);\n");
  ASSERT_EQ(reading.review->recommendations.size(), 1U);
  EXPECT_EQ(reading.review->recommendations[0].number, "98.1");
  EXPECT_EQ(reading.review->recommendations[0].counts_as, model::CountsAs::noted);
}

TEST(ReviewPositions, AsterisksMarkWhatANoteSaysOfThem) {
  const auto reading = reading_of_lists(
      "{98.} The recommendations below will be examined by Fiji:\n"
      "{98.1.} One (Norway);\\*\n{98.2.} Two (Chile);\n{98.3.} ^\\*^ Three (Chad);\n"
      "{99.} Recommendations marked with an asterisk enjoy the support of Fiji.\n");
  std::vector<model::CountsAs> counted;
  for (const auto& each : reading.review->recommendations) counted.push_back(each.counts_as);
  EXPECT_THAT(counted, ElementsAre(model::CountsAs::supported, model::CountsAs::pending,
                                   model::CountsAs::supported));
  ASSERT_EQ(reading.positions.size(), 2U);
  EXPECT_THAT(reading.positions.back().numbers, ElementsAre("98.1", "98.3"));
}

TEST(ReviewPositions, SupportInPartCountsAsSupport) {
  const auto reading = reading_of_lists(
      "{98.} The recommendations below are partially accepted by Fiji:\n{98.1.} One (Norway);\n");
  EXPECT_EQ(reading.review->recommendations[0].counts_as, model::CountsAs::supported);
  ASSERT_EQ(reading.positions.size(), 1U);
  EXPECT_TRUE(reading.positions[0].partial);
  const auto& statement = reading.positions[0];
  const auto text = model::text_of(reading.paragraphs.at(statement.paragraph).runs);
  EXPECT_EQ(text.substr(statement.begin, statement.end - statement.begin),
            "partially accepted by Fiji");
}

/// "98.1 supported" for each recommendation.
std::vector<std::string> positions_of(const std::string& lists) {
  const auto reading = reading_of_lists(lists);
  std::vector<std::string> told;
  for (const auto& each : reading.review->recommendations) {
    told.push_back(each.number + " " + std::string(model::name_of(each.counts_as)));
  }
  return told;
}

TEST(ReviewPositions, AHeadMayLeaveSomeOut) {
  EXPECT_THAT(positions_of("{98.} The recommendations listed below enjoy the support of Fiji, with "
                           "the exception of 98.2 and 98.3:\n{98.1.} One (Norway);\n"
                           "{98.2.} Two (Chile);\n{98.3.} Three (Chad);\n"
                           "{99.} Recommendation 98.3 did not enjoy the support of Fiji.\n"),
              ElementsAre("98.1 supported", "98.2 pending", "98.3 noted"));
}

TEST(ReviewPositions, ProseMaySpeakOfAllOthers) {
  EXPECT_THAT(positions_of("{98.} The following recommendations were made:\n"
                           "{98.1.} One (Norway);\n{98.2.} Two (Chile);\n{98.3.} Three (Chad);\n"
                           "{99.} Fiji does not support recommendation 98.2.\n"
                           "{100.} All other recommendations enjoy the support of Fiji.\n"),
              ElementsAre("98.1 supported", "98.2 noted", "98.3 supported"));
}

TEST(ReviewPositions, OfTwoPositionsTheLaterHoldsAndIsTold) {
  const auto reading = reading_of_lists(
      std::string(kList) +
      "{98.1.} One (Norway);\n{99.} Recommendation 98.1 is not accepted by Fiji.\n");
  EXPECT_EQ(reading.review->recommendations[0].counts_as, model::CountsAs::noted);
  const auto found = std::find_if(
      reading.findings.begin(), reading.findings.end(),
      [](const auto& finding) { return finding.rule == "review.position-contradicted"; });
  ASSERT_NE(found, reading.findings.end());
  EXPECT_EQ(found->number, "98.1");
}

TEST(ReviewPositions, ItemsOfLaterCyclesHaveNoDotAfterTheirNumber) {
  const auto reading = reading_of_lists(
      "{6.} The recommendations formulated during the interactive dialogue/listed below have been "
      "examined by Fiji and enjoy the support of Fiji:\n"
      "{6.1} Ratify the Convention (Norway) (Chile);\n"
      "{6.2} Adopt measures to:\n{(a)} light the roads\n{(b)} and dig wells (Chad);\n"
      "{7.} The following recommendations have been examined by Fiji and have been noted by Fiji:\n"
      "{7.1} Abolish tolls (Peru).\n");
  std::vector<std::string> told;
  for (const auto& each : reading.review->recommendations) {
    told.push_back(each.number + " " + each.clauses.at(0).states.at(0) + " " +
                   std::string(model::name_of(each.counts_as)));
  }
  EXPECT_THAT(told, ElementsAre("6.1 NOR supported", "6.2 TCD supported", "7.1 PER noted"));
}

}  // namespace
}  // namespace comity::grammar
