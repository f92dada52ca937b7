#pragma once

#include "base/result.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "service/installation.h"

namespace comity::cli {

[[nodiscard]] base::Result<int> measure(service::Installation& installation,
                                        const Invocation& invocation, const Streams& streams);

}  // namespace comity::cli
