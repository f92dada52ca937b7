#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "tagging/dual_descent.h"
#include "tagging/linear.h"
#include "tagging/training_rows.h"

// How a part of a model is learnt once its rows and its truth are there.
namespace comity::tagging {

/// What a part is learnt from.
struct PartRows {
  TrainingRows rows;
  Truth truth;
  std::vector<LearntLabel> labels;   ///< code and examples of each lane that is one
  std::vector<std::uint32_t> folds;  ///< of each row the one that it is held out with
};

/// A part, and of each row the scores that it got from what was learnt without its fold: one a lane
/// of the truth.
struct LearntPart {
  LinearData data;
  std::vector<float> held;
};

/// Learns from all rows; thresholds and calibrations are found on the held-out scores. `stepped` is
/// called after each fold and after the whole. The same rows give the same part.
[[nodiscard]] LearntPart learn_part(PartRows part, const TrainOptions& options,
                                    const std::function<void()>& stepped);

}  // namespace comity::tagging
