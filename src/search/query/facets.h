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
#include "search/query/number_range.h"
#include "search/segments/bits.h"
#include "search/segments/bytes.h"
#include "search/segments/roaring_set.h"

namespace comity::search {

/// Collects one facet of all documents of a segment; docs/formats/index.md, "Facets".
class FacetWriter {
 public:
  /// The number of a value, made at first sight.
  [[nodiscard]] std::uint32_t value(std::string_view text);
  /// The number of a choice of values (numbers, in any order), made at first sight.
  [[nodiscard]] std::uint32_t choice(std::vector<std::uint32_t> values);
  /// Says the choice of a document; documents ascend. Without values no call is needed.
  void add(std::uint32_t document, std::uint32_t choice);

  /// A facet's part of the sections.
  struct Finished {
    std::string entry;  ///< of the directory
    std::string data;   ///< a multiple of 8 bytes
  };
  /// `offset`: where its data will begin in their section.
  [[nodiscard]] Finished finish(std::string_view name, std::uint32_t documents,
                                std::uint64_t offset) const;

 private:
  [[nodiscard]] std::vector<std::uint32_t> order() const;

  /// What the documents have of it.
  struct Coded {
    unsigned width = 1;
    std::string column;
    std::vector<std::vector<std::uint32_t>> members;  ///< of each value by its rank
  };
  [[nodiscard]] Coded code_documents(const std::vector<std::uint32_t>& rank,
                                     const std::vector<std::vector<std::uint32_t>>& sets,
                                     std::uint32_t documents) const;

  std::vector<std::string> values_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::map<std::vector<std::uint32_t>, std::uint32_t> sets_;
  std::vector<std::uint32_t> choices_;  ///< of each document
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
  /// The first value whose folded form is not before it; values() where there is none.
  [[nodiscard]] std::uint32_t first_folded(std::string_view folded) const;
  /// All values with the same folded form.
  [[nodiscard]] std::vector<std::uint32_t> find_folded(std::string_view text) const;
  /// All values that are numbers of the range.
  [[nodiscard]] std::vector<std::uint32_t> find_numbers(const NumberRange& range) const;
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
  /// Those of the window's documents within `within` whose code is allowed.
  [[nodiscard]] WindowBits matching(std::uint32_t begin, const WindowBits& within,
                                    const std::vector<std::uint8_t>& allowed) const;
  [[nodiscard]] std::optional<RoaringView> documents_of(std::uint32_t value) const;
  /// Adds one to `counts[kLanes * code + any lane]` for each document `begin + offset`; codes out
  /// of range count as 0.
  void count(std::uint32_t begin, std::span<const std::uint16_t> offsets,
             std::vector<std::uint32_t>& counts) const;
  /// Neighbours mostly have the same code, and a counter that was just written is slow to read:
  /// each code has several.
  static constexpr std::size_t kLanes = 2;
  /// Of the segment.
  [[nodiscard]] std::uint32_t documents() const { return documents_; }

 private:
  std::string_view name_;
  std::uint32_t documents_ = 0;
  std::uint32_t values_ = 0;
  std::uint32_t sets_ = 0;
  unsigned width_ = 1;
  std::uint32_t only_code_ = 0;  ///< of each document, where the width is 0
  FixedArray<std::uint32_t> value_offsets_;
  std::string_view value_bytes_;
  FixedArray<std::uint32_t> set_offsets_;
  FixedArray<std::uint32_t> set_values_;
  std::string_view column_;
  FixedArray<std::uint32_t> bitmap_offsets_;
  std::string_view bitmap_bytes_;
};

/// How many documents of a set have each value of a facet.
using ValueNumbers = std::vector<std::uint64_t>;

/// Counts a facet over a set of its segment's documents, window by window.
class FacetCount {
 public:
  /// `expected`: about how many documents there will be.
  FacetCount(const FacetColumn& facet, std::uint64_t expected);
  /// `offsets` are the members of `bits`.
  void add(std::uint32_t begin, const WindowBits& bits, std::span<const std::uint16_t> offsets);
  [[nodiscard]] ValueNumbers take() const;

 private:
  const FacetColumn* facet_;
  /// Of each value, where there are few and many documents to count.
  std::vector<RoaringView> bitmaps_;
  std::vector<std::uint64_t> of_bitmaps_;
  std::vector<std::uint32_t> of_codes_;
};

}  // namespace comity::search
