#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "search/bit_packing.h"
#include "search/bytes.h"

namespace comity::search {

/// A segment holds fewer documents, so that 128 differences never overflow 32 bits.
inline constexpr std::uint32_t kMostDocuments = 1U << 24;

/// Writes one posting list; docs/formats/index.md, "Postings".
class PostingsEncoder {
 public:
  /// Documents ascend; positions ascend and are at least one.
  void add(std::uint32_t document, std::span<const std::uint32_t> positions);
  [[nodiscard]] std::uint32_t documents() const { return documents_; }
  /// The list's bytes, valid until the next add(); begins a new list.
  [[nodiscard]] std::string_view finish();

 private:
  void close_block();

  std::array<std::uint32_t, kBlock> gaps_{};
  std::array<std::uint32_t, kBlock> counts_{};
  std::size_t filled_ = 0;
  std::uint32_t documents_ = 0;
  std::uint32_t next_ = 0;
  std::string positions_;
  std::string skips_;
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
  /// Occurrences in each document, at least 1.
  [[nodiscard]] std::span<const std::uint32_t> counts() const { return {counts_.data(), count_}; }
  /// Positions in the i-th document of the block.
  [[nodiscard]] std::span<const std::uint32_t> positions(std::size_t i);
  [[nodiscard]] bool damaged() const { return damaged_; }

 private:
  static constexpr std::uint32_t kNone = ~0U;

  [[nodiscard]] bool decode();
  [[nodiscard]] bool decode_full(std::string_view bytes);
  [[nodiscard]] bool decode_tail(std::string_view bytes);
  void decode_positions();
  [[nodiscard]] bool damage();

  PostingList list_;
  std::uint32_t limit_;
  std::uint32_t full_blocks_;
  FixedArray<std::uint64_t> skips_;
  std::string_view blocks_;
  std::uint32_t block_ = 0;
  std::uint32_t decoded_ = kNone;
  std::uint32_t peeked_last_ = 0;
  std::size_t count_ = 0;
  std::array<std::uint32_t, kBlock> documents_;
  std::array<std::uint32_t, kBlock> counts_;
  std::string_view position_bytes_;
  bool positions_decoded_ = false;
  std::vector<std::uint32_t> positions_;
  std::array<std::uint32_t, kBlock + 1> starts_;
  bool damaged_ = false;
};

}  // namespace comity::search
