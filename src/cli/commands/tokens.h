#pragma once

#include "cli/commands.h"

namespace comity::cli {

/// `comity admin token create | list | revoke`, as whoever owns the folder. Gives the exit code.
[[nodiscard]] base::Result<int> run_token(service::Installation& installation,
                                          const Invocation& invocation, const Streams& streams);

}  // namespace comity::cli
