#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

// Times as people of a place tell them (IANA time zones, by ICU).
namespace comity::base {

/// "2026-12-31T18:00" in a zone ("Europe/Zurich") as a time. invalid_input: not such a text, no
/// such zone, or a time that clocks there leap over.
[[nodiscard]] Result<Time> time_from_local(std::string_view local, std::string_view zone);
/// The other way, to the minute; in UTC where there is no such zone.
[[nodiscard]] std::string to_local(Time time, std::string_view zone);
/// Whether it is the name of a zone.
[[nodiscard]] bool is_time_zone(std::string_view zone);

}  // namespace comity::base
