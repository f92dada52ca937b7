#pragma once

#include <vector>

#include "service/documents/documents.h"
#include "service/installation.h"

namespace comity::service {

/// The rows that a table and those of its kind (SourceRecord::family) had and that were not taken,
/// as one CSV with the reason behind each, in the order in which the tables came: a row that
/// several have once, and without those that a later table has mended.
[[nodiscard]] base::Result<StoredFile> refused_of_family(
    const Installation& installation, const std::vector<store::SourceRecord>& sources,
    const store::SourceRecord& source, model::Language language);

}  // namespace comity::service
