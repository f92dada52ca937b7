#include "search/segments/merge_policy.h"

#include <algorithm>
#include <map>

namespace comity::search {
namespace {

constexpr std::size_t kWidth = 8;
/// Segments of fewer documents are all of the lowest tier.
constexpr std::uint64_t kSmall = 512;

std::uint64_t kept(const SegmentSize& size) { return size.documents - size.deleted; }

unsigned tier_of(std::uint64_t documents) {
  unsigned tier = 0;
  for (auto top = kSmall; documents >= top; top *= kWidth) ++tier;
  return tier;
}

}  // namespace

std::vector<std::size_t> segments_to_merge(std::span<const SegmentSize> sizes,
                                           std::uint64_t limit) {
  std::map<unsigned, std::vector<std::size_t>> tiers;
  for (std::size_t i = 0; i < sizes.size(); ++i) tiers[tier_of(kept(sizes[i]))].push_back(i);
  for (auto& [tier, members] : tiers) {
    if (members.size() < kWidth) continue;
    std::stable_sort(members.begin(), members.end(),
                     [&](std::size_t a, std::size_t b) { return kept(sizes[a]) < kept(sizes[b]); });
    members.resize(kWidth);
    std::uint64_t sum = 0;
    for (const auto i : members) sum += kept(sizes[i]);
    if (sum < limit) return members;
  }
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if (sizes[i].documents >= kSmall && sizes[i].deleted * 3 > sizes[i].documents) return {i};
  }
  return {};
}

}  // namespace comity::search
