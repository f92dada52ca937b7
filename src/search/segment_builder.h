#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "base/file_system.h"
#include "base/result.h"
#include "search/index.h"
#include "search/segment.h"

namespace comity::search {

/// Analyses the documents and writes them as one segment. invalid_input: too many of them.
[[nodiscard]] base::Result<SegmentFacts> build_segment(std::span<const IndexDocument> documents,
                                                       const std::filesystem::path& path,
                                                       base::FileSystem& files);

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

/// Writes the documents of all parts, one part after the other, as one segment.
[[nodiscard]] base::Result<Merged> merge_segments(std::span<const Part> parts,
                                                  const std::filesystem::path& path,
                                                  base::FileSystem& files);

}  // namespace comity::search
