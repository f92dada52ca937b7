#include "base/log.h"

#include <gmock/gmock.h>

#include <string>

#include "base/json.h"

namespace comity::base {
namespace {

TEST(Log, WritesOneJsonObjectALine) {
  const ManualClock clock(Time{1'352'000'000'000'000});
  std::string written;
  Log log(clock, [&](std::string_view line) { written += line; });

  log.write(LogLevel::warning, "request", {{"route", "search"}, {"status", 404}, {"seconds", 0.5}});

  ASSERT_TRUE(written.ends_with("\n"));
  const auto json = parse_json(written.substr(0, written.size() - 1));
  ASSERT_TRUE(json.has_value());
  const auto& object = json->as_object();
  EXPECT_EQ(text_at(object, "level"), "warning");
  EXPECT_EQ(text_at(object, "event"), "request");
  EXPECT_EQ(text_at(object, "route"), "search");
  EXPECT_EQ(integer_at(object, "status"), 404);
  EXPECT_EQ(number_at(object, "seconds"), 0.5);
  EXPECT_EQ(text_at(object, "time"), to_rfc3339(clock.now()));
}

TEST(Log, KeepsALineOneLineWhateverTheText) {
  const ManualClock clock(Time{0});
  std::string written;
  Log log(clock, [&](std::string_view line) { written += line; });

  log.write(LogLevel::error, "odd", {{"text", "line 1\nline 2\"\\\x01"}});

  EXPECT_EQ(written.find('\n'), written.size() - 1);
  EXPECT_TRUE(parse_json(written).has_value());
}

}  // namespace
}  // namespace comity::base
