#include "compare/confidence.h"

#include <algorithm>
#include <span>

namespace comity::compare {
namespace {

/// Confidence at a likeness; between two of them a straight line.
struct Point {
  double likeness;
  double confidence;
};

constexpr Point kSameState[] = {{0.5, 0.6}, {0.8, 0.95}, {1.0, 0.99}};
constexpr Point kOtherState[] = {{0.8, 0.5}, {1.0, 0.8}};
constexpr Point kPart[] = {{0.0, 0.5}, {1.0, 0.9}};

double on_line(std::span<const Point> points, double likeness) {
  if (likeness <= points.front().likeness) return points.front().confidence;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const auto& a = points[i - 1];
    const auto& b = points[i];
    if (likeness > b.likeness) continue;
    const double way = (likeness - a.likeness) / (b.likeness - a.likeness);
    return a.confidence + way * (b.confidence - a.confidence);
  }
  return points.back().confidence;
}

}  // namespace

double confidence_of(Doubt doubt, double likeness) {
  switch (doubt) {
    case Doubt::none:
    case Doubt::wording:
      return on_line(kSameState, likeness);
    case Doubt::state:
      return on_line(kOtherState, likeness);
    case Doubt::part:
      return on_line(kPart, likeness);
  }
  return 0;
}

}  // namespace comity::compare
