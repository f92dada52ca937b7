#pragma once

#include <filesystem>
#include <vector>

#include "service/installation.h"

namespace comity::service {

struct CheckQuery {
  std::vector<std::filesystem::path> files;
  /// An XML Schema against which those that are XML are held, or empty; those beside it, with names
  /// that end in .xsd, are there for it to import.
  std::filesystem::path schema;
};

/// What an editor would mark in each file (api/openapi.yaml has findings): what the reader doubted,
/// the words of sequence, citations that cannot be or whose date or title is not that of the
/// document in the record, and where an XML file is not as the schema says.
///
///   {"files": [{"file", "work", "title", "language", "findings": [{…, "mend"}]}],
///    "failed": [{"file", "kind", "place", "message", "mend"}], "findings_count"}
///
/// Nothing is stored. Error: the schema cannot be read, or is none.
[[nodiscard]] base::Result<base::JsonObject> check(Installation& installation, const Ask& ask,
                                                   const CheckQuery& query);

}  // namespace comity::service
