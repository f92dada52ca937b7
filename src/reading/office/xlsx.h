#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "model/document.h"

namespace comity::reading {

/// An Excel workbook (XLSX) as a Document: a table for each sheet that holds anything, under a
/// heading with its name where there are several. Texts, numbers, truth values, dates as their
/// number format asks for them (ISO 8601); of a formula the value kept with it, or where none is
/// the formula as text: nothing is computed. Links to other files are not followed. Sheets that are
/// hidden are read and told as findings, "table.hidden-sheet". Pure. Errors: corrupt, too_large,
/// with the part of the archive as place.
[[nodiscard]] base::Result<model::Document> read_xlsx(std::string_view bytes);

/// Gives a part of a workbook by its name in the archive, or the error that it is not there.
using PartReader = std::function<base::Result<std::string>(std::string_view name)>;

/// The same from parts that are unpacked already.
[[nodiscard]] base::Result<model::Document> read_workbook(const PartReader& part);

}  // namespace comity::reading
