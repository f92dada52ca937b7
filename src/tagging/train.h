#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "tagging/model.h"

namespace comity::tagging {

/// A text with the tags that it is to have.
struct Example {
  std::string text;
  std::vector<std::string> themes;  ///< codes; empty: nothing is said of themes
  int action = 0;                   ///< 1 to 5; 0: nothing is said of it
  std::string review;               ///< rows of one review are held out together
  int session = 0;                  ///< 0 where unknown
  bool confirmed = false;           ///< a person decided on it: it weighs more
  /// Of themes only these are said, and those that it has not; of the others nothing.
  bool partial = false;
  std::vector<std::string> not_themes = {};
};

struct TrainOptions {
  double cost = 0.5;
  int passes = 8;
  int folds = 4;  ///< into which the rows are parted to find thresholds and calibrations
  std::uint32_t fewest_rows = 2;      ///< a word or pair in fewer is left out
  std::uint32_t fewest_grams = 3;     ///< likewise a gram
  std::uint32_t fewest_examples = 5;  ///< a label with fewer is not learnt
  float confirmed_weight = 3;         ///< of a row that a person decided on; of others 1
};

/// What is being done, for a progress bar: of `whole` steps `done`.
using TrainProgress = std::function<void(int done, int whole)>;

/// Learns from examples. The same examples in the same order give the same bytes, on one machine.
/// Errors: invalid_input (no label has enough examples).
[[nodiscard]] base::Result<Model> train(std::span<const Example> examples, ModelOrigin origin,
                                        const TrainOptions& options = {},
                                        const TrainProgress& progress = {});

}  // namespace comity::tagging
