#pragma once

#include "base/result.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "service/installation.h"

namespace comity::cli {

/// `comity sources …`.
[[nodiscard]] base::Result<int> run_sources(service::Installation& installation,
                                            const Invocation& invocation, const Streams& streams);

}  // namespace comity::cli
