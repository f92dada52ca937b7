#pragma once

#include <filesystem>
#include <iosfwd>

#include "base/json.h"
#include "base/result.h"
#include "cli/command_line.h"
#include "reading/reader.h"

namespace comity::cli {

/// Reads one file and prints it as structure, without keeping anything: what `show` does with a
/// file instead of a work.
[[nodiscard]] base::Status show_file(const reading::Reader& reader,
                                     const std::filesystem::path& file, Face face,
                                     model::Language language, std::ostream& out);

/// A document's answer as people read it in a terminal.
void print_document(const base::JsonObject& document, std::ostream& out);

}  // namespace comity::cli
