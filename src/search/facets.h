#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "search/bits.h"
#include "search/bytes.h"
#include "search/roaring_set.h"

namespace comity::search {

/// Collects one facet of all documents of a segment; docs/formats/index.md, "Facets".
class FacetWriter {
 public:
  /// The number of a value, made at first sight.
  [[nodiscard]] std::uint32_t value(std::string_view text);
  /// Says the values (numbers, in any order) of a document; documents ascend. Without values no
  /// call is needed.
  void add(std::uint32_t document, std::vector<std::uint32_t> values);
  /// Appends the facet's data to `data`, whose size is a multiple of 8, and gives its directory
  /// entry.
  [[nodiscard]] std::string finish(std::string_view name, std::uint32_t documents,
                                   std::string& data);

 private:
  [[nodiscard]] std::vector<std::uint32_t> order() const;

  std::vector<std::string> values_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::map<std::vector<std::uint32_t>, std::uint32_t> sets_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> documents_;
};

/// A facet as it lies in a segment. Each document has one code: 0 for no value, 1 + value for one,
/// 1 + values + set for several. Values are ordered by their folded form, then by bytes.
class FacetColumn {
 public:
  [[nodiscard]] static base::Result<FacetColumn> open(ByteReader& directory, std::string_view data,
                                                      std::uint32_t documents);

  [[nodiscard]] std::string_view name() const { return name_; }
  [[nodiscard]] std::uint32_t values() const { return values_; }
  [[nodiscard]] std::uint32_t codes() const { return 1 + values_ + sets_; }
  [[nodiscard]] std::string_view value(std::uint32_t value) const;
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view exact) const;
  /// All values with the same folded form.
  [[nodiscard]] std::vector<std::uint32_t> find_folded(std::string_view text) const;
  /// The values that a code below codes() stands for.
  template <typename Function>
  void for_each_value(std::uint32_t code, Function function) const {
    if (code == 0) return;
    if (code <= values_) return function(code - 1);
    const auto set = code - 1 - values_;
    const auto end = std::min<std::size_t>(set_offsets_[set + 1], set_values_.size());
    for (std::size_t i = set_offsets_[set]; i < end; ++i) {
      if (set_values_[i] < values_) function(set_values_[i]);
    }
  }
  [[nodiscard]] std::uint32_t code(std::uint32_t document) const;
  /// Adds one to `counts[code]` for each document `begin + offset`; codes out of range count as 0.
  void count(std::uint32_t begin, std::span<const std::uint16_t> offsets,
             std::vector<std::uint32_t>& counts) const;
  /// Those of the window's documents within `within` whose code is allowed.
  [[nodiscard]] WindowBits matching(std::uint32_t begin, const WindowBits& within,
                                    const std::vector<std::uint8_t>& allowed) const;
  [[nodiscard]] std::optional<RoaringView> documents_of(std::uint32_t value) const;
  /// How many documents have it, as its bitmap says.
  [[nodiscard]] std::uint32_t documents() const { return documents_; }

 private:
  std::string_view name_;
  std::uint32_t documents_ = 0;
  std::uint32_t values_ = 0;
  std::uint32_t sets_ = 0;
  unsigned width_ = 1;
  FixedArray<std::uint32_t> value_offsets_;
  std::string_view value_bytes_;
  FixedArray<std::uint32_t> set_offsets_;
  FixedArray<std::uint32_t> set_values_;
  std::string_view column_;
  FixedArray<std::uint32_t> bitmap_offsets_;
  std::string_view bitmap_bytes_;
};

}  // namespace comity::search
