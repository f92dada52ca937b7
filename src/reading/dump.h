#pragma once

#include <string>

#include "model/document.h"

namespace comity::reading {

/// A document as text for people who work on layouts: one line a block, with kind, level, pages,
/// indents, size and label; runs as *italic*, **bold**, ^raised^, [text](link).
[[nodiscard]] std::string dump(const model::Document& document);

}  // namespace comity::reading
