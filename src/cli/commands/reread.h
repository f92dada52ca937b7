#pragma once

#include <stop_token>

#include "base/result.h"
#include "cli/commands.h"

namespace comity::cli {

/// Reads stored files again, shows what that changes and gives the exit code.
[[nodiscard]] base::Result<int> reread(service::Installation& installation,
                                       const Invocation& invocation, const Streams& streams,
                                       std::stop_token stop);

}  // namespace comity::cli
