#pragma once

#include <optional>
#include <vector>

#include "model/reading.h"
#include "names/register.h"

namespace comity::grammar {

/// Whether a symbol is one of concluding observations: "CERD/C/FJI/CO/16", "E/C.12/FJI/CO/1".
[[nodiscard]] bool is_of_concluding_observations(const model::Symbol& symbol);

/// Reads concluding observations of a treaty body: whose, on which State party, at which session,
/// and the paragraphs in which the committee recommends:
///
///   document   := masthead title (heading | paragraph)*
///   paragraph  := … committee-recommends …                 one recommendation
///              | … committee-recommends … ":" sub-item+   one for each sub-item
///   heading    := the subject of what stands under it
///
/// Paragraphs carry their canonical numbers already. Nothing where the document is none; findings
/// say what could not be told.
[[nodiscard]] std::optional<model::Observations> observations_in(
    const model::Reading& reading, const names::Register& states,
    std::vector<model::Finding>& findings);

}  // namespace comity::grammar
