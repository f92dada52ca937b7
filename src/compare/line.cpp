#include "compare/line.h"

namespace comity::compare {

double share_at(std::span<const Counted> counted, double likeness) {
  if (likeness <= counted.front().likeness) return counted.front().share;
  for (std::size_t i = 1; i < counted.size(); ++i) {
    const auto& a = counted[i - 1];
    const auto& b = counted[i];
    if (likeness > b.likeness) continue;
    const double way = (likeness - a.likeness) / (b.likeness - a.likeness);
    return a.share + way * (b.share - a.share);
  }
  return counted.back().share;
}

}  // namespace comity::compare
