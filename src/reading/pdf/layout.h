#pragma once

#include <string_view>

#include "base/result.h"
#include "model/document.h"

namespace comity::reading {

/// What `pdftohtml -xml -i -stdout` wrote, as a Document: pieces put into lines by their baselines,
/// lines into blocks, running heads and folios taken out, notes told from text. Pure. Errors:
/// corrupt where the answer has no page or is cut off; unsupported where no page has text.
[[nodiscard]] base::Result<model::Document> pdf_layout(std::string_view xml);

}  // namespace comity::reading
