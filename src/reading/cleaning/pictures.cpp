#include <zlib.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "reading/cleaning/clean.h"

// JPEG (ITU-T T.81, annex B) and PNG (ISO/IEC 15948): what is needed to show the picture stays,
// with its colour profile, and nothing else.
namespace comity::reading {
namespace {

constexpr std::string_view kPngHead = "\x89PNG\r\n\x1a\n";
constexpr std::size_t kPngFrame = 12;  // length, name and checksum of a chunk

tl::unexpected<base::Error> damaged_picture() {
  return base::fail(base::ErrorKind::corrupt, "a picture is damaged", {},
                    "open it in a picture program and save it anew");
}

std::uint32_t big_number(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  }
  return value;
}

std::uint32_t little_number(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = count; i > 0; --i) {
    value = value << 8U | static_cast<unsigned char>(bytes[at + i - 1]);
  }
  return value;
}

// How Exif says that the picture is turned, 2 to 8; nothing where it stands as it is.
std::optional<char> turned(std::string_view exif) {
  constexpr std::uint32_t kOrientation = 0x0112;
  constexpr std::size_t kTag = 12;
  if (!exif.starts_with(std::string_view("Exif\0\0", 6))) return std::nullopt;
  const auto tiff = exif.substr(6);
  if (tiff.size() < 8) return std::nullopt;
  const auto number = tiff.starts_with("MM") ? big_number : little_number;
  const std::size_t table = number(tiff, 4, 4);
  if (table > tiff.size() || tiff.size() - table < 2) return std::nullopt;
  const std::size_t tags =
      std::min<std::size_t>(number(tiff, table, 2), (tiff.size() - table - 2) / kTag);
  for (std::size_t i = 0; i < tags; ++i) {
    const auto at = table + 2 + i * kTag;
    if (number(tiff, at, 2) != kOrientation) continue;
    const auto value = number(tiff, at + 8, 2);
    if (value < 2 || value > 8) return std::nullopt;
    return static_cast<char>(value);
  }
  return std::nullopt;
}

// A segment of Exif that says nothing but how the picture is turned.
std::string turn_segment(char turn) {
  static constexpr char kBefore[] =
      "\xFF\xE1\0\x22"
      "Exif\0\0"
      "MM\0\x2A\0\0\0\x08"
      "\0\x01"
      "\x01\x12\0\x03\0\0\0\x01\0";
  std::string segment(kBefore, sizeof kBefore - 1);
  segment += turn;
  segment.append(6, '\0');
  return segment;
}

bool is_turn(std::string_view segment) {
  const auto turn = segment.size() > 4 ? turned(segment.substr(4)) : std::nullopt;
  return turn && segment == turn_segment(*turn);
}

// Whether a segment is needed to show the picture; JFIF without its thumbnail.
enum class Keep : std::uint8_t { whole, without_thumbnail, nothing };
Keep what_stays(unsigned char marker, std::string_view body) {
  constexpr std::size_t kJfif = 14;
  if (marker < 0xE0 || (marker > 0xEF && marker < 0xFE)) return Keep::whole;
  if (marker == 0xE0 && body.starts_with(std::string_view("JFIF\0", 5)) && body.size() >= kJfif) {
    return body.size() > kJfif ? Keep::without_thumbnail : Keep::whole;
  }
  if (marker == 0xE2 && body.starts_with(std::string_view("ICC_PROFILE\0", 12))) return Keep::whole;
  if (marker == 0xEE && body.starts_with("Adobe")) return Keep::whole;
  return Keep::nothing;
}

// From the data behind a start of scan to the next marker that is none of the data's.
std::size_t end_of_scan(std::string_view bytes, std::size_t at) {
  while (true) {
    at = bytes.find('\xFF', at);
    if (at == std::string_view::npos || at + 1 >= bytes.size()) return bytes.size();
    const auto marker = static_cast<unsigned char>(bytes[at + 1]);
    if (marker == 0xFF) {
      ++at;
    } else if (marker == 0 || (marker >= 0xD0 && marker <= 0xD7)) {
      at += 2;
    } else {
      return at;
    }
  }
}

std::uint32_t checksum_of(std::string_view bytes) {
  return static_cast<std::uint32_t>(
      crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

bool is_needed(std::string_view chunk) {
  constexpr auto kNeeded = std::to_array<std::string_view>(
      {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "bKGD",
       "hIST", "pHYs", "sPLT", "cICP", "acTL", "fcTL", "fdAT"});
  return std::find(kNeeded.begin(), kNeeded.end(), chunk) != kNeeded.end();
}

}  // namespace

bool is_jpeg(std::string_view bytes) { return bytes.starts_with("\xFF\xD8\xFF"); }
bool is_png(std::string_view bytes) { return bytes.starts_with(kPngHead); }

base::Result<std::string> clean_jpeg(std::string_view bytes, Orientation orientation,
                                     Traces& traces) {
  if (!is_jpeg(bytes)) return damaged_picture();
  std::string out("\xFF\xD8");
  std::optional<char> turn;
  bool scanned = false;
  std::size_t at = 2;
  while (true) {
    while (at + 1 < bytes.size() && bytes[at] == '\xFF' && bytes[at + 1] == '\xFF') ++at;
    if (at == bytes.size() && scanned) break;  // cut off, which programs show all the same
    if (at + 2 > bytes.size() || bytes[at] != '\xFF') return damaged_picture();
    const auto marker = static_cast<unsigned char>(bytes[at + 1]);
    if (marker == 0xD9) break;
    if (at + 4 > bytes.size()) return damaged_picture();
    const std::size_t length = big_number(bytes, at + 2, 2);
    if (length < 2 || length > bytes.size() - at - 2) return damaged_picture();
    const auto body = bytes.substr(at + 4, length - 2);
    const bool own = orientation == Orientation::kept && is_turn(bytes.substr(at, 2 + length));
    const auto keep = own ? Keep::whole : what_stays(marker, body);
    if (keep != Keep::whole) traces.insert(Trace::picture_metadata);
    if (keep == Keep::whole) {
      out += bytes.substr(at, 2 + length);
    } else if (keep == Keep::without_thumbnail) {
      out += std::string_view("\xFF\xE0\x00\x10", 4);
      out += body.substr(0, 12);
      out.append(2, '\0');
    } else if (marker == 0xE1 && orientation == Orientation::kept && !turn) {
      turn = turned(body);
      if (turn) out += turn_segment(*turn);
    }
    at += 2 + length;
    if (marker == 0xDA) {
      const auto scan = end_of_scan(bytes, at);
      out += bytes.substr(at, scan - at);
      at = scan;
      scanned = true;
    }
  }
  out += "\xFF\xD9";
  // Behind the picture some cameras put others, and films.
  if (at + 2 < bytes.size()) traces.insert(Trace::picture_metadata);
  return out;
}

base::Result<std::string> clean_png(std::string_view bytes, Traces& traces) {
  if (!is_png(bytes)) return damaged_picture();
  std::string out(kPngHead);
  for (std::size_t at = kPngHead.size();;) {
    if (bytes.size() - at < kPngFrame) return damaged_picture();
    const std::size_t length = big_number(bytes, at, 4);
    if (length > bytes.size() - at - kPngFrame) return damaged_picture();
    const auto checked = bytes.substr(at + 4, 4 + length);
    if (checksum_of(checked) != big_number(bytes, at + 8 + length, 4)) return damaged_picture();
    const auto name = checked.substr(0, 4);
    if (is_needed(name)) {
      out += bytes.substr(at, kPngFrame + length);
    } else {
      traces.insert(Trace::picture_metadata);
    }
    at += kPngFrame + length;
    if (name != "IEND") continue;
    if (at < bytes.size()) traces.insert(Trace::picture_metadata);
    return out;
  }
}

}  // namespace comity::reading
