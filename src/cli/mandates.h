#pragma once

#include "base/result.h"
#include "cli/command_line.h"
#include "cli/commands.h"

namespace comity::cli {

/// What texts ask of whom and what their bodies promise, as lines or as the page's JSON.
[[nodiscard]] base::Result<int> mandates(service::Installation& installation,
                                         const Invocation& invocation, const Streams& streams);

/// The texts before and after one, and through which a paragraph of it came.
[[nodiscard]] base::Result<int> citations(service::Installation& installation,
                                          const Invocation& invocation, const Streams& streams);
[[nodiscard]] base::Result<int> lineage(service::Installation& installation,
                                        const Invocation& invocation, const Streams& streams);

}  // namespace comity::cli
