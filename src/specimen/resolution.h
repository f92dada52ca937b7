#pragma once

#include <cstdint>
#include <string>

#include "specimen/plan.h"
#include "specimen/world.h"

namespace comity::specimen {

enum class Stage : std::uint8_t { draft, adopted };

[[nodiscard]] std::string symbol_of(const ResolutionPlan& resolution, Stage stage);

/// The draft of a resolution, or the resolution as adopted, which differs a little from its draft.
/// A question that comes up again has most paragraphs of the session before, some changed, added or
/// left out.
[[nodiscard]] File resolution_of(const Plan& plan, const ResolutionPlan& resolution, Stage stage);

}  // namespace comity::specimen
