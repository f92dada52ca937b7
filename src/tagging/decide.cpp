#include "tagging/decide.h"

#include <algorithm>
#include <limits>

namespace comity::tagging {
std::vector<std::uint32_t> decided(const Linear& part, std::span<const float> scores) {
  const auto& data = part.data();
  std::vector<std::uint32_t> out;
  std::uint32_t nearest = 0;
  float most = -std::numeric_limits<float>::infinity();
  for (std::uint32_t i = 0; i < scores.size(); ++i) {
    const bool one = data.scheme == Scheme::action;
    const float above = one ? scores[i] : scores[i] - data.labels[i].threshold;
    if (!one && above > 0) out.push_back(i);
    if (above > most) {
      most = above;
      nearest = i;
    }
  }
  if (out.empty()) return {nearest};
  if (out.size() == 1) return out;
  const auto alone = std::stable_partition(
      out.begin(), out.end(), [&](std::uint32_t label) { return !part.label(label).only_alone; });
  if (alone != out.begin()) {
    out.erase(alone, out.end());
  } else if (out.size() > 1) {
    out.assign(1, nearest);
  }
  return out;
}

}  // namespace comity::tagging
