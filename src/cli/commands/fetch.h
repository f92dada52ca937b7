#pragma once

#include <stop_token>

#include "base/result.h"
#include "cli/command_line.h"
#include "cli/commands.h"

namespace comity::cli {

/// Brings documents by their symbols and imports them.
[[nodiscard]] base::Result<int> fetch(service::Installation& installation,
                                      const Invocation& invocation, const Streams& streams,
                                      std::stop_token stop);

}  // namespace comity::cli
