#pragma once

#include "base/result.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "service/installation.h"

namespace comity::cli {

[[nodiscard]] base::Result<int> train(service::Installation& installation,
                                      const Invocation& invocation, const Streams& streams);
[[nodiscard]] base::Result<int> tags(service::Installation& installation,
                                     const Invocation& invocation, const Streams& streams);
[[nodiscard]] base::Result<int> measure_tags(service::Installation& installation,
                                             const Invocation& invocation, const Streams& streams);

}  // namespace comity::cli
