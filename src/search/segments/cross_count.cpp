#include "search/segments/cross_count.h"

#include <map>
#include <unordered_map>

#include "search/query/asked_segment.h"

namespace comity::search {
namespace {

/// Adds one to the pair of codes of each document, and unfolds the codes into values once a
/// segment: there are few choices of values, and many documents.
class CodePairs {
 public:
  CodePairs(const FacetColumn* rows, const FacetColumn* columns) : rows_(rows), columns_(columns) {
    const auto pairs = std::uint64_t{codes(rows_)} * codes(columns_);
    if (pairs <= kDense) dense_.resize(pairs);
  }

  void add(std::uint32_t document) {
    const auto pair =
        std::uint64_t{code(rows_, document)} * codes(columns_) + code(columns_, document);
    if (dense_.empty()) {
      ++sparse_[pair];
    } else {
      ++dense_[pair];
    }
  }

  /// Calls with each pair of codes that has documents, and how many.
  template <typename Function>
  void for_each(Function function) const {
    const auto width = codes(columns_);
    const auto give = [&](std::uint64_t pair, std::uint64_t count) {
      function(static_cast<std::uint32_t>(pair / width), static_cast<std::uint32_t>(pair % width),
               count);
    };
    for (std::size_t pair = 0; pair < dense_.size(); ++pair) {
      if (dense_[pair] != 0) give(pair, dense_[pair]);
    }
    for (const auto& [pair, count] : sparse_) give(pair, count);
  }

 private:
  static constexpr std::uint64_t kDense = 1U << 20;  ///< counters, of 4 bytes

  static std::uint32_t codes(const FacetColumn* facet) {
    return facet == nullptr ? 1 : facet->codes();
  }
  static std::uint32_t code(const FacetColumn* facet, std::uint32_t document) {
    return facet == nullptr ? 0 : facet->code(document);
  }

  const FacetColumn* rows_;
  const FacetColumn* columns_;
  std::vector<std::uint32_t> dense_;
  std::unordered_map<std::uint64_t, std::uint64_t> sparse_;
};

using Counts = std::map<std::string, std::uint64_t, std::less<>>;

class CrossCounter {
 public:
  void add(const FacetColumn* rows, const FacetColumn* columns, const CodePairs& pairs) {
    pairs.for_each([&](std::uint32_t row_code, std::uint32_t column_code, std::uint64_t count) {
      const auto row_values = values_of(rows, row_code);
      const auto column_values = values_of(columns, column_code);
      for (const auto row : row_values) rows_[std::string(row)] += count;
      for (const auto column : column_values) columns_[std::string(column)] += count;
      for (const auto row : row_values) {
        auto& cells = cells_[std::string(row)];
        for (const auto column : column_values) cells[std::string(column)] += count;
      }
    });
  }

  void take(CrossCounts& into) const {
    for (const auto& [row, columns] : cells_) {
      for (const auto& [column, count] : columns) into.cells.push_back({row, column, count});
    }
    for (const auto& [value, count] : rows_) into.rows.push_back({value, count});
    for (const auto& [value, count] : columns_) into.columns.push_back({value, count});
  }

 private:
  static std::vector<std::string_view> values_of(const FacetColumn* facet, std::uint32_t code) {
    std::vector<std::string_view> values;
    if (facet == nullptr) return values;
    facet->for_each_value(code,
                          [&](std::uint32_t value) { values.push_back(facet->value(value)); });
    return values;
  }

  std::map<std::string, Counts, std::less<>> cells_;
  Counts rows_;
  Counts columns_;
};

}  // namespace

base::Result<CrossCounts> cross_count(std::span<const SpaceView> spaces, const Query& query,
                                      const std::vector<Filter>& filters, const std::string& rows,
                                      const std::string& columns) {
  CrossCounts counts;
  CrossCounter counter;
  for (auto& asked : ask_segments(spaces, query, filters)) {
    const auto& segment = asked.view->segment();
    const auto* row = segment.facet(rows);
    const auto* column = segment.facet(columns);
    CodePairs pairs(row, column);
    for (std::uint32_t begin = 0; begin < segment.documents(); begin += kWindow) {
      const auto found = asked.match(begin);
      counts.count += found.count();
      found.for_each([&](std::uint32_t offset) { pairs.add(begin + offset); });
    }
    if (asked.query.damaged()) return damaged_lists();
    counter.add(row, column, pairs);
  }
  counter.take(counts);
  return counts;
}

}  // namespace comity::search
