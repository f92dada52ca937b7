#pragma once

#include <cstdint>
#include <vector>

#include "service/sealing/secret.h"

// A secret in shares of which any two make it and one alone says nothing (A. Shamir, How to share a
// secret, Communications of the ACM 22, 1979; straight lines over GF(2^8)).
namespace comity::service {

inline constexpr std::size_t kMostShares = 255;

/// `count` shares, 2 to kMostShares.
[[nodiscard]] std::vector<Secret> shares_of(const Secret& secret, std::size_t count);

/// A share by its place among all, from 0.
struct PlacedShare {
  std::size_t place = 0;
  Secret share;
};
/// The secret, of two shares with different places; of shares that do not belong together, noise.
[[nodiscard]] Secret joined(const PlacedShare& a, const PlacedShare& b);

}  // namespace comity::service
