#pragma once

#include <memory>
#include <string>

#include "service/row_streams.h"

// What a text cites and what cites it, and the same of those: a graph of citations around one text
// (api/openapi.yaml).
namespace comity::service {

struct CitationGraphRequest {
  std::string symbol;  ///< or "~ID"; the record need not hold it. Empty: none is chosen yet
  int steps = 2;       ///< 1 or 2
};

/// At each step at most thirty texts: those that the text itself names first, then, two steps away,
/// those with most citations; how many are left out is said. invalid_input: other steps.
[[nodiscard]] base::Result<Answer> citation_graph(Installation& installation, const Ask& ask,
                                                  const CitationGraphRequest& request);

/// All its citations as rows, one for each pair of texts, with the paragraphs in which the one
/// cites the other; the nearest first, none left out. invalid_input as above.
[[nodiscard]] base::Result<std::unique_ptr<RowStream>> citation_rows(
    Installation& installation, const Ask& ask, const CitationGraphRequest& request,
    RowFormat format);

}  // namespace comity::service
