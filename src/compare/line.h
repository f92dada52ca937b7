#pragma once

#include <span>

namespace comity::compare {

/// What was counted at a likeness.
struct Counted {
  double likeness = 0;
  double share = 0;
};

/// The share at a likeness, on straight lines between what was counted; outside of it what was
/// counted at its end. `counted`: by likeness, at least one.
[[nodiscard]] double share_at(std::span<const Counted> counted, double likeness);

}  // namespace comity::compare
