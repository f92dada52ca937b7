#include "base/clock.h"

#include <gtest/gtest.h>

namespace comity::base {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kDay = 86'400 * kSecond;

TEST(Clock, TimesAreWrittenInUtc) {
  EXPECT_EQ(to_rfc3339({0}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(to_rfc3339({951'782'399 * kSecond + 999'999}), "2000-02-28T23:59:59Z");
  EXPECT_EQ(to_rfc3339({951'782'400 * kSecond}), "2000-02-29T00:00:00Z");
  EXPECT_EQ(to_rfc3339({-1}), "1969-12-31T23:59:59Z");
}

TEST(Clock, ADayStartsAtMidnightUtc) {
  EXPECT_EQ(start_of_day({kDay}).microseconds, kDay);
  EXPECT_EQ(start_of_day({2 * kDay - 1}).microseconds, kDay);
  EXPECT_EQ(start_of_day({-1}).microseconds, -kDay);
}

TEST(Clock, AManualClockStandsWhereItIsPut) {
  ManualClock clock({5});
  EXPECT_EQ(clock.now().microseconds, 5);
  clock.set({7});
  EXPECT_EQ(clock.now().microseconds, 7);
}

TEST(Clock, TheSystemsClockIsPastTheYearOfThisTest) {
  EXPECT_GT(to_rfc3339(system_clock().now()), "2024");
}

}  // namespace
}  // namespace comity::base
