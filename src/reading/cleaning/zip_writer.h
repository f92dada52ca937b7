#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/result.h"

namespace comity::reading {

/// A ZIP archive of names and bytes, in their order, in memory; without dates or remarks.
[[nodiscard]] base::Result<std::string> packed(
    const std::vector<std::pair<std::string, std::string>>& members);

}  // namespace comity::reading
