#pragma once

#include <filesystem>
#include <span>

#include "base/file_system.h"
#include "base/result.h"
#include "search/index.h"
#include "search/segments/segment_writer.h"

namespace comity::search {

/// Analyses the documents and writes them as one segment. They must be fewer than kMostDocuments.
[[nodiscard]] base::Result<SegmentFacts> build_segment(std::span<const IndexDocument> documents,
                                                       const std::filesystem::path& path,
                                                       base::FileSystem& files);

}  // namespace comity::search
