#pragma once

#include <string_view>

#include "service/documents/documents.h"
#include "service/sources/sources.h"

namespace comity::service {

/// What became of a source's rows, as a CSV: a row once for each State that it names, with the
/// clause it is compared with, and what a person said of it. The query's cursor and limit do not
/// count. not_found, invalid_input.
[[nodiscard]] base::Result<StoredFile> source_rows_file(Installation& installation, const Ask& ask,
                                                        std::string_view work,
                                                        const SourceRowsQuery& query);

}  // namespace comity::service
