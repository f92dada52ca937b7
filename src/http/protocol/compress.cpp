#include "http/protocol/compress.h"

#include <brotli/encode.h>
#include <zlib.h>

namespace comity::http {
namespace {

constexpr int kBrotliQuality = 4;
constexpr int kGzipLevel = 5;
constexpr int kGzipWindow = 15 + 16;  // 16 asks zlib for the gzip wrapper

std::optional<std::string> brotli(std::string_view text) {
  std::size_t size = BrotliEncoderMaxCompressedSize(text.size());
  std::string out(size, '\0');
  const auto done = BrotliEncoderCompress(
      kBrotliQuality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, text.size(),
      reinterpret_cast<const std::uint8_t*>(text.data()), &size,  // brotli's own byte type
      reinterpret_cast<std::uint8_t*>(out.data()));               // text seen as bytes
  if (done != BROTLI_TRUE) return std::nullopt;
  out.resize(size);
  return out;
}

std::optional<std::string> gzip(std::string_view text) {
  z_stream stream{};
  if (deflateInit2(&stream, kGzipLevel, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    return std::nullopt;
  }
  std::string out(deflateBound(&stream, text.size()), '\0');
  // zlib's interface is not const-correct; it only reads the input.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int end = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (end != Z_STREAM_END) return std::nullopt;
  return out;
}

}  // namespace

std::optional<std::string> compressed(std::string_view text, Coding coding) {
  switch (coding) {
    case Coding::identity:
      return std::nullopt;
    case Coding::gzip:
      return gzip(text);
    case Coding::br:
      return brotli(text);
  }
  return std::nullopt;
}

}  // namespace comity::http
