#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "model/reading.h"

namespace comity::render {

/// A work as an Office Open XML document (ECMA-376, WordprocessingML), for people who go on
/// writing: headings by styles, labels as they are printed, notes as footnotes, tables, from right
/// to left where the language runs so. `work` is its symbol or "~ID". The same reading gives the
/// same bytes; whoever reads them again gets the same numbers, verbs and notes.
/// docs/formats/docx.md says what becomes what.
[[nodiscard]] base::Result<std::string> docx(const model::Reading& reading, std::string_view work);

}  // namespace comity::render
