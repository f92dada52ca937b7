#include "tagging/dual_descent.h"

#include <algorithm>
#include <cmath>
#include <random>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(COMITY_SANITIZED)
#define COMITY_VERSIONS __attribute__((target_clones("avx2", "default")))
#else
#define COMITY_VERSIONS
#endif

namespace comity::tagging {
namespace {

constexpr float kStill = 1e-6F;  ///< a change below it is none

// There are a multiple of kLanes: of fixed lengths compilers make vectors at every level.
COMITY_VERSIONS void add(float* __restrict sums, const float* __restrict weights, float factor,
                         std::size_t lanes) {
  for (std::size_t at = 0; at < lanes; at += kLanes) {
    for (std::size_t i = 0; i < kLanes; ++i) sums[at + i] += factor * weights[at + i];
  }
}

/// Puts `numbers` into an order that depends on nothing but the generator's state.
void shuffle(std::vector<std::uint32_t>& numbers, std::mt19937& random) {
  for (std::size_t i = numbers.size(); i > 1; --i) std::swap(numbers[i - 1], numbers[random() % i]);
}

class Descent {
 public:
  Descent(const SparseRows& rows, const Truth& truth, std::span<const std::uint32_t> use,
          double cost)
      : rows_(rows), truth_(truth), use_(use), slack_(static_cast<float>(1 / (2 * cost))) {
    out_.lanes = truth.lanes;
    out_.of_feature.assign(rows.columns * out_.lanes, 0);
    out_.bias.assign(out_.lanes, 0);
    alpha_.assign(use.size() * out_.lanes, 0);
    change_.assign(out_.lanes, 0);
    for (const auto row : use) {
      float square = 1;  // the bias
      for (auto i = rows.begin[row]; i < rows.begin[row + 1]; ++i) {
        square += rows.value[i] * rows.value[i];
      }
      const float weight = truth.weight.empty() ? 1.0F : truth.weight[row];
      row_slack_.push_back(slack_ / weight);
      diagonal_.push_back(square + row_slack_.back());
    }
  }

  Weights run(int passes) {
    std::vector<std::uint32_t> order(use_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::mt19937 random(1);  // NOLINT: the same rows are to give the same weights
    for (int pass = 0; pass < passes; ++pass) {
      shuffle(order, random);
      for (const auto index : order) step(index);
    }
    return std::move(out_);
  }

 private:
  void step(std::uint32_t index) {
    const auto row = use_[index];
    const auto lanes = out_.lanes;
    out_.score(rows_, row, change_);
    float* const alpha = alpha_.data() + index * lanes;
    const char* const has = truth_.has.data() + row * lanes;
    bool moved = false;
    for (std::size_t i = 0; i < lanes; ++i) {
      if (has[i] == Truth::kUnsaid) {
        change_[i] = 0;
        continue;
      }
      const float sign = has[i] == Truth::kYes ? 1.0F : -1.0F;
      const float gradient = sign * change_[i] - 1 + row_slack_[index] * alpha[i];
      const float next = std::max(0.0F, alpha[i] - gradient / diagonal_[index]);
      change_[i] = (next - alpha[i]) * sign;
      alpha[i] = next;
      moved = moved || std::abs(change_[i]) > kStill;
    }
    if (!moved) return;
    add(out_.bias.data(), change_.data(), 1, lanes);
    for (auto i = rows_.begin[row]; i < rows_.begin[row + 1]; ++i) {
      add(out_.of_feature.data() + rows_.column[i] * lanes, change_.data(), rows_.value[i], lanes);
    }
  }

  const SparseRows& rows_;
  const Truth& truth_;
  std::span<const std::uint32_t> use_;
  float slack_;
  std::vector<float> alpha_;
  std::vector<float> diagonal_;
  std::vector<float> row_slack_;
  std::vector<float> change_;
  Weights out_;
};

}  // namespace

void Weights::score(const SparseRows& rows, std::size_t row, std::span<float> out) const {
  std::copy(bias.begin(), bias.end(), out.begin());
  for (auto i = rows.begin[row]; i < rows.begin[row + 1]; ++i) {
    add(out.data(), of_feature.data() + rows.column[i] * lanes, rows.value[i], lanes);
  }
}

Weights solve(const SparseRows& rows, const Truth& truth, std::span<const std::uint32_t> use,
              double cost, int passes) {
  return Descent(rows, truth, use, cost).run(passes);
}

}  // namespace comity::tagging

#undef COMITY_VERSIONS
