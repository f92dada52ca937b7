#include "base/clock.h"

#include <fmt/format.h>

#include <chrono>

namespace comity::base {
namespace {

class SystemClock final : public Clock {
 public:
  Time now() const override {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
  }
};

std::chrono::sys_time<std::chrono::microseconds> point(Time time) {
  return std::chrono::sys_time<std::chrono::microseconds>(
      std::chrono::microseconds(time.microseconds));
}

}  // namespace

std::string to_rfc3339(Time time) {
  const auto day = std::chrono::floor<std::chrono::days>(point(time));
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(point(time) - day));
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

Time start_of_day(Time time) {
  const auto day = std::chrono::floor<std::chrono::days>(point(time));
  return {std::chrono::duration_cast<std::chrono::microseconds>(day.time_since_epoch()).count()};
}

const Clock& system_clock() {
  static const SystemClock clock;
  return clock;
}

}  // namespace comity::base
