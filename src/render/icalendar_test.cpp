#include "render/icalendar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "base/text.h"

namespace comity::render {
namespace {

using testing::HasSubstr;

CalendarEvent event() {
  return {"AAA-2@comity",
          "2012-05-25",
          "2012-05-26",
          "Aland; review, 2",
          "One\nTwo \\ three",
          EventStatus::tentative,
          base::Time{1'337'904'000'000'000}};
}

TEST(Icalendar, SaysWhatAnEventIs) {
  const std::vector<CalendarEvent> events = {event()};
  EXPECT_EQ(icalendar("Reviews", events),
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Comity//Calendar//EN\r\n"
            "X-WR-CALNAME:Reviews\r\nBEGIN:VEVENT\r\nUID:AAA-2@comity\r\n"
            "DTSTAMP:20120525T000000Z\r\nDTSTART;VALUE=DATE:20120525\r\n"
            "DTEND;VALUE=DATE:20120526\r\nSUMMARY:Aland\\; review\\, 2\r\n"
            "DESCRIPTION:One\\nTwo \\\\ three\r\nSTATUS:TENTATIVE\r\nTRANSP:TRANSPARENT\r\n"
            "END:VEVENT\r\nEND:VCALENDAR\r\n");
}

TEST(Icalendar, LinesAreFoldedBetweenCharacters) {
  auto one = event();
  one.summary = "x";
  while (one.summary.size() < 500) one.summary += "é";
  const std::vector<CalendarEvent> events = {one};
  const auto text = icalendar("", events);
  std::string unfolded;
  for (const auto line : base::split(text, '\n')) {
    EXPECT_LE(line.size(), 76U);  // with the CR
    EXPECT_TRUE(base::is_utf8(line)) << line;
    if (!line.starts_with(' ')) unfolded += '\n';
    unfolded += line.substr(line.starts_with(' ') ? 1 : 0,
                            line.find('\r') - (line.starts_with(' ') ? 1 : 0));
  }
  EXPECT_THAT(unfolded, HasSubstr("\nSUMMARY:" + one.summary + "\n"));
}

TEST(Icalendar, ATextCannotBeginALineOfItsOwn) {
  auto one = event();
  one.summary = "x\r\nEND:VEVENT";
  const std::vector<CalendarEvent> events = {one};
  EXPECT_THAT(icalendar("", events), HasSubstr("SUMMARY:x\\nEND:VEVENT\r\n"));
}

TEST(Icalendar, KnowsTheDayBehindADay) {
  EXPECT_EQ(day_after("2014-09-26"), "2014-09-27");
  EXPECT_EQ(day_after("2012-02-28"), "2012-02-29");
  EXPECT_EQ(day_after("2014-12-31"), "2015-01-01");
  EXPECT_EQ(day_after("2014-02-30"), "");
  EXPECT_EQ(day_after("soon"), "");
}

}  // namespace
}  // namespace comity::render
