#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "search/index.h"

namespace comity::search {

/// The values of a facet that begin so, case aside, of documents that the asker may see, each with
/// how many: the first so many by their folded form.
[[nodiscard]] std::vector<ValueCount> facet_values(std::span<const SpaceView> spaces,
                                                   std::string_view facet,
                                                   std::string_view beginning, std::size_t most);

}  // namespace comity::search
