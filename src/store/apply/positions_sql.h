#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/record.h"
#include "store/sql/connection.h"

namespace comity::store {

/// For whom a position prevails, as final_positions.audience.
enum class Audience : std::uint8_t { everyone = 0, inside = 1 };

/// What the works of a space say of the recommendations of a report, by report_name(): by their
/// dates, symbols and the order in which they say it.
[[nodiscard]] base::Result<std::vector<StatedPosition>> statements_about(
    sql::Connection& connection, SpaceId space, const std::string& report);

}  // namespace comity::store
