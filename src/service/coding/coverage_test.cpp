#include "service/coding/coverage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace comity::service::coding {
namespace {

using testing::ElementsAre;

model::Passage marked(std::string id, std::int64_t begin, std::int64_t end,
                      std::int64_t paragraph = 1) {
  return {std::move(id), {"R", 1, "question 1", paragraph, begin, end}, {"obstacle"}};
}

TEST(Coverage, IsByLineOrSetAsideAndTellsTheRest) {
  const std::vector<model::Passage> passages = {marked("A", 0, 9), marked("B", 20, 29),
                                                marked("C", 40, 49)};
  const std::vector<model::SynthesisLine> lines = {{"L", "obstacle", 1, "Text", {"A"}}};
  EXPECT_THAT(coverage_of(passages, lines, {"B"}),
              ElementsAre(Use::used, Use::set_aside, Use::unused));
}

TEST(Coverage, OfALongerPassageCoversWhatItHoldsAndNotTheOtherWay) {
  const std::vector<model::Passage> passages = {marked("long", 0, 50), marked("part", 10, 20),
                                                marked("over", 40, 60), marked("far", 10, 20, 2)};
  const std::vector<model::SynthesisLine> by_long = {{"L", "obstacle", 1, "Text", {"long"}}};
  EXPECT_THAT(coverage_of(passages, by_long, {}),
              ElementsAre(Use::used, Use::used, Use::unused, Use::unused));
  const std::vector<model::SynthesisLine> by_part = {{"L", "obstacle", 1, "Text", {"part"}}};
  EXPECT_THAT(coverage_of(passages, by_part, {}),
              ElementsAre(Use::unused, Use::used, Use::unused, Use::unused));
  EXPECT_THAT(coverage_of(passages, by_part, {"long"}),
              ElementsAre(Use::set_aside, Use::used, Use::unused, Use::unused));
}

}  // namespace
}  // namespace comity::service::coding
