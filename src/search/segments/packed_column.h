#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "search/segments/bit_packing.h"
#include "search/segments/bytes.h"

namespace comity::search {

/// Writes a column of numbers that are near their neighbours: each block of kBlock is kept as its
/// least and the differences from it; docs/formats/index.md, "Packed column".
class PackedColumnWriter {
 public:
  /// Gives the bytes of a block when one has become full, else nothing; valid until the next call.
  [[nodiscard]] std::string_view add(std::uint64_t value);
  /// The last block and the table of blocks.
  [[nodiscard]] std::string_view finish();

 private:
  void close();

  std::array<std::uint64_t, kBlock> values_{};
  std::size_t filled_ = 0;
  std::uint64_t offset_ = 0;
  std::string bytes_;
  std::string table_;
};

/// A packed column as it lies in a segment. Damaged ones give other numbers, never a fault.
class PackedColumn {
 public:
  PackedColumn() = default;
  /// `size`: how many numbers; the bytes must hold their table (fits()).
  PackedColumn(std::string_view bytes, std::size_t size)
      : bytes_(bytes), table_(bytes.size() - table_bytes(size)) {}
  [[nodiscard]] static bool fits(std::string_view bytes, std::size_t size) {
    return bytes.size() >= table_bytes(size);
  }
  [[nodiscard]] std::uint64_t operator[](std::size_t i) const;

 private:
  // least u64, offset of the block << 8 | bits u64
  static constexpr std::size_t kEntry = 16;
  static std::size_t table_bytes(std::size_t size) { return (size + kBlock - 1) / kBlock * kEntry; }

  std::string_view bytes_;
  std::size_t table_ = 0;
};

}  // namespace comity::search
