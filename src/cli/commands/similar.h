#pragma once

#include "base/result.h"
#include "cli/command_line.h"
#include "cli/commands.h"

namespace comity::cli {

/// Prints the recommendations that ask for the same as one of them, or as a text. Gives the exit
/// code.
[[nodiscard]] base::Result<int> similar(service::Installation& installation,
                                        const Invocation& invocation, const Streams& streams);

/// Prints which asks of a file came back as recommendations of a review. Gives the exit code.
[[nodiscard]] base::Result<int> asked(service::Installation& installation,
                                      const Invocation& invocation, const Streams& streams);

}  // namespace comity::cli
