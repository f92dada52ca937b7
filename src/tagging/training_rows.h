#pragma once

#include <span>

#include "tagging/dual_descent.h"
#include "tagging/linear.h"
#include "tagging/train.h"

namespace comity::tagging {

/// Which features a part of a model is to have, and how they are shared out.
struct PartPlan {
  Scheme scheme = Scheme::theme;
  FeatureKinds kinds = 0;
  std::array<float, kFeatureKinds> shares{};
};

/// Examples as a matrix: the values are those that Linear::score multiplies weights with.
struct TrainingRows {
  SparseRows matrix;
  LinearData features;  ///< keys, kind, worth, words, scheme, kinds, shares; no weights yet
};

[[nodiscard]] TrainingRows training_rows(std::span<const Example* const> examples,
                                         const PartPlan& plan, const TrainOptions& options);

}  // namespace comity::tagging
