#pragma once

#include <string_view>

#include "base/result.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "service/export.h"

namespace comity::cli {

/// Of "csv", "ndjson", "xlsx".
[[nodiscard]] service::RowFormat row_format_of(std::string_view name);

/// Writes rows until there are no more. Gives the exit code; unavailable: the output takes no more.
[[nodiscard]] base::Result<int> print_all(service::RowStream& stream, const Streams& streams);

/// Writes recommendations, a document or a review out, in the format asked for.
[[nodiscard]] base::Result<int> run_export(service::Installation& installation,
                                           const Invocation& invocation, const Streams& streams);

}  // namespace comity::cli
