#include "search/query/asked_segment.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace comity::search {
namespace {

/// Gives the leaves below other names of a thing less than those below the words that were typed,
/// together: by themselves, names that are rare in the index would come before what was asked for.
void weigh_names(const QueryNode& node, std::span<float> weights) {
  constexpr float kOtherName = 0.3F;
  if (scoring_leaves(node) == 0) return;
  float typed = 0;
  for (const auto& child : node.children) {
    const auto own = weights.first(scoring_leaves(child));
    weights = weights.subspan(own.size());
    if (child.typed) weigh_names(child, own);
    const float sum = std::accumulate(own.begin(), own.end(), 0.0F);
    if (child.typed) {
      typed += sum;
      continue;
    }
    const float share = kOtherName * (sum > typed ? typed / sum : 1);
    for (float& weight : own) weight *= share;
  }
}

}  // namespace

WindowBits AskedSegment::match_in_space(std::uint32_t begin) {
  auto found = query.match(begin, visible->set.window(begin));
  for (const auto& filter : of_space) found = filter.match(begin, found);
  return found;
}

WindowBits AskedSegment::match(std::uint32_t begin) {
  auto found = match_in_space(begin);
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
      all.push_back({space, view, std::move(visible), std::move(asked), {}, {}});
      for (const auto& filter : filters) all.back().filters.emplace_back(filter, view->segment());
      for (const auto& filter : spaces[space].filters) {
        all.back().of_space.emplace_back(filter, view->segment());
      }
    }
  }
  return all;
}

Ranking ranking_of(const std::vector<AskedSegment>& segments, const Query& query) {
  std::vector<std::uint64_t> frequencies(query.empty() ? 0 : scoring_leaves(*query.root()));
  std::uint64_t documents = 0;
  std::uint64_t titles = 0;
  std::uint64_t texts = 0;
  for (const auto& asked : segments) {
    documents += asked.visible->count;
    titles += asked.visible->title_length;
    texts += asked.visible->text_length;
    asked.query.add_frequencies(frequencies);
  }
  const auto total = static_cast<double>(documents);
  std::vector<float> weights;
  for (const auto frequency : frequencies) {
    const auto found = std::min(static_cast<double>(frequency), total);
    weights.push_back(static_cast<float>(std::log(1 + (total - found + 0.5) / (found + 0.5))));
  }
  if (!query.empty()) weigh_names(*query.root(), weights);
  return {std::move(weights), titles > 0 ? static_cast<double>(titles) / total : 1,
          texts > 0 ? static_cast<double>(texts) / total : 1};
}

tl::unexpected<base::Error> damaged_lists() {
  return base::fail(base::ErrorKind::corrupt, "the index is damaged: a list of occurrences", {},
                    "it is made anew from the journal");
}

}  // namespace comity::search
