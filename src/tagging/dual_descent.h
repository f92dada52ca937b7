#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace comity::tagging {

/// Numbers of labels are made up to a multiple of this.
inline constexpr std::size_t kLanes = 8;

/// Rows of a sparse matrix.
struct SparseRows {
  std::vector<std::uint32_t> begin = {0};  ///< of each row in `column` and `value`, and the end
  std::vector<std::uint32_t> column;
  std::vector<float> value;
  std::uint32_t columns = 0;

  [[nodiscard]] std::size_t rows() const { return begin.size() - 1; }
};

/// Weights of several linear classifiers over the same features, `lanes` numbers a feature
/// (a multiple of kLanes).
struct Weights {
  std::size_t lanes = 0;
  std::vector<float> of_feature;
  std::vector<float> bias;

  /// One score a lane for a row of `rows`.
  void score(const SparseRows& rows, std::size_t row, std::span<float> out) const;
};

/// Which labels each row has, as one byte a row and lane.
struct Truth {
  static constexpr char kNo = 0;
  static constexpr char kYes = 1;
  static constexpr char kUnsaid = 2;  ///< the row says nothing of the label, and teaches nothing
  std::size_t lanes = 0;
  std::vector<char> has;
  /// By which a mistake in a row counts; of all alike where there are none.
  std::vector<float> weight = {};
};

/// L2-regularised support vector machines with squared hinge loss, one a label against the rest, by
/// dual coordinate descent (Hsieh et al., A dual coordinate descent method for large-scale linear
/// SVM, ICML 2008), all labels in one pass over the rows. `cost` is C. The same rows give the same
/// weights.
[[nodiscard]] Weights solve(const SparseRows& rows, const Truth& truth,
                            std::span<const std::uint32_t> use, double cost, int passes);

}  // namespace comity::tagging
