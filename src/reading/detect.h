#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"

namespace comity::reading {

/// `xml` is Akoma Ntoso or nothing that is read: its reader tells.
enum class FileType : std::uint8_t {
  pdf,
  docx,
  doc,
  html,
  markdown,
  text,
  csv,
  tsv,
  xlsx,
  json,  ///< a table of objects, or nothing that is read: its reader tells
  xml,
  zip
};

/// What a file is, by its bytes first and its name second. Errors: unsupported, naming the type
/// found and what is read; corrupt for an empty file; unsupported for text in an encoding that is
/// not known.
[[nodiscard]] base::Result<FileType> type_of(std::string_view bytes, std::string_view name);

}  // namespace comity::reading
