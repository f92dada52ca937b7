#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace comity::compare {

/// A row may go with a column, at a cost from 0 to a thousandth of kNobody.
struct Edge {
  std::size_t column = 0;
  std::int64_t cost = 0;
};

/// What it costs to leave a row without a column.
inline constexpr std::int64_t kNobody = 1'000'000'000;

/// For each row the column that it goes with, or none: one to one, as many as possible (of a
/// thousand rows), at the least cost of all. `edges` has a list for each row. Shortest augmenting
/// paths with potentials (R. Jonker, A. Volgenant, 1987) over the edges alone: rows × edges × log
/// at worst.
[[nodiscard]] std::vector<std::optional<std::size_t>> least_cost_matching(
    const std::vector<std::vector<Edge>>& edges, std::size_t columns);

}  // namespace comity::compare
