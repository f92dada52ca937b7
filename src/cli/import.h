#pragma once

#include <stop_token>

#include "base/result.h"
#include "cli/command_line.h"
#include "cli/commands.h"

namespace comity::cli {

/// Brings files into the record and tells what became of them. Gives the exit code.
[[nodiscard]] base::Result<int> import(service::Installation& installation,
                                       const Invocation& invocation, const Streams& streams,
                                       std::stop_token stop);

/// The same for documents that are named by their symbols.
[[nodiscard]] base::Result<int> fetch(service::Installation& installation,
                                      const Invocation& invocation, const Streams& streams,
                                      std::stop_token stop);

}  // namespace comity::cli
