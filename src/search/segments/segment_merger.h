#pragma once

#include <filesystem>
#include <span>
#include <stop_token>
#include <vector>

#include "base/file_system.h"
#include "base/result.h"
#include "search/segments/segment.h"

namespace comity::search {

/// A segment and those of its documents that are taken away.
struct Part {
  const Segment* segment = nullptr;
  const DocumentSet* deleted = nullptr;
};

/// A merged segment, and for each part the new number of each of its documents (kGone for those
/// taken away).
struct Merged {
  SegmentFacts facts;
  std::vector<std::vector<std::uint32_t>> numbers;
};
inline constexpr std::uint32_t kGone = ~0U;

/// Writes the documents of all parts that are not taken away, one part after the other, as one
/// segment; they must be fewer than kMostDocuments. Streams from file to file: it holds the
/// dictionaries and some twenty bytes a document. unavailable when stopped; corrupt.
[[nodiscard]] base::Result<Merged> merge_segments(std::span<const Part> parts,
                                                  const std::filesystem::path& path,
                                                  base::FileSystem& files,
                                                  const std::stop_token& stop);

}  // namespace comity::search
