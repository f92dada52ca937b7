#pragma once

#include <string_view>

#include "base/result.h"
#include "model/document.h"

namespace comity::reading {

/// Markdown (UTF-8) as a Document: headings, paragraphs and items with the numbers that are
/// printed, notes, rules, tables; emphasis, `<sup>` and links as runs. A paragraph that notes at a
/// page's foot part in two is joined. Pure; does not fail on valid UTF-8.
[[nodiscard]] base::Result<model::Document> read_markdown(std::string_view bytes);

}  // namespace comity::reading
