#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "search/bytes.h"

namespace comity::search {

/// What a document gives back with a hit.
struct StoredDocument {
  std::string stored;
  std::string text;
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
  /// The last block.
  [[nodiscard]] std::string_view finish();
  /// One entry a block, for the section "stored blocks".
  [[nodiscard]] const std::string& index() const { return index_; }

 private:
  struct Compressor;
  [[nodiscard]] std::string_view close();

  std::unique_ptr<Compressor> compressor_;
  std::string block_;
  std::string packed_;
  std::string index_;
  std::uint64_t offset_ = 0;
  std::uint32_t documents_ = 0;
  std::uint32_t first_ = 0;
};

/// The stored documents of a segment.
class StoredReader {
 public:
  StoredReader() = default;
  StoredReader(std::string_view blocks, std::string_view index) : blocks_(blocks), index_(index) {}

  /// Errors: corrupt.
  [[nodiscard]] base::Result<StoredDocument> read(std::uint32_t document) const;

  /// One unpacked block, kept while documents are read in order.
  class Pages {
   public:
    explicit Pages(const StoredReader& reader) : reader_(&reader) {}
    [[nodiscard]] base::Result<StoredDocument> read(std::uint32_t document);

   private:
    const StoredReader* reader_;
    std::size_t loaded_ = static_cast<std::size_t>(-1);
    std::string block_;
    ByteReader at_{{}};
    std::uint32_t next_ = 0;
  };

 private:
  [[nodiscard]] std::size_t block_of(std::uint32_t document) const;
  [[nodiscard]] std::uint32_t first_of(std::size_t block) const;
  [[nodiscard]] base::Result<std::string> unpacked(std::size_t block) const;

  std::string_view blocks_;
  std::string_view index_;
};

}  // namespace comity::search
