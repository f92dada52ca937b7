#include "service/coding/agreement.h"

#include <gtest/gtest.h>

namespace comity::service::coding {
namespace {

std::vector<JudgedUnit> judged(int both, int first, int second, int neither) {
  std::vector<JudgedUnit> units;
  units.insert(units.end(), both, {{"obstacle", "x"}, {"obstacle"}});
  units.insert(units.end(), first, {{"obstacle"}, {"x"}});
  units.insert(units.end(), second, {{}, {"obstacle"}});
  units.insert(units.end(), neither, {{}, {}});
  return units;
}

std::optional<double> kappa(int both, int first, int second, int neither) {
  const std::vector<std::string> codes = {"obstacle"};
  return agreement_on(judged(both, first, second, neither), codes).front().kappa;
}

// The worked example of many a textbook: 20 both, 5 and 10 apart, 15 neither.
TEST(Agreement, IsCohensKappa) {
  EXPECT_NEAR(kappa(20, 5, 10, 15).value_or(-9), 0.4, 1e-12);
  EXPECT_NEAR(kappa(45, 15, 25, 15).value_or(-9), 0.1304, 1e-4);
  EXPECT_NEAR(kappa(25, 35, 5, 35).value_or(-9), 0.2593, 1e-4);
  EXPECT_EQ(kappa(7, 0, 0, 3), 1.0);
  EXPECT_EQ(kappa(0, 5, 5, 0), -1.0);
}

TEST(Agreement, IsNotThereWhereChanceAgreesWholly) {
  EXPECT_FALSE(kappa(0, 0, 0, 0));
  EXPECT_FALSE(kappa(0, 0, 0, 9));
  EXPECT_FALSE(kappa(9, 0, 0, 0));
  EXPECT_TRUE(kappa(0, 9, 0, 0));
}

TEST(Agreement, IsOfEachCodeByItself) {
  const std::vector<std::string> codes = {"x", "obstacle", "nobody's"};
  const auto all = agreement_on(judged(2, 1, 1, 4), codes);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].first_only, 2);
  EXPECT_EQ(all[0].second_only, 1);
  EXPECT_EQ(all[1].both, 2);
  EXPECT_EQ(all[1].neither, 4);
  EXPECT_EQ(all[2].neither, 8);
}

}  // namespace
}  // namespace comity::service::coding
