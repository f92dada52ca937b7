#include "search/query/facet_values.h"

#include <map>

#include "base/text.h"
#include "search/segments/snapshot_state.h"

namespace comity::search {
namespace {

/// In the order of the format.
using ByFolded = std::map<std::pair<std::string, std::string>, std::uint64_t>;

/// Adds the first so many of a segment: no value that is among the first of all is behind them.
void add_first(const FacetColumn& column, const ValueNumbers& numbers, const std::string& beginning,
               std::size_t most, ByFolded& into) {
  for (auto value = column.first_folded(beginning); value < column.values() && most > 0; ++value) {
    const auto text = column.value(value);
    auto folded = base::folded(text);
    if (!folded.starts_with(beginning)) return;
    if (numbers[value] == 0) continue;
    into[{std::move(folded), std::string(text)}] += numbers[value];
    --most;
  }
}

}  // namespace

std::vector<ValueCount> facet_values(std::span<const SpaceView> spaces, std::string_view facet,
                                     std::string_view beginning, std::size_t most) {
  ByFolded found;
  const auto folded = base::folded(beginning);
  for (const auto& space : spaces) {
    for (const auto& view : space.snapshot.state().segments) {
      const auto* const column = view->segment().facet(facet);
      if (column == nullptr) continue;
      add_first(*column, *view->visible(space.visible)->numbers(*column), folded, most, found);
    }
  }
  std::vector<ValueCount> values;
  for (const auto& [key, count] : found) {
    if (values.size() == most) break;
    values.push_back({key.second, count});
  }
  return values;
}

}  // namespace comity::search
