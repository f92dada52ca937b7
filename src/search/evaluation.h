#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "search/index.h"
#include "search/postings.h"
#include "search/query_node.h"
#include "search/snapshot_state.h"

// A question asked of one segment, window by window.
namespace comity::search {

/// What ranking knows of all that the asker may see: BM25F (Robertson, Zaragoza, Taylor 2004) over
/// title and text.
struct Ranking {
  std::vector<double> weights;  ///< of each scoring leaf of the tree, in its order
  double title_length = 1;      ///< words, on average
  double text_length = 1;
};

using Scores = std::array<float, kWindow>;

/// How many leaves of a tree score: words, phrases and prefixes without a minus.
[[nodiscard]] std::size_t scoring_leaves(const QueryNode& node);

class Matcher;

/// The question, made ready for a segment. For one thread; what it is made of must outlive it.
class SegmentQuery {
 public:
  SegmentQuery(const QueryNode* root, const Segment& segment, const VisibleDocuments& visible);
  ~SegmentQuery();
  SegmentQuery(SegmentQuery&&) noexcept;

  /// In how many visible documents each scoring leaf stands: summed over its forms and fields.
  [[nodiscard]] std::vector<std::uint64_t> frequencies() const;
  /// Those within that match. Windows must be asked in order. With a ranking, what their words are
  /// worth is added to `scores`, which only for them means anything.
  [[nodiscard]] WindowBits match(std::uint32_t begin, const WindowBits& within,
                                 const Ranking* ranking, Scores& scores);
  /// Whether a damaged list was met: the matches are then not all.
  [[nodiscard]] bool damaged() const;

 private:
  std::unique_ptr<Matcher> root_;
};

/// A filter made ready for a segment.
class SegmentFilter {
 public:
  SegmentFilter(const Filter& filter, const Segment& segment);
  [[nodiscard]] WindowBits match(std::uint32_t begin, const WindowBits& within) const;

 private:
  const FacetColumn* facet_;
  std::vector<std::uint8_t> allowed_;
  bool keeps_others_;  ///< a document without the facet passes
};

}  // namespace comity::search
