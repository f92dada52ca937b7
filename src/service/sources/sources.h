#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "service/documents/documents.h"
#include "service/installation.h"
#include "service/sources/reconciliation.h"

// Tables of recommendations that others have drawn up, beside the reports' own paragraphs
// (api/openapi.yaml).
namespace comity::service {

/// Every source with what became of its rows.
[[nodiscard]] base::Result<Answer> sources(Installation& installation, const Ask& ask);
/// One source, review by review. not_found: no such work, or no source.
[[nodiscard]] base::Result<Answer> source(Installation& installation, const Ask& ask,
                                          std::string_view work);

/// Which rows of a source are listed; all where nothing is said.
struct SourceRowsQuery {
  std::string standing;  ///< "agreed", …
  std::string state;     ///< under review
  int cycle = 0;
  std::string cursor;
  std::size_t limit = 50;
};

/// The source of that name, else of a title that it has alone. not_found.
[[nodiscard]] base::Result<store::SourceRecord> source_named(const SourcesInSight& sight,
                                                             std::string_view work);
/// How the rows must stand; nothing: any. invalid_input.
[[nodiscard]] base::Result<std::optional<RowStanding>> standing_asked(const SourceRowsQuery& query);
/// Why a row is doubtful: "settled" where what was settled is not as it was, else what the
/// comparison says.
[[nodiscard]] std::string_view doubt_of(const RowVerdict& row);

/// Rows with what they are compared with, word by word. invalid_input: no such standing or cursor.
[[nodiscard]] base::Result<Answer> source_rows(Installation& installation, const Ask& ask,
                                               std::string_view work, const SourceRowsQuery& query);

/// The rows that were not taken from a table and those of its kind, as a CSV with the reason behind
/// each, to be mended and given again (refused_rows.h).
[[nodiscard]] base::Result<StoredFile> refused_rows(Installation& installation, const Ask& ask,
                                                    std::string_view work);

/// How one row stands, as source_rows() lists it: once for each State that it names. Empty of a row
/// of another mechanism, which no report is compared with.
[[nodiscard]] base::Result<base::JsonArray> standings_of_row(Installation& installation,
                                                             const store::Read& read,
                                                             const Ask& ask,
                                                             const store::Work& source,
                                                             const model::SourceRow& row,
                                                             const StateNames& states);
/// What the sources say of one recommendation: a list of rows.
[[nodiscard]] base::Result<base::JsonArray> sources_of_recommendation(
    Installation& installation, const store::Read& read, const Ask& ask,
    const store::RecommendationRecord& record, const StateNames& states);
/// What became of the sources' rows about one review: a list of sources.
[[nodiscard]] base::Result<base::JsonArray> sources_of_review(Installation& installation,
                                                              const store::Read& read,
                                                              const Ask& ask,
                                                              std::string_view state, int cycle);

}  // namespace comity::service
