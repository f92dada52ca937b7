#include "render/icalendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>

namespace comity::render {
namespace {

constexpr std::size_t kLongestLine = 75;  // octets

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (static_cast<unsigned char>(c) < 0x20) continue;
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    out += c;
  }
  return out;
}

std::string digits(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != '-' && c != ':') out += c;
  }
  return out;
}

/// Adds a content line, folded between characters (section 3.1).
void add(std::string& out, std::string_view name, std::string_view value) {
  auto line = std::string(name) + ":" + std::string(value);
  std::size_t room = kLongestLine;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = std::min(line.size(), at + room);
    while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
    if (at > 0) out += ' ';
    out.append(line, at, end - at);
    out += "\r\n";
    at = end;
    room = kLongestLine - 1;
  }
}

void add(std::string& out, const CalendarEvent& event) {
  add(out, "BEGIN", "VEVENT");
  add(out, "UID", escaped(event.uid));
  add(out, "DTSTAMP", digits(base::to_rfc3339(event.changed)));
  add(out, "DTSTART;VALUE=DATE", digits(event.first));
  add(out, "DTEND;VALUE=DATE", digits(event.after));
  add(out, "SUMMARY", escaped(event.summary));
  if (!event.description.empty()) add(out, "DESCRIPTION", escaped(event.description));
  add(out, "STATUS", event.status == EventStatus::tentative ? "TENTATIVE" : "CONFIRMED");
  if (!event.category.empty()) add(out, "CATEGORIES", escaped(event.category));
  add(out, "TRANSP", "TRANSPARENT");
  add(out, "END", "VEVENT");
}

}  // namespace

std::string day_after(std::string_view day) {
  if (day.size() != 10 || day[4] != '-' || day[7] != '-') return {};
  const auto number = [day](std::size_t at, std::size_t length) {
    unsigned value = 0;
    std::from_chars(day.data() + at, day.data() + at + length, value);
    return value;
  };
  const std::chrono::year_month_day given{std::chrono::year(static_cast<int>(number(0, 4))),
                                          std::chrono::month(number(5, 2)),
                                          std::chrono::day(number(8, 2))};
  if (!given.ok()) return {};
  const std::chrono::year_month_day next(std::chrono::sys_days(given) + std::chrono::days(1));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(next.year()),
                     static_cast<unsigned>(next.month()), static_cast<unsigned>(next.day()));
}

std::string icalendar(std::string_view name, std::span<const CalendarEvent> events) {
  std::string out;
  add(out, "BEGIN", "VCALENDAR");
  add(out, "VERSION", "2.0");
  add(out, "PRODID", "-//Comity//Calendar//EN");
  add(out, "X-WR-CALNAME", escaped(name));
  for (const auto& event : events) add(out, event);
  add(out, "END", "VCALENDAR");
  return out;
}

}  // namespace comity::render
