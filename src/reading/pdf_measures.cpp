#include <algorithm>
#include <cmath>

#include "reading/pdf_frame.h"

namespace comity::reading::pdf {
namespace {

template <typename Key>
Key heaviest(const std::map<Key, std::size_t>& weights, Key otherwise) {
  std::size_t most = 0;
  Key best = otherwise;
  for (const auto& [key, weight] : weights) {
    if (weight > most) {
      most = weight;
      best = key;
    }
  }
  return best;
}

int half_points(float value) { return static_cast<int>(std::lround(value * 2)); }

}  // namespace

float Measures::pitch(float font_size) const {
  const auto found = pitches.find(half_points(font_size));
  return found != pitches.end() ? found->second : 1.22F * font_size;
}

Measures measure(const std::vector<PageParts>& pages) {
  std::map<float, std::size_t> sizes;
  std::map<int, std::map<int, std::size_t>> gaps;
  for (const auto& page : pages) {
    const Line* before = nullptr;
    for (const auto& line : page.flow) {
      sizes[line.size] += line.text().size();
      if (before != nullptr && line.row != before->row && line.size == before->size) {
        const float gap = line.baseline - before->baseline;
        // Space between paragraphs is commoner than space within them in lists of short items.
        if (gap > 0.9F * line.size && gap < 1.75F * line.size) {
          gaps[half_points(line.size)][half_points(gap)] += line.label.empty() ? 3 : 1;
        }
      }
      before = &line;
    }
  }
  Measures measures;
  measures.size = std::max(1.0F, heaviest(sizes, 10.0F));
  for (const auto& [size, counts] : gaps) {
    measures.pitches[size] = static_cast<float>(heaviest(counts, size)) / 2;
  }
  std::map<int, std::size_t> lefts;
  std::map<int, std::size_t> rights;
  for (const auto& page : pages) {
    for (const auto& line : page.flow) {
      if (std::abs(line.size - measures.size) > 0.3F) continue;
      ++lefts[static_cast<int>(std::lround(line.start()))];
      if (line.right - line.start() > 20 * line.size) ++rights[static_cast<int>(line.right / 3)];
    }
  }
  measures.left = static_cast<float>(heaviest(lefts, 72));
  measures.right = static_cast<float>(heaviest(rights, 170) * 3 + 1);
  return measures;
}

}  // namespace comity::reading::pdf
