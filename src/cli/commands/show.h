#pragma once

#include "cli/commands.h"

// `comity show`: a document, one paragraph of it, or a recommendation.
namespace comity::cli {

/// not_found where the record has nothing of the name that was given.
[[nodiscard]] base::Result<int> show(service::Installation& installation,
                                     const Invocation& invocation, const Streams& streams);

}  // namespace comity::cli
