#pragma once

#include <string>
#include <string_view>

#include "service/installation.h"

// What texts cite, and what of it the record does not hold (api/openapi.yaml).
namespace comity::service {

struct CitationsRequest {
  std::string symbol;  ///< what cites this one, whether the record holds it or not
  std::string words;   ///< symbols that have this in them, in capitals or not
  std::string cursor;  ///< `next` of an earlier answer
};

/// The works that cite a symbol with the paragraphs in which they do, by their symbols.
[[nodiscard]] base::Result<base::JsonArray> citing_json(const store::Read& read,
                                                        std::string_view symbol,
                                                        const store::Visibility& asker);

/// Symbols that texts cite and that no work which the asker may see bears, most cited first, with
/// the first works that cite each. With a symbol, that one alone and everything that cites it.
/// invalid_input: a cursor that is none.
[[nodiscard]] base::Result<Answer> citations(Installation& installation, const Ask& ask,
                                             const CitationsRequest& request);

}  // namespace comity::service
