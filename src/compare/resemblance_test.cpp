#include "compare/resemblance.h"

#include <gtest/gtest.h>

#include <array>

namespace comity::compare {
namespace {

bool is_light(const std::string& word) {
  return word == "the" || word == "of" || word == "to" || word == "and" || word == "a";
}

Resemblance between(std::string_view a, std::string_view b) {
  return Compared(a, is_light).with(b);
}

TEST(Resemblance, SameWordsAreTheSameWhateverTheirMarks) {
  const auto found = between("Ratify the Treaty of Rivers", "ratify the treaty of “Rivers”.");
  EXPECT_EQ(found.kinship, Kinship::same);
  EXPECT_EQ(found.likeness, 1);
  EXPECT_GT(found.confidence, 0.9);
}

TEST(Resemblance, OtherWordsForTheSameAreReworded) {
  const auto found = between("Ratify the Treaty of Rivers without delay",
                             "Consider ratifying the Treaty of Rivers without delay");
  EXPECT_EQ(found.kinship, Kinship::reworded);
  EXPECT_GT(found.likeness, kSimilar);
  EXPECT_LT(found.likeness, 1);
}

TEST(Resemblance, LightWordsAloneMakeNothingAlike) {
  const auto found =
      between("Protect the rights of the fishers", "Reform the court of the islands");
  EXPECT_EQ(found.kinship, Kinship::none);
  EXPECT_LT(found.likeness, kSimilar);
}

TEST(Resemblance, ATextThatSaysAnotherAndMoreIsTheWhole) {
  constexpr std::string_view kOne = "Build schools beside every northern lake";
  constexpr std::string_view kMore =
      "Build schools beside every northern lake, train teachers for mountain villages, and report "
      "yearly to the assembly on progress";
  EXPECT_EQ(between(kOne, kMore).kinship, Kinship::whole);
  EXPECT_EQ(between(kMore, kOne).kinship, Kinship::part);
}

TEST(Resemblance, ATextWhoseWeightiestWordIsAnotherIsNoPart) {
  EXPECT_EQ(between("Ratify the Optional Protocol to the Treaty against Floods",
                    "Ratify the Optional Protocol to the Treaty on the Elimination of All Forms of "
                    "Damage against Bridges")
                .kinship,
            Kinship::reworded);
}

TEST(Resemblance, AFewWordsAreNoPartOfALongText) {
  EXPECT_EQ(between("Protect fishers",
                    "Protect the lakes, rivers and shores on which many fishers live with their "
                    "families")
                .kinship,
            Kinship::none);
}

TEST(Resemblance, ALikenessIsTheSameBothWays) {
  constexpr std::array<std::string_view, 4> kTexts = {
      "Ratify the Treaty of Rivers", "Consider to ratify the Treaty of Rivers and of Lakes",
      "保护渔民的权利", "Protéger les droits des pêcheurs"};
  for (const auto a : kTexts) {
    for (const auto b : kTexts) {
      EXPECT_DOUBLE_EQ(between(a, b).likeness, between(b, a).likeness);
    }
  }
}

TEST(SameIssues, GrowWithLikeness) {
  double before = 0;
  for (int i = 0; i <= 20; ++i) {
    const auto share = same_issues(Kinship::reworded, i / 20.0);
    EXPECT_GE(share, before);
    EXPECT_LE(share, 1);
    before = share;
  }
}

}  // namespace
}  // namespace comity::compare
