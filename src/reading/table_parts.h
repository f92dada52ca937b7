#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "reading/reader.h"
#include "reading/table.h"

namespace comity::reading {

/// Whether a table in CSV, TSV, JSON or NDJSON may have more cells than one document holds, by what
/// stands between cells. Cheap; of other files it says nothing.
[[nodiscard]] bool may_be_long_table(std::string_view bytes);

/// A table of more than `most` cells as tables of about half as many each, in their order: CSV or
/// TSV, each with the names of the columns, or NDJSON. Named by their rows ("rows 1-3333.csv"). The
/// same table always has the same parts, so that importing it again changes nothing. None where the
/// table is shorter, or is not one that can be parted: its reader tells. For the confined worker.
[[nodiscard]] std::vector<Member> table_parts(std::string_view bytes,
                                              std::size_t most = kMostCells);

/// Bytes of the rows that head a delimited table of which the text is the beginning, with a line
/// "sep=;" (see head_rows()); 0 where they do not end in it.
[[nodiscard]] std::size_t bytes_of_head(std::string_view beginning);

}  // namespace comity::reading
