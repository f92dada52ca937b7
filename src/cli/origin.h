#pragma once

#include <string>

#include "cli/command_line.h"
#include "service/installation.h"

namespace comity::cli {

/// The address before a link that is printed: as told, else that of the server that runs over the
/// folder, else the one that `comity serve` takes when nothing is said.
[[nodiscard]] std::string link_origin(const service::Installation& installation,
                                      const Invocation& invocation);

}  // namespace comity::cli
