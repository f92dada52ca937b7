#pragma once

#include <functional>
#include <vector>

#include "model/document.h"
#include "reading/markup/tree.h"

namespace comity::reading {

struct TableSize {
  std::size_t rows = 0;
  std::size_t columns = 0;  ///< the most cells that one row holds
};

/// Rows and cells of a `table` element of HTML or Akoma Ntoso, without those of tables inside it.
[[nodiscard]] TableSize table_size(const Node& table);

/// A `table` element as a block; `runs_of` gives what a cell holds. Cells that reach over others
/// leave those empty. Counts its cells on to `cells` and stops past kMostCells.
[[nodiscard]] model::Block table_block(
    const Node& table, const std::function<std::vector<model::Run>(const Node&)>& runs_of,
    std::size_t& cells);

}  // namespace comity::reading
