#include "search/segments/stored.h"

#include <zstd.h>

namespace comity::search {
namespace {

// Small enough that a hit costs little to unpack, large enough that texts compress.
constexpr std::size_t kBlockBytes = std::size_t{24} << 10;
constexpr std::size_t kLargestBlock = std::size_t{256} << 20;
constexpr int kLevel = 3;
// What needs a block's bytes only need not know how many documents there are.
constexpr std::uint32_t kNoLimit = ~0U;

tl::unexpected<base::Error> damaged_block() {
  return base::fail(base::ErrorKind::corrupt, "a block of stored documents is damaged");
}

StoredDocument read_document(ByteReader& reader) {
  const auto stored = reader.text();
  const auto text = reader.text();
  return {std::string(stored), std::string(text)};
}

}  // namespace

struct StoredWriter::Compressor {
  struct Deleter {
    void operator()(ZSTD_CCtx* used) const { ZSTD_freeCCtx(used); }
  };
  std::unique_ptr<ZSTD_CCtx, Deleter> context{ZSTD_createCCtx()};
};

StoredWriter::StoredWriter() : compressor_(std::make_unique<Compressor>()) {}
StoredWriter::~StoredWriter() = default;
StoredWriter::StoredWriter(StoredWriter&&) noexcept = default;
StoredWriter& StoredWriter::operator=(StoredWriter&&) noexcept = default;

std::string_view StoredWriter::add(std::string_view stored, std::string_view text) {
  append_text(block_, stored);
  append_text(block_, text);
  ++documents_;
  return block_.size() >= kBlockBytes ? close() : std::string_view{};
}

std::string_view StoredWriter::finish() { return block_.empty() ? std::string_view{} : close(); }

std::string_view StoredWriter::close() {
  packed_.resize(ZSTD_compressBound(block_.size()));
  const auto size = ZSTD_compressCCtx(compressor_->context.get(), packed_.data(), packed_.size(),
                                      block_.data(), block_.size(), kLevel);
  COMITY_ASSERT(ZSTD_isError(size) == 0);
  packed_.resize(size);
  list_block(block_.size(), size);
  block_.clear();
  return packed_;
}

void StoredWriter::list_block(std::size_t bytes, std::size_t packed) {
  append_fixed(index_, first_);
  append_fixed(index_, static_cast<std::uint32_t>(bytes));
  append_fixed(index_, offset_);
  offset_ += packed;
  first_ = documents_;
}

void StoredWriter::add(const StoredBlock& block) {
  documents_ += block.documents;
  list_block(block.bytes, block.packed.size());
}

std::uint32_t StoredReader::first_of(std::size_t block) const {
  return ByteReader(index_.substr(block * kStoredEntry)).fixed<std::uint32_t>();
}

std::size_t StoredReader::block_of(std::uint32_t document) const {
  std::size_t low = 0;
  auto high = blocks();
  while (high - low > 1) {
    const auto middle = low + (high - low) / 2;
    (first_of(middle) <= document ? low : high) = middle;
  }
  return low;
}

base::Result<StoredBlock> StoredReader::block(std::size_t block, std::uint32_t limit) const {
  if (block >= blocks()) return damaged_block();
  ByteReader entries(index_.substr(block * kStoredEntry));
  StoredBlock found;
  found.first = entries.fixed<std::uint32_t>();
  found.bytes = entries.fixed<std::uint32_t>();
  const auto begin = entries.fixed<std::uint64_t>();
  auto next = limit;
  std::uint64_t end = bytes_.size();
  if (block + 1 < blocks()) {
    next = entries.fixed<std::uint32_t>();
    (void)entries.fixed<std::uint32_t>();
    end = entries.fixed<std::uint64_t>();
  }
  if (begin > end || end > bytes_.size() || found.first >= next || next > limit)
    return damaged_block();
  found.documents = next - found.first;
  found.packed = bytes_.substr(begin, end - begin);
  return found;
}

base::Result<std::string> StoredReader::unpacked(std::size_t block) const {
  COMITY_TRY(const auto found, this->block(block, kNoLimit));
  const std::size_t size = found.bytes;
  if (size > kLargestBlock) return damaged_block();
  // A block never unpacks to more than this many times its size, so a damaged size asks for no
  // memory that the file does not back.
  constexpr std::uint64_t kMostRatio = 4096;
  if (size > (found.packed.size() + 64) * kMostRatio) return damaged_block();
  std::string bytes(size, '\0');
  const auto got = ZSTD_decompress(bytes.data(), size, found.packed.data(), found.packed.size());
  if (ZSTD_isError(got) != 0 || got != size) return damaged_block();
  return bytes;
}

base::Result<StoredDocument> StoredReader::read(std::uint32_t document) const {
  return Pages(*this).read(document);
}

base::Result<StoredDocument> StoredReader::Pages::read(std::uint32_t document) {
  if (reader_->index_.empty()) return damaged_block();
  const auto block = reader_->block_of(document);
  if (block != loaded_ || document < next_) {
    COMITY_TRY(block_, reader_->unpacked(block));
    loaded_ = block;
    at_ = ByteReader(block_);
    next_ = reader_->first_of(block);
    if (next_ > document) return damaged_block();
  }
  StoredDocument found;
  for (; next_ <= document; ++next_) {
    found = read_document(at_);
    if (at_.failed()) return damaged_block();
  }
  return found;
}

}  // namespace comity::search
