#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"

namespace comity::reading {

enum class FileType : std::uint8_t { pdf, docx, doc, markdown, text, zip };

/// What a file is, by its bytes first and its name second. Errors: unsupported, naming the type
/// found and what is read; corrupt for an empty file; unsupported for text that is not UTF-8.
[[nodiscard]] base::Result<FileType> type_of(std::string_view bytes, std::string_view name);

}  // namespace comity::reading
