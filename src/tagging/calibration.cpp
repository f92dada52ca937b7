#include "tagging/calibration.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace comity::tagging {

float best_threshold(std::span<const Judged> rows) {
  std::vector<Judged> sorted(rows.begin(), rows.end());
  std::sort(sorted.begin(), sorted.end(),
            [](const Judged& a, const Judged& b) { return a.score > b.score; });
  const auto having = static_cast<double>(
      std::count_if(rows.begin(), rows.end(), [](const Judged& row) { return row.has; }));
  double found = 0, best = -1;
  float threshold = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    found += sorted[i].has ? 1 : 0;
    const bool last = i + 1 == sorted.size();
    if (!last && sorted[i].score == sorted[i + 1].score) continue;
    const double f1 = 2 * found / (having + static_cast<double>(i) + 1);
    if (f1 <= best) continue;
    best = f1;
    threshold = last ? sorted[i].score - 1 : (sorted[i].score + sorted[i + 1].score) / 2;
  }
  return threshold;
}

Calibration calibrate(std::span<const Judged> rows) {
  const auto having = static_cast<double>(
      std::count_if(rows.begin(), rows.end(), [](const Judged& row) { return row.has; }));
  const auto without = static_cast<double>(rows.size()) - having;
  const double high = (having + 1) / (having + 2);
  const double low = 1 / (without + 2);
  double slope = 1, offset = 0;
  constexpr int kMostSteps = 50;
  for (int step = 0; step < kMostSteps; ++step) {
    double by_slope = 0, by_offset = 0, ss = 1e-9, so = 0, oo = 1e-9;
    for (const auto& row : rows) {
      const double p = 1 / (1 + std::exp(-(slope * row.score + offset)));
      const double error = p - (row.has ? high : low);
      const double weight = p * (1 - p);
      by_slope += error * row.score;
      by_offset += error;
      ss += weight * row.score * row.score;
      so += weight * row.score;
      oo += weight;
    }
    const double determinant = ss * oo - so * so;
    if (std::abs(determinant) < 1e-12) break;
    // Steps are bounded, for Newton's may leap where the curve is flat.
    const double down = std::clamp((oo * by_slope - so * by_offset) / determinant, -2.0, 2.0);
    const double aside = std::clamp((ss * by_offset - so * by_slope) / determinant, -2.0, 2.0);
    slope -= down;
    offset -= aside;
    if (std::abs(down) + std::abs(aside) < 1e-6) break;
  }
  if (!std::isfinite(slope) || !std::isfinite(offset) || slope <= 0) return {};
  return {static_cast<float>(slope), static_cast<float>(offset)};
}

}  // namespace comity::tagging
