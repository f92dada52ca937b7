#include "service/coding/merging.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

namespace comity::service::coding {
namespace {

using Names = std::vector<std::string>;
using testing::ElementsAre;

TEST(MergedNames, KeepWhatEitherAddedAndDropWhatEitherTook) {
  EXPECT_THAT(merged_names({"a", "b"}, {"a", "b", "c"}, {"b", "d"}), ElementsAre("b", "c", "d"));
  EXPECT_THAT(merged_names({}, {"a"}, {"a"}), ElementsAre("a"));
  EXPECT_THAT(merged_names({"a"}, {}, {"a"}), testing::IsEmpty());
}

// The order of the two does not matter, and nobody's addition is lost.
TEST(MergedNames, AreTheSameFromBothSides) {
  std::mt19937 random(7);
  const auto some = [&] {
    std::set<std::string> names;
    for (int i = 0; i < 6; ++i) {
      if (random() % 2 == 0) names.insert(std::string(1, static_cast<char>('a' + i)));
    }
    return Names(names.begin(), names.end());
  };
  for (int round = 0; round < 500; ++round) {
    const auto seen = some();
    const auto mine = some();
    const auto theirs = some();
    const auto merged = merged_names(seen, mine, theirs);
    EXPECT_EQ(merged, merged_names(seen, theirs, mine));
    for (const auto& side : {mine, theirs}) {
      for (const auto& name : side) {
        const bool added = std::find(seen.begin(), seen.end(), name) == seen.end();
        if (added) {
          EXPECT_THAT(merged, testing::Contains(name));
        }
      }
    }
  }
}

model::Passage passage(std::string id, std::int64_t begin, std::int64_t end, Names codes) {
  return {std::move(id), {"R", 1, "question 1", 1, begin, end}, std::move(codes)};
}

TEST(MergedPassage, HasTheCodesOfBothAndOnePlace) {
  const auto seen = passage("P", 0, 9, {"a"});
  const auto merged =
      merged_passage(seen, passage("P", 0, 9, {"a", "b"}), passage("P", 0, 5, {"a", "c"}));
  ASSERT_TRUE(merged);
  EXPECT_EQ(*merged, passage("P", 0, 5, {"a", "b", "c"}));
  EXPECT_FALSE(merged_passage(seen, passage("P", 1, 9, {"a"}), passage("P", 0, 5, {"a"})));
  EXPECT_FALSE(merged_passage(passage("P", 0, 9, {"a", "b"}), passage("P", 0, 9, {"a"}),
                              passage("P", 0, 9, {"b"})))
      << "no passage without a code";
}

TEST(MergedLine, TakesPassagesOfBothAndOneText) {
  const model::SynthesisLine seen{"L", "obstacle", 1, "Old", {"p", "q"}};
  const auto merged = merged_line(seen, {"L", "obstacle", 1, "New", {"p", "q"}},
                                  {"L", "obstacle", 2, "Old", {"p", "r"}});
  ASSERT_TRUE(merged);
  EXPECT_EQ(*merged, (model::SynthesisLine{"L", "obstacle", 2, "New", {"p", "r"}}));
  EXPECT_FALSE(merged_line(seen, {"L", "obstacle", 1, "New", {"p", "q"}},
                           {"L", "obstacle", 1, "Newer", {"p", "q"}}));
  EXPECT_FALSE(
      merged_line(seen, {"L", "obstacle", 1, "Old", {"p"}}, {"L", "obstacle", 1, "Old", {"q"}}))
      << "no line without a passage";
}

TEST(MergedByPlace, PutsOnePlaceOnceWithTheCodesOfAll) {
  const std::vector<model::Passage> marked = {passage("P", 0, 9, {"b"}), passage("Q", 0, 5, {"a"}),
                                              passage("R", 0, 9, {"a", "b"})};
  const auto merged = merged_by_place(marked);
  ASSERT_EQ(merged.size(), 2U);
  EXPECT_THAT(merged[0].codes, ElementsAre("a", "b"));
  EXPECT_THAT(merged[0].members, ElementsAre(0U, 2U));
  EXPECT_THAT(merged[1].members, ElementsAre(1U));
}

}  // namespace
}  // namespace comity::service::coding
