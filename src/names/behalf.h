#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace comity::names {

/// Bytes of a list of names that say for whom one of them stands.
struct Behalf {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// "on behalf of the Group of African States" in a list that Register::list() reads, which passes
/// over it: in brackets to their end, else to the next comma or the like. In order.
[[nodiscard]] std::vector<Behalf> behalf_in(std::string_view text);

}  // namespace comity::names
