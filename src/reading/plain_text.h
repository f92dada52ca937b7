#pragma once

#include <string_view>

#include "base/result.h"
#include "model/document.h"

namespace comity::reading {

/// Plain text (UTF-8) as a Document: paragraphs parted by empty lines, or by lines that end early;
/// numbers at their head as labels. Pure; does not fail on valid UTF-8.
[[nodiscard]] base::Result<model::Document> read_text(std::string_view bytes);

/// A Word 97 document as the text that antiword gives of it, a line for each paragraph; places
/// count in that text.
[[nodiscard]] base::Result<model::Document> read_doc_text(std::string_view text);

}  // namespace comity::reading
