#pragma once

#include <string_view>

#include "service/documents/documents.h"
#include "service/finding/search.h"

// A review written out: as the report lists its recommendations, or as tables.
namespace comity::service {

enum class ReviewFormat : std::uint8_t {
  docx,  ///< the report's own lists: numbers, texts, States in parentheses, notes
  xlsx,  ///< a sheet for each list, one for pledges
};

/// not_found as for review(); unavailable: no space is left.
[[nodiscard]] base::Result<StoredFile> written_review(Installation& installation, const Ask& ask,
                                                      std::string_view state, int cycle,
                                                      ReviewFormat format);

/// The search whose rows are the clauses of a review, for its CSV and NDJSON. not_found.
[[nodiscard]] base::Result<SearchRequest> search_of_review(Installation& installation,
                                                           const Ask& ask, std::string_view state,
                                                           int cycle);

}  // namespace comity::service
