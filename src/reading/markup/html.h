#pragma once

#include <string_view>

#include "base/result.h"
#include "model/document.h"

namespace comity::reading {

/// HTML as a Document: headings, paragraphs, items with the labels that a browser would show, notes
/// where an anchor leads to them, tables, rules; emphasis, raised text and links as runs. Scripts,
/// styles, forms, navigation and what is hidden are left out; nothing is fetched. The encoding is
/// the one declared, else guessed and told as a finding. Pure. Errors: too_large past the limits of
/// markup.h; unsupported for an encoding that is not known.
[[nodiscard]] base::Result<model::Document> read_html(std::string_view bytes);

}  // namespace comity::reading
