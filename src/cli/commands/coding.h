#pragma once

#include "cli/commands.h"

namespace comity::cli {

/// `comity consultation passages`, `proposals`, `synthesis` and `report`, as whoever owns the
/// folder. Gives the exit code.
[[nodiscard]] base::Result<int> run_coding(service::Installation& installation,
                                           const Invocation& invocation, const Streams& streams);

}  // namespace comity::cli
