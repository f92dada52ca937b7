#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "search/likeness/sketch.h"
#include "search/segments/bytes.h"

namespace comity::search {

class Segment;

/// Where the near-duplicates of a text stand in one segment: for each band the documents in the
/// order of their keys. Derived from the segment's stored texts; docs/formats/index.md, "Near
/// table". Over bytes that outlive it.
class NearTable {
 public:
  /// The bytes of a segment's table. corrupt.
  [[nodiscard]] static base::Result<std::string> build(const Segment& segment);
  /// corrupt where these are not the whole table of that segment.
  [[nodiscard]] static base::Result<NearTable> over(std::string_view bytes, const Segment& segment);

  NearTable() = default;
  /// The documents that share a key with these, ascending, each once.
  [[nodiscard]] std::vector<std::uint32_t> candidates(const NearKeys& keys) const;

 private:
  std::uint32_t documents_ = 0;
  std::size_t entries_ = 0;
  FixedArray<std::uint64_t> table_;  ///< key << 32 | document, band after band
};

}  // namespace comity::search
