#include "search/segments/stored.h"

#include <zstd.h>

namespace comity::search {
namespace {

// Small enough that a hit costs little to unpack, large enough that texts compress.
constexpr std::size_t kBlockBytes = std::size_t{24} << 10;
constexpr std::size_t kDictionaryBytes = std::size_t{64} << 10;
constexpr std::size_t kLargestBlock = std::size_t{256} << 20;
constexpr int kLevel = 3;
// Blocks that have the one before them as their dictionary: texts of one batch use the same words
// and names. A block says so itself and goes with it through every merge, so that what is erased
// from one is in no dictionary either.
constexpr std::uint32_t kReferring = 256;
// What needs a block's bytes only need not know how many documents there are.
constexpr std::uint32_t kNoLimit = ~0U;

tl::unexpected<base::Error> damaged_block() {
  return base::fail(base::ErrorKind::corrupt, "a block of stored documents is damaged");
}

}  // namespace

Unpacker::Unpacker() : context_(ZSTD_createDCtx()) {}

void Unpacker::Free::operator()(ZSTD_DCtx_s* used) const { ZSTD_freeDCtx(used); }

base::Status Unpacker::unpack(const StoredBlock& block, std::string_view dictionary,
                              std::string& bytes) {
  const std::size_t size = block.bytes;
  if (size > kLargestBlock) return damaged_block();
  // A block never unpacks to more than this many times its size, so a damaged size asks for no
  // memory that the file does not back.
  constexpr std::uint64_t kMostRatio = 4096;
  if (size > (block.packed.size() + 64) * kMostRatio) return damaged_block();
  bytes.resize(size);
  // Named anew for each: a dictionary serves one block.
  ZSTD_DCtx_refPrefix(context_.get(), dictionary.data(), dictionary.size());
  const auto got = ZSTD_decompressDCtx(context_.get(), bytes.data(), size, block.packed.data(),
                                       block.packed.size());
  if (ZSTD_isError(got) != 0 || got != size) return damaged_block();
  return {};
}

struct StoredWriter::Compressor {
  struct Deleter {
    void operator()(ZSTD_CCtx* used) const { ZSTD_freeCCtx(used); }
  };
  Compressor() {
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
    // Damage must not read as another word, also after a merge that takes the block unread.
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  }
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
  return block_.size() >= (refers() ? kBlockBytes : kDictionaryBytes) ? close()
                                                                      : std::string_view{};
}

std::string_view StoredWriter::finish() { return block_.empty() ? std::string_view{} : close(); }

bool StoredWriter::refers() const { return !dictionary_.empty() && referring_ < kReferring; }

std::string_view StoredWriter::close() {
  const bool refers = this->refers();
  auto* const context = compressor_->context.get();
  // One that no longer serves is put away; the next is loaded once for all that refer to it.
  if (!refers) ZSTD_CCtx_loadDictionary(context, nullptr, 0);
  packed_.resize(ZSTD_compressBound(block_.size()));
  const auto size =
      ZSTD_compress2(context, packed_.data(), packed_.size(), block_.data(), block_.size());
  COMITY_ASSERT(ZSTD_isError(size) == 0);
  packed_.resize(size);
  const auto number = blocks();
  list_block(block_.size(), size, refers ? dictionary_block_ : StoredBlock::kNone);
  if (refers) {
    ++referring_;
  } else if (block_.size() >= kDictionaryBytes) {
    dictionary_ = block_;
    dictionary_block_ = number;
    referring_ = 0;
    ZSTD_CCtx_loadDictionary(context, dictionary_.data(), dictionary_.size());
  }
  block_.clear();
  return packed_;
}

void StoredWriter::list_block(std::size_t bytes, std::size_t packed, std::uint32_t dictionary) {
  append_fixed(index_, first_);
  append_fixed(index_, static_cast<std::uint32_t>(bytes));
  append_fixed(index_, dictionary);
  append_fixed(index_, std::uint32_t{0});
  append_fixed(index_, offset_);
  offset_ += packed;
  first_ = documents_;
}

void StoredWriter::add(const StoredBlock& block) {
  documents_ += block.documents;
  list_block(block.bytes, block.packed.size(), block.dictionary);
}

std::uint32_t StoredReader::first_of(std::size_t block) const {
  return ByteReader(index_.substr(block * kStoredEntry)).fixed<std::uint32_t>();
}

StoredReader::StoredReader(std::string_view bytes, std::string_view index)
    : bytes_(bytes), index_(index), dictionaries_(std::make_shared<Dictionaries>()) {}

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
  found.dictionary = entries.fixed<std::uint32_t>();
  (void)entries.fixed<std::uint32_t>();
  const auto begin = entries.fixed<std::uint64_t>();
  auto next = limit;
  std::uint64_t end = bytes_.size();
  if (block + 1 < blocks()) {
    next = entries.fixed<std::uint32_t>();
    for (int skipped = 0; skipped < 3; ++skipped) (void)entries.fixed<std::uint32_t>();
    end = entries.fixed<std::uint64_t>();
  }
  if (found.dictionary != StoredBlock::kNone && found.dictionary >= block) return damaged_block();
  if (begin > end || end > bytes_.size() || found.first >= next || next > limit)
    return damaged_block();
  found.documents = next - found.first;
  found.packed = bytes_.substr(begin, end - begin);
  return found;
}

base::Status StoredReader::unpack(std::size_t block, Unpacker& unpacker, std::string& bytes) const {
  COMITY_TRY(const auto found, this->block(block, kNoLimit));
  if (found.dictionary == StoredBlock::kNone) return unpacker.unpack(found, {}, bytes);
  COMITY_TRY(const auto known, dictionary(found.dictionary, unpacker));
  return unpacker.unpack(found, *known, bytes);
}

base::Result<std::shared_ptr<const std::string>> StoredReader::dictionary(
    std::uint32_t block, Unpacker& unpacker) const {
  const std::scoped_lock lock(dictionaries_->mutex);
  auto& known = dictionaries_->by_block[block];
  if (known) return known;
  COMITY_TRY(const auto found, this->block(block, kNoLimit));
  if (found.dictionary != StoredBlock::kNone) return damaged_block();
  std::string bytes;
  COMITY_CHECK(unpacker.unpack(found, {}, bytes));
  known = std::make_shared<const std::string>(std::move(bytes));
  return known;
}

base::Result<StoredDocument> StoredReader::Pages::read(std::uint32_t document) {
  if (reader_->index_.empty()) return damaged_block();
  const auto block = reader_->block_of(document);
  if (block != loaded_ || document < next_) {
    loaded_ = static_cast<std::size_t>(-1);  // until the bytes are there
    COMITY_CHECK(reader_->unpack(block, unpacker_, block_));
    loaded_ = block;
    at_ = ByteReader(block_);
    next_ = reader_->first_of(block);
    if (next_ > document) return damaged_block();
  }
  std::string_view stored;
  std::string_view text;
  for (; next_ <= document; ++next_) {
    stored = at_.text();
    text = at_.text();
    if (at_.failed()) return damaged_block();
  }
  return StoredDocument{std::string(stored), std::string(text)};
}

}  // namespace comity::search
