#include "store/compression.h"

#include <zstd.h>

#include <memory>

namespace comity::store {
namespace {

// Level 3 packs a reading to about a seventh in about a millisecond; higher ones cost more time
// than they save in writing.
constexpr int kLevel = 3;

struct Free {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

}  // namespace

std::string compressed(std::string_view bytes) {
  const std::unique_ptr<ZSTD_CCtx, Free> context(ZSTD_createCCtx());
  COMITY_ASSERT(context != nullptr);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  std::string frame(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size =
      ZSTD_compress2(context.get(), frame.data(), frame.size(), bytes.data(), bytes.size());
  COMITY_ASSERT(ZSTD_isError(size) == 0);  // the room suffices by ZSTD_compressBound
  frame.resize(size);
  return frame;
}

base::Result<std::string> decompressed(std::string_view frame, std::uint64_t limit) {
  const auto size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN) {
    return base::fail(base::ErrorKind::corrupt, "not a compressed reading");
  }
  if (size > limit) {
    return base::fail(base::ErrorKind::too_large,
                      "a compressed reading of " + std::to_string(size) + " bytes");
  }
  std::string bytes(static_cast<std::size_t>(size), '\0');
  const std::size_t got = ZSTD_decompress(bytes.data(), bytes.size(), frame.data(), frame.size());
  if (ZSTD_isError(got) != 0 || got != bytes.size()) {
    return base::fail(base::ErrorKind::corrupt, "a compressed reading is damaged");
  }
  return bytes;
}

}  // namespace comity::store
