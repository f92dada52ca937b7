#pragma once

#include "cli/commands.h"

namespace comity::cli {

/// `complete` and `searches …`.
[[nodiscard]] base::Result<int> run_finding(service::Installation& installation,
                                            const Invocation& invocation, const Streams& streams);

}  // namespace comity::cli
