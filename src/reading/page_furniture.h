#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace comity::reading {

/// Which lines of a text file only repeat what stands at the head or foot of every page: its
/// number, the document's symbol, the job number. `texts` are the lines' texts, empty for empty
/// lines; `feeds` says which of them a form feed begins.
[[nodiscard]] std::vector<bool> page_furniture(const std::vector<std::string>& texts,
                                               const std::vector<bool>& feeds);

}  // namespace comity::reading
