#pragma once

#include <filesystem>
#include <vector>

#include "service/installation.h"

namespace comity::service {

/// What an editor would mark in each file (api/openapi.yaml has findings): what the reader doubted,
/// the words of sequence, and citations whose date is not that of the document in the record.
///
///   {"files": [{"file", "work", "title", "language", "findings": [{…, "mend"}]}],
///    "failed": [{"file", "kind", "place", "message", "mend"}], "findings_count"}
///
/// Nothing is stored.
[[nodiscard]] base::Result<base::JsonObject> check(Installation& installation, const Ask& ask,
                                                   const std::vector<std::filesystem::path>& files);

}  // namespace comity::service
