#include "base/time_zone.h"

#include <gtest/gtest.h>

namespace comity::base {
namespace {

TEST(TimeZone, TellsATimeAsItsPlaceDoes) {
  const auto winter = time_from_local("2026-12-31T18:00", "Europe/Zurich");
  ASSERT_TRUE(winter);
  EXPECT_EQ(to_rfc3339(*winter), "2026-12-31T17:00:00Z");
  const auto summer = time_from_local("2026-07-01T18:00", "Europe/Zurich");
  ASSERT_TRUE(summer);
  EXPECT_EQ(to_rfc3339(*summer), "2026-07-01T16:00:00Z");
  EXPECT_EQ(to_local(*summer, "Europe/Zurich"), "2026-07-01T18:00");
  EXPECT_EQ(to_local(*summer, "Asia/Kathmandu"), "2026-07-01T21:45");
}

TEST(TimeZone, RefusesWhatNoClockShows) {
  for (const char* local : {"2026-03-29T02:30", "2026-02-30T10:00", "2026-12-31T24:00",
                            "2026-12-31 18:00", "2026-12-31", ""}) {
    EXPECT_FALSE(time_from_local(local, "Europe/Zurich")) << local;
  }
  EXPECT_EQ(time_from_local("2026-12-31T18:00", "Europe/Nowhere").error().place, "time_zone");
  EXPECT_FALSE(is_time_zone("Europe/Nowhere"));
  EXPECT_FALSE(is_time_zone(""));
  EXPECT_TRUE(is_time_zone("America/New_York"));
}

}  // namespace
}  // namespace comity::base
