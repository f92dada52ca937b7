#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// Which segments the index makes one, so that there are few and each document is seldom copied.
namespace comity::search {

struct SegmentSize {
  std::uint64_t documents = 0;  ///< with those taken away
  std::uint64_t deleted = 0;
};

/// The segments to make one next, as places in `sizes`; none when all is well. Sizes fall into
/// tiers, each eight times as wide as the one below; eight segments of one tier become one of the
/// next, and one of which a third is taken away is written anew. `limit`: no segment may have so
/// many.
[[nodiscard]] std::vector<std::size_t> segments_to_merge(std::span<const SegmentSize> sizes,
                                                         std::uint64_t limit);

}  // namespace comity::search
