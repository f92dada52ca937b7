#pragma once

#include <cstdint>
#include <string>

namespace comity::base {

/// Microseconds since 1970-01-01 UTC.
struct Time {
  std::int64_t microseconds = 0;
  auto operator<=>(const Time&) const = default;
};

/// "2026-11-03T10:20:30Z" (RFC 3339, seconds).
[[nodiscard]] std::string to_rfc3339(Time time);
/// The start of the UTC day that holds `time`.
[[nodiscard]] Time start_of_day(Time time);

/// The time of day, passed in so that tests can set it. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Time now() const = 0;
};

/// The system's clock.
[[nodiscard]] const Clock& system_clock();

/// A clock that stands where it is put.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Time time) : time_(time) {}
  [[nodiscard]] Time now() const override { return time_; }
  void set(Time time) { time_ = time; }

 private:
  Time time_;
};

}  // namespace comity::base
