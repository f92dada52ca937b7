#pragma once

#include "cli/commands.h"

namespace comity::cli {

/// `comity people …`, as whoever owns the folder. Gives the exit code.
[[nodiscard]] base::Result<int> run_people(service::Installation& installation,
                                           const Invocation& invocation, const Streams& streams);

}  // namespace comity::cli
