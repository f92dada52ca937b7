#pragma once

#include "base/result.h"
#include "cli/command_line.h"
#include "cli/commands.h"

namespace comity::cli {

/// What texts ask of whom and what their bodies promise, as lines or as the page's JSON.
[[nodiscard]] base::Result<int> mandates(service::Installation& installation,
                                         const Invocation& invocation, const Streams& streams);

/// What texts cite and the record does not hold, or all that cites a symbol.
[[nodiscard]] base::Result<int> citations(service::Installation& installation,
                                          const Invocation& invocation, const Streams& streams);
/// The texts before and after one, and through which a paragraph of it came.
[[nodiscard]] base::Result<int> lineage(service::Installation& installation,
                                        const Invocation& invocation, const Streams& streams);
/// The sessions in the record, or one of them with its texts and what was promised for it.
[[nodiscard]] base::Result<int> session(service::Installation& installation,
                                        const Invocation& invocation, const Streams& streams);

}  // namespace comity::cli
