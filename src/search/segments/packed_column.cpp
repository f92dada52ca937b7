#include "search/segments/packed_column.h"

#include <algorithm>
#include <bit>

namespace comity::search {

std::string_view PackedColumnWriter::add(std::uint64_t value) {
  if (filled_ == 0) bytes_.clear();
  values_[filled_++] = value;
  if (filled_ < kBlock) return {};
  close();
  return bytes_;
}

void PackedColumnWriter::close() {
  const auto end = values_.begin() + static_cast<std::ptrdiff_t>(filled_);
  const auto least = *std::min_element(values_.begin(), end);
  auto bits =
      static_cast<unsigned>(std::bit_width(*std::max_element(values_.begin(), end) - least));
  if (bits > kWidestBits) bits = 64;
  const auto begin = bytes_.size();
  BitWriter writer(bytes_);
  for (auto value = values_.begin(); value != end; ++value) {
    bits == 64 ? append_fixed(bytes_, *value - least) : writer.add(*value - least, bits);
  }
  writer.finish();
  append_fixed(table_, least);
  append_fixed(table_, offset_ << 8 | bits);
  offset_ += bytes_.size() - begin;
  filled_ = 0;
}

std::string_view PackedColumnWriter::finish() {
  bytes_.clear();
  if (filled_ > 0) close();
  bytes_ += table_;
  return bytes_;
}

std::uint64_t PackedColumn::operator[](std::size_t i) const {
  ByteReader entry(bytes_.substr(table_ + i / kBlock * kEntry));
  const auto least = entry.fixed<std::uint64_t>();
  const auto place = entry.fixed<std::uint64_t>();
  const auto bits = static_cast<unsigned>(place & 0xFF);
  const auto offset = place >> 8;
  if (offset > table_ || bits > 64) return least;
  const auto block = bytes_.substr(offset);
  const auto at = i % kBlock;
  if (bits > kWidestBits) {
    return least + ByteReader(block.substr(std::min(block.size(), at * 8))).fixed<std::uint64_t>();
  }
  return least + bits_at(block, at * bits, bits);
}

}  // namespace comity::search
