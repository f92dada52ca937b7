#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "search/segments/segment.h"

// What a snapshot holds: segments with what is taken away from them.
namespace comity::search {

/// Those documents of a segment that an asker may see, and what ranking needs to know of them.
class VisibleDocuments {
 public:
  VisibleDocuments(const Segment& segment, const DocumentSet& deleted,
                   const std::vector<std::uint8_t>& classes);

  DocumentSet set;
  std::uint64_t count = 0;
  std::uint64_t title_length = 0;  ///< words, summed
  std::uint64_t text_length = 0;
  std::vector<std::int64_t> latest;         ///< date in each range of kRange documents
  std::vector<std::uint32_t> latest_first;  ///< the ranges, by it

  /// How many of them have each value of a facet of their segment; counted when first asked for.
  [[nodiscard]] std::shared_ptr<const ValueNumbers> numbers(const FacetColumn& facet) const;

 private:
  mutable std::mutex mutex_;
  mutable std::map<const FacetColumn*, std::shared_ptr<const ValueNumbers>> numbers_;
};

/// A segment as one snapshot sees it. Thread-safe.
class SegmentView {
 public:
  SegmentView(std::uint64_t number, std::shared_ptr<const Segment> segment, DocumentSet deleted)
      : number_(number), segment_(std::move(segment)), deleted_(std::move(deleted)) {}

  [[nodiscard]] std::uint64_t number() const { return number_; }
  [[nodiscard]] const std::shared_ptr<const Segment>& shared() const { return segment_; }
  [[nodiscard]] const Segment& segment() const { return *segment_; }
  [[nodiscard]] const DocumentSet& deleted() const { return deleted_; }
  /// For these visibility classes; made once for each combination asked.
  [[nodiscard]] std::shared_ptr<const VisibleDocuments> visible(
      std::vector<std::uint8_t> classes) const;

 private:
  std::uint64_t number_;
  std::shared_ptr<const Segment> segment_;
  DocumentSet deleted_;
  mutable std::mutex mutex_;
  mutable std::map<std::vector<std::uint8_t>, std::shared_ptr<const VisibleDocuments>> visible_;
};

class SnapshotState {
 public:
  std::uint64_t head = 0;
  std::uint64_t maker = 0;
  std::vector<std::shared_ptr<const SegmentView>> segments;
};

}  // namespace comity::search
