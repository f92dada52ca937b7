#pragma once

#include <string>
#include <string_view>

#include "service/installation.h"

// What sources say by themselves, beside the reports: recommendations of treaty bodies and special
// procedures, and pledges (api/openapi.yaml). Never counted among the recommendations of reviews.
namespace comity::service {

/// One row of a source with everything that it says, and how it stands to the reports. not_found:
/// no such source, or no such row that was taken.
[[nodiscard]] base::Result<Answer> source_record(Installation& installation, const Ask& ask,
                                                 std::string_view work, std::uint32_t row);

/// How much each treaty body, and the special procedures, recommended to a State, by sources: a
/// list of mechanisms with counts that lead to what they count.
[[nodiscard]] base::Result<base::JsonArray> mechanisms_of_state(const store::Read& read,
                                                                const store::Visibility& asker,
                                                                std::string_view state);
/// The same of one source, of all States.
[[nodiscard]] base::Result<base::JsonArray> mechanisms_of_source(const store::Read& read,
                                                                 const store::Visibility& asker,
                                                                 const store::Work& source);

}  // namespace comity::service
