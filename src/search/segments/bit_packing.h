#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

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

/// Widest number of a BitWriter: eight bytes from any bit's byte hold it whole.
inline constexpr unsigned kWidestBits = 56;

/// Appends numbers of any width, lowest bit first, and zeros to the end of the last byte.
class BitWriter {
 public:
  explicit BitWriter(std::string& bytes) : bytes_(bytes) {}
  /// `bits` at most kWidestBits; the value fits them.
  void add(std::uint64_t value, unsigned bits) {
    pending_ |= value << filled_;
    for (filled_ += bits; filled_ >= 8; filled_ -= 8, pending_ >>= 8) {
      bytes_ += static_cast<char>(pending_);
    }
  }
  void finish() {
    if (filled_ > 0) bytes_ += static_cast<char>(pending_);
    pending_ = filled_ = 0;
  }

 private:
  std::string& bytes_;
  std::uint64_t pending_ = 0;
  unsigned filled_ = 0;
};

/// The number of `bits` (at most kWidestBits) that begins at that bit; zeros beyond the end.
[[nodiscard]] inline std::uint64_t bits_at(std::string_view bytes, std::size_t bit, unsigned bits) {
  std::uint64_t word = 0;
  const auto byte = bit / 8;
  if (byte + sizeof(word) <= bytes.size()) {
    std::memcpy(&word, bytes.data() + byte, sizeof(word));
  } else if (byte < bytes.size()) {
    std::memcpy(&word, bytes.data() + byte, bytes.size() - byte);
  }
  return (word >> (bit % 8)) & ((std::uint64_t{1} << bits) - 1);
}

/// Reads packed_bytes(bits) bytes from `from` into kBlock values; bits at most 32.
void unpack(const char* from, unsigned bits, std::span<std::uint32_t, kBlock> values);

}  // namespace comity::search
