#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "service/export.h"
#include "service/reviews/alike.h"
#include "store/record.h"

// Recommendations that ask for the same, over States and cycles (api/openapi.yaml).
namespace comity::service {

struct SimilarRequest {
  /// A recommendation, "A/HRC/21/11/119.1" or "…/92.6~2"; empty: the words of `text`.
  std::string recommendation;
  std::string text;
  /// As SearchRequest: state, by, cycle, session and position.
  std::vector<std::pair<std::string, std::string>> filters;
  std::string cursor;  ///< `next` of an earlier answer
};

/// The names that may be filters of it.
[[nodiscard]] const std::vector<std::string>& similar_filter_names();

/// not_found: no such recommendation; invalid_input: a cursor that is none, an unknown filter, a
/// text that is too long. Without recommendation and text the answer is empty.
[[nodiscard]] base::Result<Answer> similar(Installation& installation, const Ask& ask,
                                           const SimilarRequest& request);

/// The clauses that an answer would list on all its pages.
[[nodiscard]] base::Result<std::vector<Alike>> find_similar(Installation& installation,
                                                            const Ask& ask, const store::Read& read,
                                                            const SimilarRequest& request);

/// All of them as rows: the columns of `export recommendations`, then `likeness` and `relation`, by
/// symbol and number. invalid_input: a format that is none for it.
[[nodiscard]] base::Result<std::unique_ptr<RowStream>> similar_rows(Installation& installation,
                                                                    const Ask& ask,
                                                                    const SimilarRequest& request,
                                                                    RowFormat format);

/// What a recommendation's own page tells of it in other places.
struct InOtherPlaces {
  /// What was asked alike of the same State, cycle by cycle: `[{cycle, session, own, earlier,
  /// became, address, results[]}]`.
  base::JsonArray cycles;
  /// Near-duplicates made to other States, some of them.
  base::JsonArray elsewhere;
  std::string similar_address;  ///< of all that is similar
};
/// `language` is that of the recommendation's text, by which its words are compared.
[[nodiscard]] base::Result<InOtherPlaces> in_other_places(Installation& installation,
                                                          const Ask& ask, const store::Read& read,
                                                          const store::RecommendationRecord& record,
                                                          int clause, model::Language language,
                                                          const StateNames& states);

}  // namespace comity::service
