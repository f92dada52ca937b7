#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "search/index.h"
#include "search/segments/bits.h"

namespace comity::search {

class Segment;

/// Everything that a question finds in one space, as one bit for each document of its index: for
/// exports to any size. It keeps the files of its snapshot. Thread-safe once made.
class Matches {
 public:
  /// corrupt.
  [[nodiscard]] static base::Result<Matches> find(const SpaceView& space, const Query& query,
                                                  const std::vector<Filter>& filters);
  /// Documents.
  [[nodiscard]] std::uint64_t count() const;
  /// The groups of the documents found, ascending, each once.
  [[nodiscard]] std::vector<std::uint64_t> groups() const;
  /// The ids of the documents found in a group, ascending.
  [[nodiscard]] std::vector<std::uint64_t> ids_in(std::uint64_t group) const;

 private:
  struct Part {
    std::shared_ptr<const Segment> segment;
    DocumentSet found;
  };
  std::vector<Part> parts_;
};

/// The ids of all documents that match, ascending; for "cite this view".
[[nodiscard]] base::Result<std::vector<std::uint64_t>> matching_ids(
    std::span<const SpaceView> spaces, const Query& query, const std::vector<Filter>& filters);

}  // namespace comity::search
