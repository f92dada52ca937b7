#pragma once

#include <string_view>

#include "base/result.h"
#include "model/document.h"

namespace comity::reading {

/// XML as a Document, where it is Akoma Ntoso 3.0, or 2.0 as far as its elements are the same:
/// title (a heading of level 0), headings, paragraphs and items with their numbers, notes, tables,
/// italics. Pure. Errors: corrupt for XML that is not well formed; unsupported for any other XML,
/// naming its root; too_large past the limits of markup.h.
[[nodiscard]] base::Result<model::Document> read_akn(std::string_view bytes);

}  // namespace comity::reading
