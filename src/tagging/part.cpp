#include "tagging/part.h"

#include <algorithm>
#include <cmath>

#include "tagging/calibration.h"

namespace comity::tagging {
namespace {

/// Of each row by what was learnt without its fold.
std::vector<float> scores_of_held_out(const PartRows& part, const TrainOptions& options,
                                      const std::function<void()>& stepped) {
  const auto lanes = part.truth.lanes;
  std::vector<float> scores(part.folds.size() * lanes, 0);
  for (std::uint32_t fold = 0; fold < static_cast<std::uint32_t>(options.folds); ++fold) {
    std::vector<std::uint32_t> learnt, held;
    for (std::uint32_t row = 0; row < part.folds.size(); ++row) {
      (part.folds[row] == fold ? held : learnt).push_back(row);
    }
    const auto weights = solve(part.rows.matrix, part.truth, learnt, options.cost, options.passes);
    for (const auto row : held) {
      weights.score(part.rows.matrix, row, {scores.data() + row * lanes, lanes});
    }
    stepped();
  }
  return scores;
}

/// Thresholds and calibrations.
void settle(PartRows& part, const std::vector<float>& held) {
  std::vector<Judged> judged;
  for (std::size_t label = 0; label < part.labels.size(); ++label) {
    judged.clear();
    for (std::size_t row = 0; row < part.folds.size(); ++row) {
      const auto truth = part.truth.has[row * part.truth.lanes + label];
      if (truth == Truth::kUnsaid) continue;
      judged.push_back({held[row * part.truth.lanes + label], truth == Truth::kYes});
    }
    part.labels[label].threshold = best_threshold(judged);
    const auto calibration = calibrate(judged);
    part.labels[label].slope = calibration.slope;
    part.labels[label].offset = calibration.offset;
  }
}

/// A byte a weight, with the scale of its feature.
LinearData quantised(PartRows part, const Weights& weights) {
  auto features = std::move(part.rows.features);
  const auto count = part.labels.size();
  features.weights.reserve(features.keys.size() * count);
  for (std::size_t row = 0; row < features.keys.size(); ++row) {
    const auto* const from = weights.of_feature.data() + row * weights.lanes;
    float most = 0;
    for (std::size_t i = 0; i < count; ++i) most = std::max(most, std::abs(from[i]));
    constexpr float kMostByte = 127;
    const float scale = most > 0 ? most / kMostByte : 1;
    features.scale.push_back(scale);
    for (std::size_t i = 0; i < count; ++i) {
      features.weights.push_back(static_cast<std::int8_t>(std::lround(from[i] / scale)));
    }
  }
  for (std::size_t i = 0; i < count; ++i) part.labels[i].bias = weights.bias[i];
  features.labels = std::move(part.labels);
  return features;
}

}  // namespace

LearntPart learn_part(PartRows part, const TrainOptions& options,
                      const std::function<void()>& stepped) {
  auto held = scores_of_held_out(part, options, stepped);
  std::vector<std::uint32_t> all(part.folds.size());
  for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
  const auto weights = solve(part.rows.matrix, part.truth, all, options.cost, options.passes);
  stepped();
  settle(part, held);
  return {quantised(std::move(part), weights), std::move(held)};
}

}  // namespace comity::tagging
