#pragma once

#include "base/result.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "service/installation.h"

namespace comity::cli {

/// `comity correct …` and `comity settle`.
[[nodiscard]] base::Result<int> run_decision(service::Installation& installation,
                                             const Invocation& invocation, const Streams& streams);

}  // namespace comity::cli
