#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "reading/reader.h"

namespace comity::reading {

/// The files in a ZIP archive, for the confined worker. Left out are those that systems put there
/// for themselves (names that begin with a dot, "__MACOSX"). Errors of Zip; corrupt where no file
/// is left.
[[nodiscard]] base::Result<std::vector<Member>> unpack(std::string_view bytes);

}  // namespace comity::reading
