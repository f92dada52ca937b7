#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "reading/reader.h"
#include "reading/table.h"

namespace comity::reading {

/// Whether a workbook may have more cells than one document holds, by its size. Cheap.
[[nodiscard]] bool may_be_long_workbook(std::string_view bytes);

/// A workbook of more than `most` cells as tables in CSV of about half as many each: those of a
/// sheet under its first row, named by sheet and rows ("Data, rows 1-3333.csv"). Its sheets are
/// never whole in memory. The same workbook always has the same parts. None where it is shorter.
/// Errors: corrupt, too_large (texts of more than 160 MB), with the part of the archive as place.
/// For the confined worker.
[[nodiscard]] base::Result<std::vector<Member>> workbook_parts(std::string_view bytes,
                                                               std::size_t most = kMostCells);

}  // namespace comity::reading
