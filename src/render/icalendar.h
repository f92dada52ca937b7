#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace comity::render {

enum class EventStatus : std::uint8_t { confirmed, tentative };

/// What takes whole days. Days are ISO 8601 ("2012-05-25").
struct CalendarEvent {
  std::string uid;  ///< the same as long as it is the same event
  std::string first;
  std::string after;  ///< the day after its last
  std::string summary;
  std::string description;
  EventStatus status = EventStatus::confirmed;
  base::Time changed;    ///< when what is said of it was last revised
  std::string category;  ///< a word by which programs tell events apart, or empty
};

/// The day behind an ISO 8601 day, as CalendarEvent::after has it; empty of what is no day.
[[nodiscard]] std::string day_after(std::string_view day);

/// A calendar (RFC 5545) that takes nobody's time. `name` is shown by those who subscribe to it.
[[nodiscard]] std::string icalendar(std::string_view name, std::span<const CalendarEvent> events);

}  // namespace comity::render
