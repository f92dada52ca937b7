#pragma once

#include <string_view>

#include "base/result.h"
#include "model/document.h"

namespace comity::reading {

/// Objects in JSON as a Document of one table: one object a line (NDJSON), or a list of them. A
/// column is a member's name, in the order in which names first appear; texts, numbers and truth
/// values are cells, a list is its items joined by "; ", an object inside stays JSON. A last record
/// of nothing but `trailer`, as our own streams end, is no row. Up to 200 lines that are no object
/// are taken as they stand, told as "table.broken-row". Pure. Errors: corrupt, with the line, where
/// the first is no object or more are not; too_large.
[[nodiscard]] base::Result<model::Document> read_json_table(std::string_view text);

}  // namespace comity::reading
