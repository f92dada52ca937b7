#pragma once

#include <cstddef>
#include <vector>

#include "model/reading.h"

// Two language versions of one text, paragraph beside paragraph.
namespace comity::service {

/// A paragraph of one version and the one beside it; at least one is there.
struct BesideRow {
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  std::size_t first = kNone;  ///< its place in the reading
  std::size_t second = kNone;
  bool operator==(const BesideRow&) const = default;
};

/// Every paragraph of both, each once, in the order of `first`. Versions share canonical numbers:
/// two of one number stand beside each other wherever they are. Between them those without a number
/// are paired in order, so that as much as possible of one kind and of like length comes together;
/// a number that one version alone has is beside nothing.
[[nodiscard]] std::vector<BesideRow> beside_rows(const model::Reading& first,
                                                 const model::Reading& second);

}  // namespace comity::service
