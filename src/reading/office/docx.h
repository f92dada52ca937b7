#pragma once

#include <string_view>

#include "base/result.h"
#include "model/document.h"

namespace comity::reading {

/// A Word document (Office Open XML, ECMA-376, of either conformance). Its numbers are computed as
/// Word prints them, tracked changes taken as accepted, comments and hidden text left out; what was
/// so decided is told in findings. Places give the byte offset in the part in which the text stands
/// (word/document.xml; of a note the part of notes). Nothing outside the file is opened. Errors:
/// corrupt, too_large, unsupported, with the part as place.
[[nodiscard]] base::Result<model::Document> read_docx(std::string_view bytes);

}  // namespace comity::reading
