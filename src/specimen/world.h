#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/review.h"

namespace comity::specimen {

/// An invented document in UN form, as Markdown.
struct File {
  std::string name;    ///< "A_SPEC_21_5.md"
  std::string symbol;  ///< "A/SPEC/21/5"
  std::string bytes;
  /// Of a working-group report: what its text says, for tests. Where a clause stands in its
  /// paragraph (begin, end) is left 0, and `position` is the head of its list.
  std::optional<model::Review> review;
};

/// A small world of invented States.
struct World {
  std::string register_csv;  ///< in the form of data/states.csv
  std::vector<File> files;
};

/// As many numbered recommendations as the default world has; about sixty documents.
constexpr std::size_t kDefaultSize = 600;

/// The world of a seed: `size` numbered recommendations in working-group reports, with draft and
/// adopted resolutions beside them. The same seed and size give the same bytes everywhere.
[[nodiscard]] World generate(std::uint64_t seed, std::size_t size = kDefaultSize);

/// The register of that world only.
[[nodiscard]] std::string register_csv(std::uint64_t seed, std::size_t size = kDefaultSize);

/// Gives the files of that world one after another, each made when it is asked for, so that a world
/// of any size needs the memory of one document. Stops at the sink's first error and returns it.
[[nodiscard]] base::Status write(std::uint64_t seed, std::size_t size,
                                 const std::function<base::Status(File&&)>& sink);

}  // namespace comity::specimen
