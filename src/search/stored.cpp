#include "search/stored.h"

#include <zstd.h>

namespace comity::search {
namespace {

// Small enough that a hit costs little to unpack, large enough that texts compress.
constexpr std::size_t kBlockBytes = std::size_t{16} << 10;
constexpr std::size_t kLargestBlock = std::size_t{256} << 20;
constexpr int kLevel = 1;
// first document u32, unpacked bytes u32, offset u64
constexpr std::size_t kEntry = 16;

tl::unexpected<base::Error> damaged() {
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
  append_fixed(index_, first_);
  append_fixed(index_, static_cast<std::uint32_t>(block_.size()));
  append_fixed(index_, offset_);
  offset_ += size;
  first_ = documents_;
  block_.clear();
  return packed_;
}

std::uint32_t StoredReader::first_of(std::size_t block) const {
  return ByteReader(index_.substr(block * kEntry)).fixed<std::uint32_t>();
}

std::size_t StoredReader::block_of(std::uint32_t document) const {
  std::size_t low = 0;
  auto high = index_.size() / kEntry;
  while (high - low > 1) {
    const auto middle = low + (high - low) / 2;
    (first_of(middle) <= document ? low : high) = middle;
  }
  return low;
}

base::Result<std::string> StoredReader::unpacked(std::size_t block) const {
  const auto count = index_.size() / kEntry;
  if (block >= count) return damaged();
  ByteReader entry(index_.substr(block * kEntry));
  (void)entry.fixed<std::uint32_t>();
  const auto size = entry.fixed<std::uint32_t>();
  const auto begin = entry.fixed<std::uint64_t>();
  const auto end = block + 1 < count
                       ? ByteReader(index_.substr((block + 1) * kEntry + 8)).fixed<std::uint64_t>()
                       : blocks_.size();
  if (begin > end || end > blocks_.size() || size > kLargestBlock) return damaged();
  // A block never unpacks to more than this many times its size, so a damaged size asks for no
  // memory that the file does not back.
  constexpr std::uint64_t kMostRatio = 4096;
  if (size > (end - begin + 64) * kMostRatio) return damaged();
  std::string bytes(size, '\0');
  const auto got = ZSTD_decompress(bytes.data(), size, blocks_.data() + begin, end - begin);
  if (ZSTD_isError(got) != 0 || got != size) return damaged();
  return bytes;
}

base::Result<StoredDocument> StoredReader::read(std::uint32_t document) const {
  return Pages(*this).read(document);
}

base::Result<StoredDocument> StoredReader::Pages::read(std::uint32_t document) {
  if (reader_->index_.empty()) return damaged();
  const auto block = reader_->block_of(document);
  if (block != loaded_ || document < next_) {
    COMITY_TRY(block_, reader_->unpacked(block));
    loaded_ = block;
    at_ = ByteReader(block_);
    next_ = reader_->first_of(block);
    if (next_ > document) return damaged();
  }
  StoredDocument found;
  for (; next_ <= document; ++next_) {
    found = read_document(at_);
    if (at_.failed()) return damaged();
  }
  return found;
}

}  // namespace comity::search
