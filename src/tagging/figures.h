#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "tagging/tagger.h"
#include "tagging/train.h"

namespace comity::tagging {

/// How often a tag was given and right.
struct LabelFigures {
  std::string code;
  std::uint64_t right = 0;
  std::uint64_t wrong = 0;   ///< given, and not so
  std::uint64_t missed = 0;  ///< so, and not given

  [[nodiscard]] double precision() const;
  [[nodiscard]] double recall() const;
  [[nodiscard]] double f1() const;  ///< 0 where nothing was right
};

/// Of one scheme, on rows that the model has not seen.
struct SchemeFigures {
  Scheme scheme = Scheme::theme;
  std::uint64_t rows = 0;   ///< that say something of the scheme
  std::uint64_t whole = 0;  ///< rows of which every tag was right and none missed
  std::vector<LabelFigures> labels;

  [[nodiscard]] LabelFigures all() const;  ///< sums over labels: micro-averages
  [[nodiscard]] double macro_f1() const;   ///< the mean over labels
  [[nodiscard]] double accuracy() const;   ///< whole / rows
};

/// Themes and kinds of action of `held` as the tagger gives them beside what the examples say.
[[nodiscard]] std::vector<SchemeFigures> measured(const Tagger& tagger,
                                                  std::span<const Example> held);

}  // namespace comity::tagging
