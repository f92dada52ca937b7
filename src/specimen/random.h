#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <string_view>

namespace comity::specimen {

/// Random numbers that are the same on every machine (SplitMix64; Steele, Lea, Flood 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  /// A stream of its own for a part of the world, whatever the other parts drew.
  Random(std::uint64_t seed, std::string_view part, std::uint64_t index) : state_(seed) {
    for (const char c : part) state_ = next() ^ static_cast<unsigned char>(c);
    state_ = next() ^ index;
    state_ = next();
  }

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }

  /// From 0 to `count` - 1; 0 when `count` is 0. The bias of the remainder does not matter here.
  std::size_t below(std::size_t count) {
    return count == 0 ? 0 : static_cast<std::size_t>(next() % count);
  }
  std::size_t between(std::size_t low, std::size_t high) { return low + below(high - low + 1); }
  bool one_in(std::size_t count) { return below(count) == 0; }
  /// From 0 to `count` - 1, r about as often as 1 / (r + 1) (Zipf's law): each doubling of r is as
  /// likely as the next. Whole numbers only, so that it is the same on every machine.
  std::size_t skewed(std::size_t count) {
    const auto low = (std::size_t{1} << below(std::bit_width(count))) - 1;
    return low + below(std::min(low + 1, count - low));
  }

 private:
  std::uint64_t state_;
};

}  // namespace comity::specimen
