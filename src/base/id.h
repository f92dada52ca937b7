#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace comity::base {

/// A 64-bit identity made by the application, random in all bits, never 0 for a made one; printed
/// as 13 characters of Crockford base 32. `Tag` keeps ids of different nouns apart.
template <typename Tag>
struct Id {
  std::uint64_t value = 0;

  auto operator<=>(const Id&) const = default;
  explicit operator bool() const { return value != 0; }
};

/// 13 characters, upper case, most significant first.
[[nodiscard]] std::string crockford(std::uint64_t value);
/// Accepts lower case and the look-alikes I, L, O; else invalid_input.
[[nodiscard]] Result<std::uint64_t> from_crockford(std::string_view text);
/// 63 random bits (so that it fits a signed database integer), not 0.
[[nodiscard]] std::uint64_t random_id();

template <typename Tag>
[[nodiscard]] std::string to_text(Id<Tag> id) {
  return crockford(id.value);
}

}  // namespace comity::base
