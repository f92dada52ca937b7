#pragma once

#include <filesystem>

#include "base/json.h"
#include "base/result.h"
#include "model/language.h"
#include "reading/reader.h"

namespace comity::service {

/// Reads one file with the UN's own register and gives it as structure (api/openapi.yaml), without
/// keeping anything. Errors are those of the file: not_found, too_large, unsupported, corrupt,
/// timeout, each with its place and mend.
[[nodiscard]] base::Result<base::JsonObject> inspect(const reading::Reader& reader,
                                                     const std::filesystem::path& file,
                                                     model::Language language);

}  // namespace comity::service
