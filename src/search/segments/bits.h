#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace comity::search {

/// Documents looked at together: small enough for the second-level cache, a part of one Roaring
/// container.
inline constexpr std::uint32_t kWindow = 1U << 14;
inline constexpr std::size_t kWindowWords = kWindow / 64;

/// Documents whose best possible score is known together.
inline constexpr std::uint32_t kRange = 256;
inline constexpr std::size_t kRanges = kWindow / kRange;

/// How many bits are set: in line, where the compiler may not take the processor's own instruction.
[[nodiscard]] constexpr std::uint32_t bits_in(std::uint64_t word) {
  word -= (word >> 1) & 0x5555'5555'5555'5555;
  word = (word & 0x3333'3333'3333'3333) + ((word >> 2) & 0x3333'3333'3333'3333);
  word = (word + (word >> 4)) & 0x0F0F'0F0F'0F0F'0F0F;
  return static_cast<std::uint32_t>((word * 0x0101'0101'0101'0101) >> 56);
}

/// A set of the documents of one window, by offset in it.
struct WindowBits {
  std::array<std::uint64_t, kWindowWords> words{};

  void set(std::uint32_t offset) { words[offset / 64] |= std::uint64_t{1} << (offset % 64); }
  [[nodiscard]] bool test(std::uint32_t offset) const {
    return (words[offset / 64] >> (offset % 64) & 1) != 0;
  }
  [[nodiscard]] bool none() const {
    std::uint64_t all = 0;
    for (const auto word : words) all |= word;
    return all == 0;
  }
  [[nodiscard]] std::uint32_t count() const {
    std::uint32_t sum = 0;
    for (const auto word : words) sum += bits_in(word);
    return sum;
  }
  WindowBits& operator&=(const WindowBits& other) {
    for (std::size_t i = 0; i < kWindowWords; ++i) words[i] &= other.words[i];
    return *this;
  }
  WindowBits& operator|=(const WindowBits& other) {
    for (std::size_t i = 0; i < kWindowWords; ++i) words[i] |= other.words[i];
    return *this;
  }
  WindowBits& operator-=(const WindowBits& other) {
    for (std::size_t i = 0; i < kWindowWords; ++i) words[i] &= ~other.words[i];
    return *this;
  }
  /// The first member at or after `offset`; kWindow when there is none.
  [[nodiscard]] std::uint32_t next(std::uint32_t offset) const {
    if (offset >= kWindow) return kWindow;
    std::size_t i = offset / 64;
    auto word = words[i] & (~std::uint64_t{0} << (offset % 64));
    while (word == 0) {
      if (++i == kWindowWords) return kWindow;
      word = words[i];
    }
    return static_cast<std::uint32_t>(i * 64 + static_cast<std::size_t>(std::countr_zero(word)));
  }
  template <typename Function>
  void for_each(Function function) const {
    for (std::size_t i = 0; i < kWindowWords; ++i) {
      for (auto word = words[i]; word != 0; word &= word - 1) {
        function(static_cast<std::uint32_t>(i * 64) +
                 static_cast<std::uint32_t>(std::countr_zero(word)));
      }
    }
  }
  template <typename Function>
  void keep_if(Function keep) {
    for (std::size_t i = 0; i < kWindowWords; ++i) {
      for (auto word = words[i]; word != 0; word &= word - 1) {
        const auto bit = static_cast<std::uint32_t>(std::countr_zero(word));
        if (!keep(static_cast<std::uint32_t>(i * 64) + bit)) words[i] &= ~(std::uint64_t{1} << bit);
      }
    }
  }
  /// Takes away those of one range.
  void clear_range(std::size_t range) {
    constexpr std::size_t kWords = kRange / 64;
    for (std::size_t i = 0; i < kWords; ++i) words[range * kWords + i] = 0;
  }
  /// The first `size` offsets.
  [[nodiscard]] static WindowBits filled(std::uint32_t size) {
    WindowBits bits;
    for (std::size_t i = 0; i < size / 64; ++i) bits.words[i] = ~std::uint64_t{0};
    if (size % 64 != 0) bits.words[size / 64] = (std::uint64_t{1} << (size % 64)) - 1;
    return bits;
  }
};

/// The members of a window, ascending.
[[nodiscard]] inline std::vector<std::uint16_t> offsets_of(const WindowBits& bits) {
  std::vector<std::uint16_t> offsets;
  offsets.reserve(bits.count());
  bits.for_each(
      [&](std::uint32_t offset) { offsets.push_back(static_cast<std::uint16_t>(offset)); });
  return offsets;
}

/// A set of the documents of one segment, as plain bits in whole windows.
class DocumentSet {
 public:
  DocumentSet() = default;
  explicit DocumentSet(std::uint32_t documents)
      : words_((documents + kWindow - 1) / kWindow * kWindowWords) {}

  void set(std::uint32_t document) { words_[document / 64] |= std::uint64_t{1} << (document % 64); }
  [[nodiscard]] bool test(std::uint32_t document) const {
    return (words_[document / 64] >> (document % 64) & 1) != 0;
  }
  [[nodiscard]] std::uint64_t count() const {
    std::uint64_t sum = 0;
    for (const auto word : words_) sum += bits_in(word);
    return sum;
  }
  /// The window that begins at that document.
  [[nodiscard]] WindowBits window(std::uint32_t begin) const {
    WindowBits bits;
    for (std::size_t i = 0; i < kWindowWords; ++i) bits.words[i] = words_[begin / 64 + i];
    return bits;
  }
  void set_window(std::uint32_t begin, const WindowBits& bits) {
    for (std::size_t i = 0; i < kWindowWords; ++i) words_[begin / 64 + i] = bits.words[i];
  }
  [[nodiscard]] std::span<const std::uint64_t> words() const { return words_; }
  bool operator==(const DocumentSet&) const = default;

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace comity::search
