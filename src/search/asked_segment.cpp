#include "search/asked_segment.h"

namespace comity::search {

WindowBits AskedSegment::match(std::uint32_t begin) {
  auto found = query.match(begin, visible->set.window(begin));
  for (const auto& filter : filters) found = filter.match(begin, found);
  return found;
}

std::vector<AskedSegment> ask_segments(std::span<const SpaceView> spaces, const Query& query,
                                       const std::vector<Filter>& filters) {
  std::vector<AskedSegment> all;
  for (std::uint32_t space = 0; space < spaces.size(); ++space) {
    for (const auto& view : spaces[space].snapshot.state().segments) {
      auto visible = view->visible(spaces[space].visible);
      if (visible->count == 0) continue;
      SegmentQuery asked(query.root(), view->segment(), *visible);
      all.push_back({space, view, std::move(visible), std::move(asked), {}});
      for (const auto& filter : filters) all.back().filters.emplace_back(filter, view->segment());
    }
  }
  return all;
}

tl::unexpected<base::Error> damaged_lists() {
  return base::fail(base::ErrorKind::corrupt, "the index is damaged: a list of occurrences", {},
                    "it is made anew from the journal");
}

}  // namespace comity::search
