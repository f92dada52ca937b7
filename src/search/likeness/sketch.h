#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

// Near-duplicates by MinHash (A. Broder, "On the resemblance and containment of documents", 1997)
// and bands of it (P. Indyk, R. Motwani, STOC 1998).
namespace comity::search {

/// Two texts whose shingles have a Jaccard of kNear or more share a key of one band with a
/// probability of at least 1 - (1 - 0.8^4)^10 = 0.995; two with 0.3 with 0.08.
inline constexpr double kNear = 0.8;
inline constexpr std::size_t kBands = 10;
inline constexpr std::size_t kBandRows = 4;

/// The shingles of a text, each once, ascending: hashes of two words one after the other, small
/// letters without accents; the lone word of a text of one. A Chinese character is a word.
[[nodiscard]] std::vector<std::uint32_t> shingles_of(std::string_view text);

/// Of two sets of shingles.
[[nodiscard]] double jaccard(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b);

/// One key a band.
using NearKeys = std::array<std::uint32_t, kBands>;
/// Nothing where there are no shingles.
[[nodiscard]] std::optional<NearKeys> near_keys(std::span<const std::uint32_t> shingles);

/// Two rows of a table that are near; `first` < `second`.
struct NearPair {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  double jaccard = 0;
  auto operator<=>(const NearPair&) const = default;
};

/// What near_pairs() finds. Rows with the very same shingles are one: their pairs with each other
/// would be too many to list.
struct NearRows {
  std::vector<std::uint32_t> same_as;  ///< for each row the first with the same shingles
  std::vector<NearPair> pairs;         ///< of such first rows, in order
};

/// All rows whose shingles have a Jaccard of at least kNear, of which some in a thousand are
/// missed, as said above. Rows without words are near to nothing.
[[nodiscard]] NearRows near_rows(std::span<const std::string_view> texts);

}  // namespace comity::search
