#pragma once

#include <cstddef>

namespace comity::compare {

inline constexpr std::size_t kMostCells = 4'000'000;  ///< of the table that aligns two texts

}  // namespace comity::compare
