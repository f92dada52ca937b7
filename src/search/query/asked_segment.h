#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "search/index.h"
#include "search/query/evaluation.h"
#include "search/query/facet_filter.h"

namespace comity::search {

/// A segment with what is asked of it. For one thread; the query must outlive it.
struct AskedSegment {
  std::uint32_t space = 0;  ///< which of the spaces asked
  std::shared_ptr<const SegmentView> view;
  std::shared_ptr<const VisibleDocuments> visible;
  SegmentQuery query;
  std::vector<SegmentFilter> filters;
  std::vector<SegmentFilter> of_space;

  /// Those of the window that begins there which match and pass the filters of the space.
  [[nodiscard]] WindowBits match_in_space(std::uint32_t begin);
  /// Those of the window that begins there which match and pass all filters.
  [[nodiscard]] WindowBits match(std::uint32_t begin);
};

/// The segments of which the asker may see anything.
[[nodiscard]] std::vector<AskedSegment> ask_segments(std::span<const SpaceView> spaces,
                                                     const Query& query,
                                                     const std::vector<Filter>& filters);

/// What ranking knows of all that the asker may see. Other names of a thing are worth less than the
/// words that were typed for it.
[[nodiscard]] Ranking ranking_of(const std::vector<AskedSegment>& segments, const Query& query);

/// What is told where SegmentQuery::damaged().
[[nodiscard]] tl::unexpected<base::Error> damaged_lists();

}  // namespace comity::search
