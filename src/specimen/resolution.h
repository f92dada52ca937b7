#pragma once

#include <vector>

#include "specimen/plan.h"
#include "specimen/world.h"

namespace comity::specimen {

/// The draft of a resolution and the resolution as adopted. A question that comes up again has
/// most paragraphs of the session before, some changed, added or left out; the adopted text differs
/// a little from its draft.
[[nodiscard]] std::vector<File> resolution_of(const Plan& plan, const ResolutionPlan& resolution);

}  // namespace comity::specimen
