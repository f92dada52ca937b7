#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "search/segments/bit_packing.h"
#include "search/segments/bits.h"
#include "search/segments/bytes.h"

namespace comity::search {

/// A segment holds fewer documents, so that 128 differences never overflow 32 bits.
inline constexpr std::uint32_t kMostDocuments = 1U << 24;

/// What no document of a block exceeds: a document's occurrences, and how short its field may be
/// (segment_format.h, length_byte). Ranking need not open a block that cannot win.
struct BlockMaximum {
  std::uint32_t occurrences = kMany;
  std::uint8_t shortest = 0;

  /// So many or more.
  static constexpr std::uint32_t kMany = 255;
};

/// Writes one posting list; docs/formats/index.md, "Postings".
class PostingsEncoder {
 public:
  /// Documents ascend; positions ascend and are at least one. `length`: the length byte of the
  /// document's field, 0 where the field has none.
  void add(std::uint32_t document, std::span<const std::uint32_t> positions, std::uint8_t length);
  [[nodiscard]] std::uint32_t documents() const { return documents_; }
  /// The list's bytes, valid until the next add(); begins a new list.
  [[nodiscard]] std::string_view finish();

 private:
  void close_block();
  void append_positions();

  std::array<std::uint32_t, kBlock> gaps_{};
  std::array<std::uint32_t, kBlock> counts_{};
  std::size_t filled_ = 0;
  std::uint32_t documents_ = 0;
  std::uint32_t next_ = 0;
  std::uint8_t shortest_ = 255;
  std::vector<std::uint32_t> positions_;  ///< of the block, as differences
  std::string skips_;
  std::string maxima_;
  std::string blocks_;
  std::string list_;
};

/// A posting list as it lies in a segment.
struct PostingList {
  std::uint32_t documents = 0;
  std::string_view bytes;
};

/// Walks a posting list block by block. A damaged list ends early and says damaged().
class PostingCursor {
 public:
  /// `limit`: documents of the segment; no document at or above it is given.
  PostingCursor(PostingList list, std::uint32_t limit);

  /// Goes to the first block, from here on, whose last document is at or after `document`, and
  /// decodes it; false at the end.
  [[nodiscard]] bool seek(std::uint32_t document);
  /// The last document of the block that seek() would decode, without decoding; the segment's
  /// limit for the last block. false at the end.
  [[nodiscard]] bool peek(std::uint32_t document);
  [[nodiscard]] std::uint32_t peeked_last() const { return peeked_last_; }

  [[nodiscard]] std::span<const std::uint32_t> documents() const {
    return {documents_.data(), count_};
  }
  /// Occurrences in each document, at least 1; unpacked when first asked for.
  [[nodiscard]] std::span<const std::uint32_t> counts();
  /// Positions in the i-th document of the block; valid until the next call.
  [[nodiscard]] std::span<const std::uint32_t> positions(std::size_t i);
  /// Calls with (document, position) for all of the block.
  template <typename Function>
  void for_each_position(Function function);

  /// Sets in `found` those of the window's documents that the list has and that are `within`. What
  /// lies between documents that are within is passed over. Windows ascend.
  void find(std::uint32_t begin, const WindowBits& within, WindowBits& found);
  /// Calls with (first, last, BlockMaximum) of each block that may have documents in [begin, end),
  /// without decoding any; `begin` ascends from call to call.
  template <typename Function>
  void for_each_maximum(std::uint32_t begin, std::uint32_t end, Function function);
  [[nodiscard]] bool damaged() const { return damaged_; }

 private:
  static constexpr std::uint32_t kNone = ~0U;

  [[nodiscard]] std::uint32_t last_of(std::uint32_t block) const {
    return static_cast<std::uint32_t>(skips_[block] & 0xFFFF'FFFF);
  }
  /// The first full block from `block` on whose last document is at or after `document`.
  [[nodiscard]] std::uint32_t block_at(std::uint32_t block, std::uint32_t document) const;
  [[nodiscard]] bool decode();
  [[nodiscard]] bool decode_full(std::string_view bytes);
  [[nodiscard]] bool decode_tail(std::string_view bytes);
  void decode_positions();
  [[nodiscard]] bool damage();

  PostingList list_;
  std::uint32_t limit_;
  std::uint32_t full_blocks_;
  FixedArray<std::uint64_t> skips_;
  FixedArray<std::uint16_t> maxima_;
  std::string_view blocks_;
  std::uint32_t block_ = 0;
  std::uint32_t decoded_ = kNone;
  std::uint32_t maximum_block_ = 0;
  std::uint32_t peeked_last_ = 0;
  std::size_t count_ = 0;
  std::array<std::uint32_t, kBlock> documents_;
  std::array<std::uint32_t, kBlock> counts_;
  std::string_view count_bytes_;  ///< packed; empty once they are unpacked
  unsigned count_bits_ = 0;
  std::string_view position_bytes_;
  bool positions_decoded_ = false;
  std::vector<std::uint32_t> differences_;  ///< of the positions of all documents of the block
  std::array<std::uint32_t, kBlock + 1> starts_;  ///< of each document among them
  std::vector<std::uint32_t> positions_;
  bool damaged_ = false;
};

template <typename Function>
void PostingCursor::for_each_position(Function function) {
  if (!positions_decoded_) decode_positions();
  for (std::size_t i = 0; i < count_; ++i) {
    std::uint32_t position = 0;
    for (auto k = starts_[i]; k < starts_[i + 1]; ++k) {
      function(documents_[i], position += differences_[k]);
    }
  }
}

template <typename Function>
void PostingCursor::for_each_maximum(std::uint32_t begin, std::uint32_t end, Function function) {
  if (damaged_ || list_.documents == 0) return;
  maximum_block_ = block_at(maximum_block_, begin);
  auto first = maximum_block_ == 0 ? 0 : last_of(maximum_block_ - 1) + 1;
  for (auto block = maximum_block_; block < full_blocks_ && first < end; ++block) {
    const std::uint32_t maximum = maxima_[block];
    function(first, last_of(block),
             BlockMaximum{maximum & 0xFF, static_cast<std::uint8_t>(maximum >> 8)});
    first = last_of(block) + 1;
  }
  // Nothing is known of the few documents of the tail.
  if (list_.documents % kBlock != 0 && first < end) function(first, limit_ - 1, BlockMaximum{});
}

}  // namespace comity::search
