#include "compare/matching.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <queue>
#include <utility>

namespace comity::compare {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max();

/// Every row has, behind the real ones, a column of its own that stands for nobody.
class Matcher {
 public:
  Matcher(const std::vector<std::vector<Edge>>& edges, std::size_t columns)
      : edges_(edges),
        columns_(columns),
        row_of_(columns + edges.size(), kNone),
        column_of_(edges.size(), kNone),
        column_price_(columns + edges.size(), 0),
        distance_(columns + edges.size(), kFar),
        from_(columns + edges.size(), kNone) {}

  void add(std::size_t row) {
    const auto end = nearest_free(row);
    const auto length = distance_[end];
    for (const auto column : reached_) {
      if (distance_[column] < length) column_price_[column] += distance_[column] - length;
    }
    // Along the way back each row takes the column that led on.
    for (auto column = end; column != kNone;) {
      const auto taker = from_[column];
      row_of_[column] = taker;
      column = std::exchange(column_of_[taker], column);
    }
    for (const auto column : reached_) distance_[column] = kFar;
    reached_.clear();
  }

  [[nodiscard]] std::optional<std::size_t> column_of(std::size_t row) const {
    if (column_of_[row] >= columns_) return std::nullopt;
    return column_of_[row];
  }

 private:
  using Step = std::pair<std::int64_t, std::size_t>;

  /// The cheapest way from the row to a column that nobody has, other rows moving over.
  std::size_t nearest_free(std::size_t row) {
    std::priority_queue<Step, std::vector<Step>, std::greater<>> open;
    relax(row, 0, open);
    while (true) {
      const auto [length, column] = open.top();
      open.pop();
      if (length > distance_[column]) continue;
      if (row_of_[column] == kNone) return column;
      // What the row that has it pays now is what it would save.
      const auto holder = row_of_[column];
      relax(holder, length - reduced(holder, column), open);
    }
  }

  [[nodiscard]] std::int64_t cost(std::size_t row, std::size_t column) const {
    if (column >= columns_) return kNobody;
    const auto& list = edges_[row];
    return std::find_if(list.begin(), list.end(),
                        [&](const Edge& edge) { return edge.column == column; })
        ->cost;
  }
  [[nodiscard]] std::int64_t reduced(std::size_t row, std::size_t column) const {
    return cost(row, column) - column_price_[column];
  }

  template <typename Queue>
  void relax(std::size_t row, std::int64_t length, Queue& open) {
    const auto reach = [&](std::size_t column, std::int64_t cost) {
      const auto whole = length + cost - column_price_[column];
      if (whole >= distance_[column]) return;
      if (distance_[column] == kFar) reached_.push_back(column);
      distance_[column] = whole;
      from_[column] = row;
      open.emplace(whole, column);
    };
    for (const auto& edge : edges_[row]) reach(edge.column, edge.cost);
    reach(columns_ + row, kNobody);
  }

  const std::vector<std::vector<Edge>>& edges_;
  std::size_t columns_;
  std::vector<std::size_t> row_of_;     ///< of each column
  std::vector<std::size_t> column_of_;  ///< of each row
  std::vector<std::int64_t> column_price_;
  std::vector<std::int64_t> distance_;  ///< of the search that runs
  std::vector<std::size_t> from_;       ///< the row by which a column was reached
  std::vector<std::size_t> reached_;
};

}  // namespace

std::vector<std::optional<std::size_t>> least_cost_matching(
    const std::vector<std::vector<Edge>>& edges, std::size_t columns) {
  Matcher matcher(edges, columns);
  for (std::size_t row = 0; row < edges.size(); ++row) matcher.add(row);
  std::vector<std::optional<std::size_t>> out;
  out.reserve(edges.size());
  for (std::size_t row = 0; row < edges.size(); ++row) out.push_back(matcher.column_of(row));
  return out;
}

}  // namespace comity::compare
