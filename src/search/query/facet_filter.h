#pragma once

#include <cstdint>
#include <vector>

#include "search/index.h"
#include "search/segments/segment.h"

namespace comity::search {

/// The documents that have one of some values of a facet: by the values' bitmaps where they are
/// few, by the column where they are many.
class FacetDocuments {
 public:
  /// `facet` may be null: no document has it.
  FacetDocuments(const FacetColumn* facet, const std::vector<std::uint32_t>& values);
  [[nodiscard]] WindowBits match(std::uint32_t begin, const WindowBits& within) const;

 private:
  const FacetColumn* facet_;
  std::vector<RoaringView> bitmaps_;
  std::vector<std::uint8_t> allowed_;  ///< by code; empty where the bitmaps are used
};

/// A filter made ready for a segment.
class SegmentFilter {
 public:
  SegmentFilter(const Filter& filter, const Segment& segment);
  [[nodiscard]] WindowBits match(std::uint32_t begin, const WindowBits& within) const;

 private:
  FacetDocuments documents_;
  bool excludes_;
};

}  // namespace comity::search
