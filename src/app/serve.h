#pragma once

#include <stop_token>
#include <string>

#include "base/result.h"
#include "cli/command_line.h"
#include "service/installation.h"

namespace comity::app {

/// Serves the installation until asked to stop; prints the address of `first` when ready, and the
/// owner's one-time link. Finishes what runs before it returns.
[[nodiscard]] base::Status serve(service::Installation& installation,
                                 const cli::Invocation& invocation, const std::string& first,
                                 const std::stop_token& stop);

}  // namespace comity::app
