#pragma once

#include <span>

namespace comity::tagging {

/// A score that a classifier gave to a row that it had not learnt from, and the truth.
struct Judged {
  float score = 0;
  bool has = false;
};

/// The threshold above which F1 is the highest. 0 for no rows.
[[nodiscard]] float best_threshold(std::span<const Judged> rows);

struct Calibration {
  float slope = 1;
  float offset = 0;
};

/// Slope and offset of a logistic curve through the rows (Platt, Probabilistic outputs for support
/// vector machines, 1999, with his smoothed targets), by Newton's method. The slope is positive.
[[nodiscard]] Calibration calibrate(std::span<const Judged> rows);

}  // namespace comity::tagging
