#include "base/time_zone.h"

#include <fmt/format.h>
#include <unicode/gregocal.h>
#include <unicode/timezone.h>

#include <charconv>
#include <memory>
#include <optional>

namespace comity::base {
namespace {

constexpr double kMilliseconds = 1000.0;  // of microseconds

std::unique_ptr<icu::TimeZone> zone_named(std::string_view name) {
  const auto id = icu::UnicodeString::fromUTF8(
      icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())));
  std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(id));
  return zone == nullptr || *zone == icu::TimeZone::getUnknown() ? nullptr : std::move(zone);
}

/// "2026-12-31T18:00" by its parts.
struct Local {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0;
};

std::optional<Local> local_from(std::string_view text) {
  constexpr std::string_view kShape = "dddd-dd-ddTdd:dd";
  if (text.size() != kShape.size()) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kShape[i] == 'd' ? !digit : text[i] != kShape[i]) return std::nullopt;
  }
  const auto number = [&](std::size_t at, std::size_t count) {
    int value = 0;
    std::from_chars(text.data() + at, text.data() + at + count, value);
    return value;
  };
  return Local{number(0, 4), number(5, 2), number(8, 2), number(11, 2), number(14, 2)};
}

}  // namespace

bool is_time_zone(std::string_view zone) { return zone_named(zone) != nullptr; }

Result<Time> time_from_local(std::string_view local, std::string_view zone) {
  auto known = zone_named(zone);
  if (known == nullptr) {
    return fail(ErrorKind::invalid_input, "no such time zone: " + std::string(zone), "time_zone",
                "write its name as in Europe/Zurich or America/New_York, or UTC");
  }
  const auto parts = local_from(local);
  UErrorCode status = U_ZERO_ERROR;
  icu::GregorianCalendar calendar(known.release(), status);  // takes the zone
  double milliseconds = 0;
  if (parts && U_SUCCESS(status)) {
    calendar.clear();
    calendar.set(parts->year, parts->month - 1, parts->day, parts->hour, parts->minute, 0);
    milliseconds = calendar.getTime(status);
  }
  const Time time{static_cast<std::int64_t>(milliseconds * kMilliseconds)};
  // What no clock there shows, and what is no date, comes back as something else.
  if (!parts || U_FAILURE(status) || to_local(time, zone) != local) {
    return fail(ErrorKind::invalid_input, "no such time: " + std::string(local), {},
                "write it as 2026-12-31T18:00");
  }
  return time;
}

std::string to_local(Time time, std::string_view zone) {
  auto known = zone_named(zone);
  if (known == nullptr) known = zone_named("UTC");
  UErrorCode status = U_ZERO_ERROR;
  icu::GregorianCalendar calendar(known.release(), status);  // takes the zone
  calendar.setTime(static_cast<double>(time.microseconds) / kMilliseconds, status);
  const auto field = [&](UCalendarDateFields which) { return calendar.get(which, status); };
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}", field(UCAL_YEAR), field(UCAL_MONTH) + 1,
                     field(UCAL_DAY_OF_MONTH), field(UCAL_HOUR_OF_DAY), field(UCAL_MINUTE));
}

}  // namespace comity::base
