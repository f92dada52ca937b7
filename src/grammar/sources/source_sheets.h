#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/reading.h"

namespace comity::grammar {

/// Whether the names of columns, by what they mean, are those of a table of recommendations and no
/// other kind.
[[nodiscard]] bool speaks_of_recommendations(const model::ColumnMapping& mapping);

/// Which sheets were made one table, for the rows of each to be found again in the file.
struct JoinedSheets {
  std::size_t header = 0;  ///< of the first
  std::vector<model::SourceSheet> sheets;
};

/// Makes one table of a workbook's: the first that speaks of recommendations stands first, with the
/// rows of all whose columns mean the same, in whatever order and by whatever names. A review as we
/// export it has a sheet for each list. Which sheets are not among them is told in findings.
[[nodiscard]] JoinedSheets join_sheets(model::Reading& reading);

/// Where rows of a table that stands by itself are numbered otherwise than they stand.
[[nodiscard]] std::vector<model::SourceSheet> stretches_of(const model::Paragraph& table);

}  // namespace comity::grammar
