#pragma once

#include "base/result.h"
#include "cli/command_line.h"
#include "cli/commands.h"

namespace comity::cli {

/// Prints two texts beside each other, paragraph by paragraph. Gives the exit code.
[[nodiscard]] base::Result<int> compare(service::Installation& installation,
                                        const Invocation& invocation, const Streams& streams);

/// Prints what an editor would mark in the files. Gives the exit code.
[[nodiscard]] base::Result<int> check(service::Installation& installation,
                                      const Invocation& invocation, const Streams& streams);

}  // namespace comity::cli
