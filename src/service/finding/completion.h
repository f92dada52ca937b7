#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "service/installation.h"

namespace comity::service {

struct CompletionRequest {
  std::string text;               ///< a question, as far as it is typed
  std::optional<std::size_t> at;  ///< where the cursor stands, in characters; nothing: at its end
};

/// How what stands before the cursor of a question may go on: with the name of a field, or with a
/// value of the field that is named there, of documents that the asker may see (api/openapi.yaml).
/// A value is meant by any word of its code, or of its name in six languages, of a State also its
/// short and former names, behind an elision
/// ("l'eau") too and in Chinese by any character; where no value has all the words that are typed,
/// by the last of them. States by name, other values by how many documents have them.
/// invalid_input: no UTF-8.
[[nodiscard]] base::Result<Answer> completions(Installation& installation, const Ask& ask,
                                               const CompletionRequest& request);

}  // namespace comity::service
