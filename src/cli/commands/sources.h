#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "service/installation.h"
#include "service/sources/columns.h"

namespace comity::cli {

/// What the words of --columns say, "@FILE" read from the file.
[[nodiscard]] base::Result<std::vector<service::ColumnWord>> column_words(
    const service::Installation& installation, const std::string& words);

/// `comity sources …`.
[[nodiscard]] base::Result<int> run_sources(service::Installation& installation,
                                            const Invocation& invocation, const Streams& streams);

}  // namespace comity::cli
