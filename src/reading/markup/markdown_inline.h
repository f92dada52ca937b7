#pragma once

#include <string_view>
#include <vector>

#include "model/document.h"

namespace comity::reading {

/// The inline text of a piece of Markdown, one list of runs for each line that a hard break ends.
[[nodiscard]] std::vector<std::vector<model::Run>> inline_lines(std::string_view markdown);

}  // namespace comity::reading
