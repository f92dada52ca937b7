#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "service/address.h"
#include "service/installation.h"

// Reviews, recommendations and States (api/openapi.yaml).
namespace comity::service {

struct ReviewsQuery {
  int cycle = 0;    ///< 0 for all
  int session = 0;  ///< 0 for all
};

[[nodiscard]] base::Result<Answer> reviews(Installation& installation, const Ask& ask,
                                           const ReviewsQuery& query);
/// not_found: no review of that State and cycle that the asker may see.
[[nodiscard]] base::Result<Answer> review(Installation& installation, const Ask& ask,
                                          std::string_view state, int cycle);
/// `clause` from 1, or 0 for the whole. not_found.
[[nodiscard]] base::Result<Answer> recommendation(Installation& installation, const Ask& ask,
                                                  std::string_view work, std::string_view number,
                                                  int clause);
/// Which States of the installation's register are listed; those of others are listed only with
/// recommendations.
enum class StatesListed : std::uint8_t { all, with_recommendations };
[[nodiscard]] base::Result<Answer> states(Installation& installation, const Ask& ask,
                                          StatesListed which = StatesListed::all);
/// not_found: a code that no register holds.
[[nodiscard]] base::Result<Answer> state(Installation& installation, const Ask& ask,
                                         std::string_view code);

/// The reports of one review that the asker may see, at least one; those that another one replaces
/// come last. not_found.
[[nodiscard]] base::Result<std::vector<store::ReviewRecord>> find_reviews(
    const store::Read& read, const store::Visibility& asker, std::string_view state, int cycle);
/// Of the search that lists exactly what a review's numbers count.
[[nodiscard]] Parameters filters_of(const store::ReviewRecord& review);

/// The short form of a review.
[[nodiscard]] base::JsonObject review_json(const store::ReviewRecord& review,
                                           const StateNames& states, model::Language language);

}  // namespace comity::service
