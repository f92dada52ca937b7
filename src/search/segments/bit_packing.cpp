#include "search/segments/bit_packing.h"

#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "search/segments/bytes.h"

namespace comity::search {
namespace {

constexpr std::size_t kRun = 32;

template <unsigned Bits, std::size_t I>
inline std::uint32_t value_at(const std::array<std::uint32_t, Bits>& words) {
  constexpr std::size_t bit = I * Bits;
  constexpr std::size_t word = bit / 32;
  constexpr unsigned shift = bit % 32;
  constexpr std::uint32_t mask = Bits == 32 ? ~0U : (1U << Bits) - 1;
  std::uint32_t value = words[word] >> shift;
  if constexpr (shift + Bits > 32) value |= words[word + 1] << (32 - shift);
  return value & mask;
}

template <unsigned Bits, std::size_t... I>
inline void unpack_run(const char* from, std::uint32_t* to, std::index_sequence<I...>) {
  std::array<std::uint32_t, Bits> words;
  std::memcpy(words.data(), from, sizeof(words));
  ((to[I] = value_at<Bits, I>(words)), ...);
}

template <unsigned Bits>
void unpack_block(const char* from, std::uint32_t* to) {
  if constexpr (Bits == 0) {
    std::memset(to, 0, kBlock * sizeof(*to));
  } else {
    for (std::size_t run = 0; run < kBlock; run += kRun) {
      unpack_run<Bits>(from + run / 8 * Bits, to + run, std::make_index_sequence<kRun>{});
    }
  }
}

using Unpacker = void (*)(const char*, std::uint32_t*);

template <std::size_t... Bits>
constexpr std::array<Unpacker, sizeof...(Bits)> unpackers(std::index_sequence<Bits...>) {
  return {&unpack_block<static_cast<unsigned>(Bits)>...};
}

constexpr auto kUnpackers = unpackers(std::make_index_sequence<33>{});

}  // namespace

unsigned bits_for(std::span<const std::uint32_t, kBlock> values) {
  std::uint32_t all = 0;
  for (const auto value : values) all |= value;
  return static_cast<unsigned>(std::bit_width(all));
}

void append_packed(std::string& bytes, std::span<const std::uint32_t, kBlock> values,
                   unsigned bits) {
  std::uint64_t pending = 0;
  unsigned filled = 0;
  for (const auto value : values) {
    pending |= static_cast<std::uint64_t>(value) << filled;
    filled += bits;
    if (filled >= 32) {
      append_fixed(bytes, static_cast<std::uint32_t>(pending));
      pending >>= 32;
      filled -= 32;
    }
  }
}

void unpack(const char* from, unsigned bits, std::span<std::uint32_t, kBlock> values) {
  kUnpackers[bits](from, values.data());
}

}  // namespace comity::search
