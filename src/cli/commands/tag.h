#pragma once

#include "base/result.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "service/installation.h"

namespace comity::cli {

/// `comity tag`: what is said of the tags of a recommendation, of all that a search finds, or by
/// the rows of a file.
[[nodiscard]] base::Result<int> tag(service::Installation& installation,
                                    const Invocation& invocation, const Streams& streams);

}  // namespace comity::cli
