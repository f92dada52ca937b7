#pragma once

#include <string>
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

/// What a review is about, as machine and people have said it.
struct ReviewThemes {
  base::JsonArray themes;  ///< `[{value, name, clauses, supported, noted, pending}]`, most first
  std::string tagged_by;   ///< "model" or "gazetteers"
  std::string address;     ///< of the plot of the same counts
};

/// Clauses by theme and by how the position on them counts; each count leads to the search that
/// finds them. One of several themes counts in each.
[[nodiscard]] base::Result<ReviewThemes> themes_of(Installation& installation, const Ask& ask,
                                                   const store::Read& read,
                                                   const store::ReviewRecord& review,
                                                   const StateNames& states);

}  // namespace comity::service
