#include "search/segments/merge_policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "search/segments/postings.h"

namespace comity::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(MergePolicy, EightOfOneTierBecomeOne) {
  std::vector<SegmentSize> sizes(7, {1000, 0});
  EXPECT_THAT(segments_to_merge(sizes, kMostDocuments), IsEmpty());
  sizes.insert(sizes.begin(), {500'000, 0});
  EXPECT_THAT(segments_to_merge(sizes, kMostDocuments), IsEmpty());
  sizes.push_back({600, 0});
  EXPECT_THAT(segments_to_merge(sizes, kMostDocuments), ElementsAre(8, 1, 2, 3, 4, 5, 6, 7));
}

TEST(MergePolicy, WritesAnewWhatIsMostlyTakenAway) {
  EXPECT_THAT(segments_to_merge(std::vector<SegmentSize>{{9000, 0}, {9000, 3001}}, kMostDocuments),
              ElementsAre(1));
  EXPECT_THAT(segments_to_merge(std::vector<SegmentSize>{{9000, 3000}}, kMostDocuments), IsEmpty());
}

TEST(MergePolicy, MakesNoSegmentTooLarge) {
  const std::vector<SegmentSize> sizes(20, {kMostDocuments / 8 + 1, 0});
  EXPECT_THAT(segments_to_merge(sizes, kMostDocuments), IsEmpty());
}

// However many batches come, segments stay few and no document is copied often.
TEST(MergePolicy, KeepsSegmentsFewAndWorkBounded) {
  std::vector<SegmentSize> sizes;
  std::uint64_t added = 0, copied = 0;
  std::size_t most = 0;
  for (std::uint64_t batch = 0; batch < 20'000; ++batch) {
    sizes.push_back({1 + batch * 7919 % 300, 0});
    added += sizes.back().documents;
    for (auto chosen = segments_to_merge(sizes, kMostDocuments); !chosen.empty();
         chosen = segments_to_merge(sizes, kMostDocuments)) {
      std::uint64_t sum = 0;
      std::sort(chosen.rbegin(), chosen.rend());
      for (const auto i : chosen) {
        sum += sizes[i].documents;
        sizes.erase(sizes.begin() + static_cast<std::ptrdiff_t>(i));
      }
      copied += sum;
      sizes.push_back({sum, 0});
    }
    most = std::max(most, sizes.size());
  }
  EXPECT_GT(added, 2'500'000U);
  EXPECT_LE(most, 42U);
  EXPECT_LE(copied, added * 8);
}

}  // namespace
}  // namespace comity::search
