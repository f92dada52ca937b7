#pragma once

#include <string>

#include "specimen/plan.h"
#include "specimen/world.h"

namespace comity::specimen {

[[nodiscard]] std::string symbol_of(const ReportPlan& report);

/// A report of the Working Group on the Universal Periodic Review.
[[nodiscard]] File report_of(const Plan& plan, const ReportPlan& report);

}  // namespace comity::specimen
