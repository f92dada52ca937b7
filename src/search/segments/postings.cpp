#include "search/segments/postings.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace comity::search {
namespace {

/// Instead of the bits of packed positions.
constexpr unsigned char kVarints = 255;

}  // namespace

void PostingsEncoder::add(std::uint32_t document, std::span<const std::uint32_t> positions,
                          std::uint8_t length) {
  gaps_[filled_] = document - next_;
  counts_[filled_] = static_cast<std::uint32_t>(positions.size());
  shortest_ = std::min(shortest_, length);
  next_ = document + 1;
  ++documents_;
  std::uint32_t previous = 0;
  for (const auto position : positions) {
    positions_.push_back(position - previous);
    previous = position;
  }
  if (++filled_ == kBlock) close_block();
}

void PostingsEncoder::close_block() {
  const auto most = *std::max_element(counts_.begin(), counts_.end());
  maxima_ += static_cast<char>(std::min(most, BlockMaximum::kMany));
  maxima_ += static_cast<char>(shortest_);
  shortest_ = 255;
  for (auto& count : counts_) --count;
  const auto gap_bits = bits_for(gaps_);
  const auto count_bits = bits_for(counts_);
  blocks_ += static_cast<char>(gap_bits);
  blocks_ += static_cast<char>(count_bits);
  append_packed(blocks_, gaps_, gap_bits);
  append_packed(blocks_, counts_, count_bits);
  append_positions();
  append_fixed(skips_, next_ - 1);
  append_fixed(skips_, static_cast<std::uint32_t>(blocks_.size()));
  filled_ = 0;
}

/// Packed, or, where few long documents stand among short ones, as varints.
void PostingsEncoder::append_positions() {
  std::uint32_t all = 1;
  std::size_t varints = 0;
  for (const auto position : positions_) {
    all |= position;
    varints += (static_cast<std::size_t>(std::bit_width(position | 1)) + 6) / 7;
  }
  const auto bits = static_cast<unsigned>(std::bit_width(all));
  if (positions_.size() * bits > varints * 8) {
    blocks_ += static_cast<char>(kVarints);
    for (const auto position : positions_) append_varint(blocks_, position);
  } else {
    blocks_ += static_cast<char>(bits);
    BitWriter writer(blocks_);
    for (const auto position : positions_) writer.add(position, bits);
    writer.finish();
  }
  positions_.clear();
}

std::string_view PostingsEncoder::finish() {
  for (std::size_t i = 0; i < filled_; ++i) {
    append_varint(blocks_, (static_cast<std::uint64_t>(gaps_[i]) << 1) | (counts_[i] == 1 ? 1 : 0));
    if (counts_[i] != 1) append_varint(blocks_, counts_[i]);
  }
  for (const auto position : positions_) append_varint(blocks_, position);
  list_ = skips_;
  list_ += maxima_;
  list_ += blocks_;
  skips_.clear();
  maxima_.clear();
  blocks_.clear();
  positions_.clear();
  filled_ = 0;
  shortest_ = 255;
  documents_ = 0;
  next_ = 0;
  return list_;
}

PostingCursor::PostingCursor(PostingList list, std::uint32_t limit)
    : list_(list), limit_(limit), full_blocks_(list.documents / kBlock) {
  const auto skip_bytes = std::size_t{full_blocks_} * sizeof(std::uint64_t);
  const auto maximum_bytes = std::size_t{full_blocks_} * sizeof(std::uint16_t);
  if (list.documents > limit || list.bytes.size() < skip_bytes + maximum_bytes) {
    (void)damage();
    return;
  }
  skips_ = FixedArray<std::uint64_t>(list.bytes.substr(0, skip_bytes));
  maxima_ = FixedArray<std::uint16_t>(list.bytes.substr(skip_bytes, maximum_bytes));
  blocks_ = list.bytes.substr(skip_bytes + maximum_bytes);
}

bool PostingCursor::damage() {
  damaged_ = true;
  count_ = 0;
  block_ = kNone - 1;
  list_.documents = 0;
  full_blocks_ = 0;
  return false;
}

std::uint32_t PostingCursor::block_at(std::uint32_t block, std::uint32_t document) const {
  if (block >= full_blocks_ || last_of(block) >= document) return block;
  // Gallop, since the next document wanted is mostly near.
  std::uint32_t step = 1;
  auto low = block;
  while (low + step < full_blocks_ && last_of(low + step) < document) {
    low += step;
    step *= 2;
  }
  auto high = std::min(low + step, full_blocks_);
  while (low + 1 < high) {
    const auto middle = low + (high - low) / 2;
    (last_of(middle) < document ? low : high) = middle;
  }
  return high;
}

bool PostingCursor::peek(std::uint32_t document) {
  if (damaged_) return false;
  block_ = block_at(block_, document);
  if (block_ < full_blocks_) {
    peeked_last_ = last_of(block_);
    return true;
  }
  const bool has_tail = list_.documents % kBlock != 0;
  if (!has_tail || block_ > full_blocks_) return false;
  if (decoded_ == block_ && documents_[count_ - 1] < document) {
    ++block_;
    return false;
  }
  peeked_last_ = decoded_ == block_ ? documents_[count_ - 1] : limit_;
  return true;
}

bool PostingCursor::seek(std::uint32_t document) {
  if (!peek(document)) return false;
  if (decoded_ == block_) return true;
  return decode() && peek(document);
}

bool PostingCursor::decode() {
  const std::size_t begin = block_ == 0 ? 0 : skips_[block_ - 1] >> 32;
  const std::size_t end = block_ < full_blocks_ ? skips_[block_] >> 32 : blocks_.size();
  if (begin > end || end > blocks_.size()) return damage();
  positions_decoded_ = false;
  count_bytes_ = {};
  const auto bytes = blocks_.substr(begin, end - begin);
  if (!(block_ < full_blocks_ ? decode_full(bytes) : decode_tail(bytes))) return damage();
  decoded_ = block_;
  return true;
}

bool PostingCursor::decode_full(std::string_view bytes) {
  ByteReader reader(bytes);
  const auto gap_bits = reader.fixed<std::uint8_t>();
  const auto count_bits = reader.fixed<std::uint8_t>();
  // 24 bits keep the sum of a block's gaps within 32 bits, and with it the order of documents.
  if (gap_bits > 24 || count_bits > 24) return false;
  const auto gaps = reader.take(packed_bytes(gap_bits));
  const auto counts = reader.take(packed_bytes(count_bits));
  if (reader.failed()) return false;
  unpack(gaps.data(), gap_bits, documents_);
  count_bytes_ = counts;
  count_bits_ = count_bits;
  if (count_bits == 0) counts_.fill(1);
  auto next = block_ == 0 ? 0U : static_cast<std::uint32_t>(skips_[block_ - 1]) + 1;
  if (next > limit_) return false;
  for (auto& document : documents_) {
    document += next;
    next = document + 1;
  }
  count_ = kBlock;
  position_bytes_ = bytes.substr(reader.offset());
  return documents_.back() == static_cast<std::uint32_t>(skips_[block_]) &&
         documents_.back() < limit_;
}

bool PostingCursor::decode_tail(std::string_view bytes) {
  ByteReader reader(bytes);
  std::uint64_t next = full_blocks_ == 0 ? 0 : (skips_[full_blocks_ - 1] & 0xFFFF'FFFF) + 1;
  count_ = list_.documents % kBlock;
  for (std::size_t i = 0; i < count_; ++i) {
    const auto coded = reader.varint();
    const auto count = (coded & 1) != 0 ? 1 : reader.varint();
    if ((coded >> 1) >= limit_ || count == 0 || count > bytes.size()) return false;
    const auto document = next + (coded >> 1);
    if (document >= limit_) return false;
    documents_[i] = static_cast<std::uint32_t>(document);
    counts_[i] = static_cast<std::uint32_t>(count);
    next = document + 1;
  }
  position_bytes_ = bytes.substr(reader.offset());
  return !reader.failed();
}

std::span<const std::uint32_t> PostingCursor::counts() {
  if (!count_bytes_.empty()) {
    unpack(count_bytes_.data(), count_bits_, counts_);
    for (auto& count : counts_) ++count;
    count_bytes_ = {};
  }
  return {counts_.data(), count_};
}

void PostingCursor::decode_positions() {
  positions_decoded_ = true;
  std::uint32_t total = 0;
  const auto all = counts();
  for (std::size_t i = 0; i < all.size(); ++i) {
    starts_[i] = total;
    total += all[i];
  }
  starts_[count_] = total;
  ByteReader reader(position_bytes_);
  const auto bits = decoded_ < full_blocks_ ? reader.fixed<std::uint8_t>() : kVarints;
  const auto packed = position_bytes_.substr(reader.offset());
  // A number takes so many bits at least, so that a damaged count asks for no memory.
  const bool fits =
      bits == kVarints ? total <= packed.size()
                       : bits > 0 && bits <= 32 && std::uint64_t{total} * bits <= packed.size() * 8;
  if (!fits) {
    damaged_ = true;
    starts_.fill(0);
    return;
  }
  differences_.resize(total / kBlock * kBlock + kBlock);
  std::size_t at = 0;
  if (bits == kVarints) {
    while (at < total) differences_[at++] = static_cast<std::uint32_t>(reader.varint());
    damaged_ = damaged_ || reader.failed();
    return;
  }
  for (; at + kBlock <= total; at += kBlock) {
    unpack(packed.data() + at / 8 * bits, bits,
           std::span<std::uint32_t, kBlock>(differences_.data() + at, kBlock));
  }
  for (; at < total; ++at) {
    differences_[at] = static_cast<std::uint32_t>(bits_at(packed, at * bits, bits));
  }
}

std::span<const std::uint32_t> PostingCursor::positions(std::size_t i) {
  if (!positions_decoded_) decode_positions();
  positions_.clear();
  std::uint32_t position = 0;
  for (auto k = starts_[i]; k < starts_[i + 1]; ++k) {
    positions_.push_back(position += differences_[k]);
  }
  return positions_;
}

void PostingCursor::find(std::uint32_t begin, const WindowBits& within, WindowBits& found) {
  const auto end = begin + kWindow;
  WindowBits bits;
  for (auto from = begin + within.next(0); from < end && seek(from);) {
    const auto all = documents();
    if (all.front() >= begin && all.back() < end) {
      for (const auto document : all) bits.set(document - begin);
    } else {
      for (const auto document : all) {
        if (document >= begin && document < end) bits.set(document - begin);
      }
    }
    if (all.back() >= end) break;
    from = begin + within.next(all.back() + 1 - begin);
  }
  bits &= within;
  found |= bits;
}

}  // namespace comity::search
