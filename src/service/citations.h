#pragma once

#include <string>

#include "service/documents.h"
#include "service/installation.h"

// What texts cite and the record does not hold (api/openapi.yaml).
namespace comity::service {

struct CitationsQuery {
  std::string work;  ///< only what this one cites; empty: every work
  std::string cursor;
};

/// The citations that lead nowhere, with the paragraphs that make them and with what would resolve
/// them: a document of that symbol, or, in the list of one work, what the text leaves out so that
/// no symbol follows from it. not_found: no such work; invalid_input: no cursor of this list.
[[nodiscard]] base::Result<Answer> unresolved_citations(Installation& installation, const Ask& ask,
                                                        const CitationsQuery& query);

}  // namespace comity::service
