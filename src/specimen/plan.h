#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "specimen/calendar.h"
#include "specimen/states.h"

namespace comity::specimen {

/// What is settled of a report before its text is made.
struct ReportPlan {
  std::size_t index = 0;  ///< among all reports
  std::size_t state = 0;  ///< State under review
  int session = 0;        ///< of the Working Group
  int number = 0;         ///< in the series of the Council's session
  std::size_t recommendations = 0;
};

/// A question that the Assembly takes up at several sessions.
struct ResolutionPlan {
  std::size_t question = 0;
  int session = 0;  ///< of the General Assembly
  int number = 0;   ///< of the resolution
  int round = 0;    ///< 0 when the question is new
};

/// The whole world in outline, small whatever its size.
struct Plan {
  std::uint64_t seed = 0;
  std::vector<InventedState> states;
  std::vector<std::size_t> active;          ///< all States, those that recommend most first
  std::vector<ReportPlan> reports;          ///< by session
  std::vector<ResolutionPlan> resolutions;  ///< by session
};

[[nodiscard]] Plan planned(std::uint64_t seed, std::size_t size);

/// The first day of a session of the Working Group: three sessions a year from 2008 on.
[[nodiscard]] Date first_day(int working_group_session);

}  // namespace comity::specimen
