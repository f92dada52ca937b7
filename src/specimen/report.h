#pragma once

#include "specimen/plan.h"
#include "specimen/world.h"

namespace comity::specimen {

/// A report of the Working Group on the Universal Periodic Review.
[[nodiscard]] File report_of(const Plan& plan, const ReportPlan& report);

}  // namespace comity::specimen
