#pragma once

#include "base/result.h"
#include "cli/command_line.h"
#include "cli/commands.h"

namespace comity::cli {

/// Prints one plot of a search as a table, or as rows. Gives the exit code.
[[nodiscard]] base::Result<int> plot(service::Installation& installation,
                                     const Invocation& invocation, const Streams& streams);

}  // namespace comity::cli
