#pragma once

#include "base/result.h"
#include "cli/command_line.h"
#include "cli/commands.h"

namespace comity::cli {

/// Writes recommendations, a document or a review out, in the format asked for.
[[nodiscard]] base::Result<int> run_export(service::Installation& installation,
                                           const Invocation& invocation, const Streams& streams);

}  // namespace comity::cli
