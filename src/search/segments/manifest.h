#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "search/segments/segment_writer.h"

// The one file that says which segments make up an index: replaced as a whole with each change.
namespace comity::search {

struct ManifestSegment {
  std::uint64_t number = 0;  ///< of the file: "segment-12"
  SegmentFacts facts;
  std::string deleted;  ///< a Roaring bitmap, portable form
};

struct Manifest {
  std::uint64_t head = 0;   ///< the journal entry followed to
  std::uint64_t maker = 0;  ///< as Index::maker
  std::uint64_t next = 1;   ///< number of the next segment file
  std::vector<ManifestSegment> segments;
};

[[nodiscard]] std::string to_bytes(const Manifest& manifest);
/// corrupt when the bytes are not a whole manifest.
[[nodiscard]] base::Result<Manifest> manifest_from(std::string_view bytes);

[[nodiscard]] std::string segment_name(std::uint64_t number);

}  // namespace comity::search
