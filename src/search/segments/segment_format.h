#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

#include "search/analysis/analysis.h"

// The parts of a segment file; docs/formats/index.md says the same byte by byte.
namespace comity::search {

inline constexpr std::string_view kSegmentMagic = "CMTYSEG4";
inline constexpr std::string_view kSegmentEnd = "CMTYEND4";

enum class Section : std::uint32_t {
  stored = 1,
  stored_blocks = 2,
  postings = 3,
  terms = 4,
  term_blocks = 5,
  keys = 6,
  key_blocks = 7,
  ids = 8,
  groups = 9,
  groups_by_id = 10,
  visibility = 11,
  languages = 12,
  title_lengths = 13,
  text_lengths = 14,
  date_values = 15,
  dates = 16,
  clusters = 17,
  facets = 18,
  facet_data = 19,
};
inline constexpr std::size_t kSections = 19;

// kind u32, zero u32, offset u64, length u64, checksum u64
inline constexpr std::size_t kSectionEntry = 32;
// documents u32, terms u32, keys u32, sections u32, table offset u64, table checksum u64, magic
inline constexpr std::size_t kFooter = 40;

enum class Field : char { title = 't', text = 'x', number = 'n' };

/// The key of a term in the dictionary: field, tongue, form.
[[nodiscard]] inline std::string term_key(Field field, Tongue tongue, std::string_view form) {
  std::string key{static_cast<char>(field), static_cast<char>('a' + static_cast<int>(tongue))};
  key += form;
  return key;
}

/// stem: all terms with one of the stem keys. plain: terms with accents, by their form without.
enum class KeyKind : char { stem = 's', plain = 'u' };

[[nodiscard]] inline std::string lookup_key(KeyKind kind, Field field, Tongue tongue,
                                            std::string_view key) {
  return static_cast<char>(kind) + term_key(field, tongue, key);
}

/// Bytes of a number below `count`: 1, 2 or 4.
[[nodiscard]] constexpr unsigned width_for(std::uint64_t count) {
  if (count <= 0x100) return 1;
  return count <= 0x10000 ? 2 : 4;
}

/// Bytes of a document's place among so many dates: none where it can be but one.
[[nodiscard]] constexpr unsigned date_width_for(std::uint64_t count) {
  return count <= 1 ? 0 : width_for(count);
}

/// A field's length in one byte: exact to 127, then in steps of a sixteenth.
[[nodiscard]] constexpr std::uint8_t length_byte(std::uint32_t length) {
  if (length < 128) return static_cast<std::uint8_t>(length);
  const auto width = static_cast<std::uint32_t>(std::bit_width(length));
  if (width > 15) return 255;
  return static_cast<std::uint8_t>(128 + 16 * (width - 8) + ((length >> (width - 5)) & 15));
}

[[nodiscard]] constexpr std::uint32_t length_of(std::uint8_t byte) {
  if (byte < 128) return byte;
  return (16U + (byte & 15U)) << ((byte - 128U) / 16 + 3);
}

}  // namespace comity::search
