#pragma once

#include <string_view>
#include <vector>

#include "service/installation.h"
#include "store/read/read.h"

// A review seen as a whole.
namespace comity::service {

/// The reviews of a State, one a cycle, in the order of the cycles: `[{cycle, session, date,
/// current, address, counts}]`; `current` is the one of that cycle. Those of the asker's sight.
[[nodiscard]] base::Result<base::JsonArray> timeline_json(const store::Read& read,
                                                          const store::Visibility& asker,
                                                          std::string_view state, int cycle,
                                                          const StateNames& states,
                                                          model::Language language);

/// Who recommended, by regional group and how the position counts: `[{name, states,
/// recommendations, supported, noted, pending}]`, by name; those without a group last, without a
/// name. A recommendation of several groups counts in each.
[[nodiscard]] base::JsonArray recommending_groups_json(
    const std::vector<store::RecommendationRecord>& records, const store::ReviewRecord& review,
    const StateNames& states);

}  // namespace comity::service
