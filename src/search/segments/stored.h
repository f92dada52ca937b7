#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.h"
#include "search/segments/bytes.h"

struct ZSTD_DCtx_s;

namespace comity::search {

// first document u32, unpacked bytes u32, dictionary u32, zero u32, offset u64
inline constexpr std::size_t kStoredEntry = 24;

/// What a document gives back with a hit.
struct StoredDocument {
  std::string stored;
  std::string text;
};

/// A block of stored documents as it is packed.
struct StoredBlock {
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  std::string_view packed;
  std::uint32_t bytes = 0;  ///< unpacked
  std::uint32_t first = 0;  ///< document
  std::uint32_t documents = 0;
  /// The block before it whose bytes are its dictionary, itself without one; kNone for none.
  std::uint32_t dictionary = kNone;
};

/// Packs stored documents into compressed blocks; docs/formats/index.md, "Stored documents".
class StoredWriter {
 public:
  StoredWriter();
  ~StoredWriter();
  StoredWriter(StoredWriter&&) noexcept;
  StoredWriter& operator=(StoredWriter&&) noexcept;

  /// Gives the bytes of a block when one has become full, else nothing.
  [[nodiscard]] std::string_view add(std::string_view stored, std::string_view text);
  /// Takes up a block that is packed already; the one at hand must be finished. Its dictionary is
  /// meant as a block of this writer.
  void add(const StoredBlock& block);
  /// How many were closed or taken up.
  [[nodiscard]] std::uint32_t blocks() const {
    return static_cast<std::uint32_t>(index_.size() / kStoredEntry);
  }
  /// Gives the bytes of the block at hand, if any, however short.
  [[nodiscard]] std::string_view finish();
  /// One entry a block, for the section "stored blocks".
  [[nodiscard]] const std::string& index() const { return index_; }

 private:
  struct Compressor;
  /// Whether the block at hand is to have a dictionary; else it may become one.
  [[nodiscard]] bool refers() const;
  [[nodiscard]] std::string_view close();
  void list_block(std::size_t bytes, std::size_t packed, std::uint32_t dictionary);

  std::unique_ptr<Compressor> compressor_;
  std::string block_;
  std::string packed_;
  std::string dictionary_;  ///< the bytes of the block that later ones refer to
  std::uint32_t dictionary_block_ = StoredBlock::kNone;
  std::uint32_t referring_ = 0;  ///< blocks that do
  std::string index_;
  std::uint64_t offset_ = 0;
  std::uint32_t documents_ = 0;
  std::uint32_t first_ = 0;
};

/// Unpacks blocks, one after the other: to make one costs as much as a block.
class Unpacker {
 public:
  Unpacker();
  /// Puts the block's bytes into `bytes`; `dictionary` may be empty. Errors: corrupt.
  [[nodiscard]] base::Status unpack(const StoredBlock& block, std::string_view dictionary,
                                    std::string& bytes);

 private:
  struct Free {
    void operator()(ZSTD_DCtx_s* used) const;
  };
  std::unique_ptr<ZSTD_DCtx_s, Free> context_;
};

/// The stored documents of a segment.
class StoredReader {
 public:
  StoredReader() = default;
  StoredReader(std::string_view bytes, std::string_view index);

  [[nodiscard]] std::size_t blocks() const { return index_.size() / kStoredEntry; }
  /// `limit`: documents of the segment. Errors: corrupt.
  [[nodiscard]] base::Result<StoredBlock> block(std::size_t block, std::uint32_t limit) const;

  /// One unpacked block, kept while documents are read in order.
  class Pages {
   public:
    explicit Pages(const StoredReader& reader) : reader_(&reader) {}
    /// Errors: corrupt.
    [[nodiscard]] base::Result<StoredDocument> read(std::uint32_t document);

   private:
    const StoredReader* reader_;
    Unpacker unpacker_;
    std::size_t loaded_ = static_cast<std::size_t>(-1);
    std::string block_;
    ByteReader at_{{}};
    std::uint32_t next_ = 0;
  };

 private:
  [[nodiscard]] std::size_t block_of(std::uint32_t document) const;
  [[nodiscard]] std::uint32_t first_of(std::size_t block) const;
  [[nodiscard]] base::Status unpack(std::size_t block, Unpacker& unpacker,
                                    std::string& bytes) const;

  /// Unpacked, since twenty hits would else unpack as many: a hundredth of all that is stored.
  struct Dictionaries {
    std::mutex mutex;
    std::map<std::uint32_t, std::shared_ptr<const std::string>> by_block;
  };
  [[nodiscard]] base::Result<std::shared_ptr<const std::string>> dictionary(
      std::uint32_t block, Unpacker& unpacker) const;

  std::string_view bytes_;  ///< of all blocks
  std::string_view index_;
  std::shared_ptr<Dictionaries> dictionaries_;
};

}  // namespace comity::search
