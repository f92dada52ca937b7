#include <algorithm>
#include <cmath>

#include "reading/pdf/frame.h"

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

struct Edges {
  float left = 72;
  float right = 523;
  std::size_t lines = 0;
};

// The commonest left edge, and a right edge that nearly no line passes: text set ragged has no
// commonest one.
Edges edges_of(const std::vector<PageParts>& pages, std::int32_t parity, float size) {
  std::map<int, std::size_t> lefts;
  std::vector<float> rights;
  for (const auto& page : pages) {
    for (const auto& line : page.flow) {
      if (line.page % 2 != parity || std::abs(line.size - size) > 0.3F) continue;
      ++lefts[static_cast<int>(std::lround(line.start()))];
      const bool leader = line.text().find("......") != std::string::npos;
      if (!leader && line.right - line.start() > 15 * line.size) rights.push_back(line.right);
    }
  }
  Edges edges;
  edges.lines = rights.size();
  edges.left = static_cast<float>(heaviest(lefts, 72));
  if (rights.empty()) return edges;
  const auto at = static_cast<std::ptrdiff_t>(rights.size() * 97 / 100);
  std::nth_element(rights.begin(), rights.begin() + at, rights.end());
  edges.right = rights[static_cast<std::size_t>(at)];
  return edges;
}

// Even and odd pages differ only where the whole text is moved: both edges by as much.
void unite_edges(Measures& measures) {
  const float left = measures.lefts[1] - measures.lefts[0];
  const float right = measures.rights[1] - measures.rights[0];
  const bool moved = std::abs(left) > 4 && std::abs(left - right) < 8;
  if (moved) return;
  const auto& [even_left, odd_left] = measures.lefts;
  const float both_left = std::min(even_left, odd_left);
  const float both_right = std::max(measures.rights[0], measures.rights[1]);
  measures.lefts = {both_left, both_left};
  measures.rights = {both_right, both_right};
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
      sizes[line.size] += line.length();
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
  std::array<Edges, 2> edges = {edges_of(pages, 0, measures.size),
                                edges_of(pages, 1, measures.size)};
  if (edges[0].lines == 0) edges[0] = edges[1];
  if (edges[1].lines == 0) edges[1] = edges[0];
  measures.lefts = {edges[0].left, edges[1].left};
  measures.rights = {edges[0].right, edges[1].right};
  unite_edges(measures);
  return measures;
}

}  // namespace comity::reading::pdf
