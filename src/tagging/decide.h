#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "tagging/linear.h"

namespace comity::tagging {

/// What scores come to. Of themes: those above their threshold; one that says that no other fits
/// (Label::only_alone) only where none does, and where nothing is above, the nearest. Of kinds of
/// action: the highest. Numbers of labels, ascending.
[[nodiscard]] std::vector<std::uint32_t> decided(const Linear& part, std::span<const float> scores);

}  // namespace comity::tagging
