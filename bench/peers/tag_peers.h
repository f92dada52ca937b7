#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "tagging/train.h"

// The taggers of themes that bench_tagging is compared with, each given the same rows.
namespace comity::bench {

/// The themes of each row, as codes.
using Themes = std::vector<std::vector<std::string>>;

class TagPeer {
 public:
  virtual ~TagPeer() = default;
  [[nodiscard]] virtual const char* name() const = 0;
  /// Learns from the one part, and gives the themes of the other.
  [[nodiscard]] virtual Themes themes(std::span<const tagging::Example> learnt,
                                      std::span<const tagging::Example> held) = 0;
};

/// A linear machine over words weighed by their rarity, over words and runs of letters, and
/// fastText, as far as they were there when this was built and are there now.
[[nodiscard]] std::vector<std::unique_ptr<TagPeer>> make_tag_peers(
    const std::filesystem::path& folder);

}  // namespace comity::bench
