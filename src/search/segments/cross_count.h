#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "search/index.h"

namespace comity::search {

/// How many documents have both values.
struct CrossCell {
  std::string row;
  std::string column;
  std::uint64_t count = 0;
};

/// Two facets against each other. A document with several values counts once in each of its cells,
/// so that sums of cells may exceed the totals.
struct CrossCounts {
  /// Documents found, whether they have values or not.
  std::uint64_t count = 0;
  /// By row, then by column, in bytes; cells without a document are left out.
  std::vector<CrossCell> cells;
  /// Documents with a value of the row's (column's) facet, by value in bytes.
  std::vector<ValueCount> rows;
  std::vector<ValueCount> columns;
};

/// What a question finds, counted by the values of two facets; all filters hold for both. Errors:
/// corrupt.
[[nodiscard]] base::Result<CrossCounts> cross_count(std::span<const SpaceView> spaces,
                                                    const Query& query,
                                                    const std::vector<Filter>& filters,
                                                    const std::string& rows,
                                                    const std::string& columns);

}  // namespace comity::search
