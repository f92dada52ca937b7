#pragma once

#include <cstdint>
#include <optional>

namespace comity::base {

/// What came of trying a secret. `wait` > 0: nothing was looked at, since too much was guessed
/// before; try again in so many seconds.
template <typename T>
struct Tried {
  std::optional<T> done;
  std::int64_t wait = 0;
};

}  // namespace comity::base
