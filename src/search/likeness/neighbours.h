#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "search/index.h"
#include "search/likeness/sketch.h"

// What is like a text: near-duplicates, all of them, and those that share its weighty words.
namespace comity::search {

struct NeighbourOptions {
  /// All must hold.
  std::vector<Filter> filters;
  /// So many of those that share words, the best by BM25F over their text.
  std::size_t by_words = 200;
  /// So many near-duplicates.
  std::size_t near = 200;
  /// Further words to ask for beside those of the text.
  std::string more_words = {};
};

struct Neighbours {
  /// Each once, near-duplicates among them; in no order that means anything. Without highlights.
  std::vector<Hit> hits;
  /// Whether nothing was left out for the sake of `by_words` and `near`.
  bool complete = true;
};

/// Candidates, which the caller compares with the text itself. Errors: corrupt.
[[nodiscard]] base::Result<Neighbours> neighbours(std::span<const SpaceView> spaces,
                                                  std::string_view text,
                                                  const NeighbourOptions& options);

}  // namespace comity::search
