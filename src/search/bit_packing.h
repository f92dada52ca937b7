#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace comity::search {

/// Numbers in one packed block.
inline constexpr std::size_t kBlock = 128;
/// Bytes of a block packed at `bits` each.
[[nodiscard]] constexpr std::size_t packed_bytes(unsigned bits) { return kBlock / 8 * bits; }

/// Bits that the largest value needs, 0 to 32.
[[nodiscard]] unsigned bits_for(std::span<const std::uint32_t, kBlock> values);

/// Appends kBlock values, `bits` each, lowest bit first, in four runs of 32 values.
void append_packed(std::string& bytes, std::span<const std::uint32_t, kBlock> values,
                   unsigned bits);

/// Reads packed_bytes(bits) bytes from `from` into kBlock values; bits at most 32.
void unpack(const char* from, unsigned bits, std::span<std::uint32_t, kBlock> values);

}  // namespace comity::search
