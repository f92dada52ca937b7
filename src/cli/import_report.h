#pragma once

#include <iosfwd>

#include "cli/command_line.h"
#include "cli/commands.h"
#include "service/importing/import.h"

namespace comity::cli {

/// Prints what an import did, as people or programs read it, and gives its exit code.
int print_import(const service::ImportReport& report, const Invocation& invocation,
                 const Streams& streams);

}  // namespace comity::cli
