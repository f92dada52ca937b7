#include "search/query/facets.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "base/text.h"
#include "search/segments/segment_format.h"

namespace comity::search {
namespace {

void pad(std::string& bytes) { bytes.resize((bytes.size() + 7) / 8 * 8); }

/// Appends a part to the data and its place to the directory.
void append_part(std::string& entry, std::uint64_t offset, std::string& data,
                 std::string_view part) {
  append_varint(entry, offset + data.size());
  append_varint(entry, part.size());
  data += part;
  pad(data);
}

// Choices of several values are numbered apart, since the number of values is known at the end
// only.
constexpr std::uint32_t kSet = 1U << 31;
constexpr std::uint32_t kNone = ~0U;

template <typename Function>
auto with_width(unsigned width, Function function) {
  if (width == 1) return function(std::uint8_t{});
  if (width == 2) return function(std::uint16_t{});
  return function(std::uint32_t{});
}

}  // namespace

std::uint32_t FacetWriter::value(std::string_view text) {
  const auto [found, fresh] =
      numbers_.try_emplace(std::string(text), static_cast<std::uint32_t>(values_.size()));
  if (fresh) values_.emplace_back(text);
  return found->second;
}

std::uint32_t FacetWriter::choice(std::vector<std::uint32_t> values) {
  if (values.size() == 1) return values.front();
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  if (values.empty()) return kNone;
  if (values.size() == 1) return values.front();
  const auto number = static_cast<std::uint32_t>(sets_.size());
  return kSet | sets_.try_emplace(std::move(values), number).first->second;
}

void FacetWriter::add(std::uint32_t document, std::uint32_t choice) {
  choices_.resize(document, kNone);
  choices_.push_back(choice);
}

/// The numbers of the values in the order of the format.
std::vector<std::uint32_t> FacetWriter::order() const {
  std::vector<std::string> folded(values_.size());
  for (std::size_t i = 0; i < values_.size(); ++i) folded[i] = base::folded(values_[i]);
  std::vector<std::uint32_t> numbers(values_.size());
  std::iota(numbers.begin(), numbers.end(), 0U);
  std::sort(numbers.begin(), numbers.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tie(folded[a], values_[a]) < std::tie(folded[b], values_[b]);
  });
  return numbers;
}

FacetWriter::Coded FacetWriter::code_documents(const std::vector<std::uint32_t>& rank,
                                               const std::vector<std::vector<std::uint32_t>>& sets,
                                               std::uint32_t documents) const {
  Coded made;
  made.width = width_for(1 + values_.size() + sets.size());
  made.column.resize(std::size_t{documents} * made.width);
  made.members.resize(values_.size());
  bool alike = true;
  std::uint32_t first = 0;
  for (std::uint32_t document = 0; document < documents; ++document) {
    const auto number = document < choices_.size() ? choices_[document] : kNone;
    std::uint32_t code = 0;
    if (number != kNone && (number & kSet) != 0) {
      code = 1 + static_cast<std::uint32_t>(values_.size()) + (number & ~kSet);
      for (const auto value : sets[number & ~kSet]) made.members[value].push_back(document);
    } else if (number != kNone) {
      code = 1 + rank[number];
      made.members[rank[number]].push_back(document);
    }
    std::memcpy(made.column.data() + std::size_t{document} * made.width, &code, made.width);
    if (document == 0) first = code;
    alike = alike && code == first;
  }
  if (alike) {
    made.width = 0;
    made.column.clear();
    append_fixed(made.column, first);
  }
  return made;
}

FacetWriter::Finished FacetWriter::finish(std::string_view name, std::uint32_t documents,
                                          std::uint64_t offset) const {
  const auto sorted = order();
  std::vector<std::uint32_t> rank(sorted.size());
  std::string value_offsets, value_bytes;
  for (std::uint32_t i = 0; i < sorted.size(); ++i) {
    rank[sorted[i]] = i;
    append_fixed(value_offsets, static_cast<std::uint32_t>(value_bytes.size()));
    value_bytes += values_[sorted[i]];
  }
  append_fixed(value_offsets, static_cast<std::uint32_t>(value_bytes.size()));

  std::vector<std::vector<std::uint32_t>> sets(sets_.size());
  for (const auto& [values, number] : sets_) {
    for (const auto value : values) sets[number].push_back(rank[value]);
    std::sort(sets[number].begin(), sets[number].end());
  }
  std::string set_offsets, set_values;
  for (const auto& set : sets) {
    append_fixed(set_offsets, static_cast<std::uint32_t>(set_values.size() / 4));
    for (const auto value : set) append_fixed(set_values, value);
  }
  append_fixed(set_offsets, static_cast<std::uint32_t>(set_values.size() / 4));

  const auto coded = code_documents(rank, sets, documents);
  std::string bitmap_offsets, bitmap_bytes;
  for (const auto& member : coded.members) {
    append_fixed(bitmap_offsets, static_cast<std::uint32_t>(bitmap_bytes.size()));
    bitmap_bytes += roaring_bytes(member);
  }
  append_fixed(bitmap_offsets, static_cast<std::uint32_t>(bitmap_bytes.size()));

  Finished made;
  append_text(made.entry, name);
  append_varint(made.entry, values_.size());
  append_varint(made.entry, sets.size());
  append_varint(made.entry, coded.width);
  const std::string_view parts[] = {value_offsets, value_bytes,    set_offsets, set_values,
                                    coded.column,  bitmap_offsets, bitmap_bytes};
  for (const auto part : parts) append_part(made.entry, offset, made.data, part);
  return made;
}

base::Result<FacetColumn> FacetColumn::open(ByteReader& directory, std::string_view data,
                                            std::uint32_t documents) {
  FacetColumn facet;
  facet.documents_ = documents;
  facet.name_ = directory.text();
  const auto values = directory.varint();
  const auto sets = directory.varint();
  facet.width_ = static_cast<unsigned>(directory.varint());
  bool fits = true;
  const auto part = [&]() -> std::string_view {
    const auto offset = directory.varint();
    const auto length = directory.varint();
    fits = fits && offset <= data.size() && length <= data.size() - offset;
    return fits ? data.substr(offset, length) : std::string_view{};
  };
  facet.value_offsets_ = FixedArray<std::uint32_t>(part());
  facet.value_bytes_ = part();
  facet.set_offsets_ = FixedArray<std::uint32_t>(part());
  facet.set_values_ = FixedArray<std::uint32_t>(part());
  facet.column_ = part();
  facet.bitmap_offsets_ = FixedArray<std::uint32_t>(part());
  facet.bitmap_bytes_ = part();
  // Codes are numbered in 32 bits.
  fits = fits && values < (1U << 30) && sets < (1U << 30);
  const bool right_width =
      facet.width_ == 0 || facet.width_ == 1 || facet.width_ == 2 || facet.width_ == 4;
  const auto column_bytes =
      facet.width_ == 0 ? sizeof(facet.only_code_) : std::size_t{documents} * facet.width_;
  if (directory.failed() || !fits || !right_width || facet.value_offsets_.size() != values + 1 ||
      facet.bitmap_offsets_.size() != values + 1 || facet.set_offsets_.size() != sets + 1 ||
      facet.column_.size() != column_bytes) {
    return base::fail(base::ErrorKind::corrupt, "a facet's sizes do not agree");
  }
  facet.values_ = static_cast<std::uint32_t>(values);
  facet.sets_ = static_cast<std::uint32_t>(sets);
  if (facet.width_ == 0) {
    const auto code = ByteReader(facet.column_).fixed<std::uint32_t>();
    facet.only_code_ = code < facet.codes() ? code : 0;
  }
  return facet;
}

std::string_view FacetColumn::value(std::uint32_t value) const {
  const std::size_t begin = value_offsets_[value];
  const std::size_t end = value_offsets_[value + 1];
  if (begin > end || end > value_bytes_.size()) return {};
  return value_bytes_.substr(begin, end - begin);
}

std::uint32_t FacetColumn::first_folded(std::string_view wanted) const {
  std::uint32_t low = 0;
  for (std::uint32_t width = values_; width > 0;) {
    const auto half = width / 2;
    if (base::folded(value(low + half)) < wanted) {
      low += half + 1;
      width -= half + 1;
    } else {
      width = half;
    }
  }
  return low;
}

std::vector<std::uint32_t> FacetColumn::find_folded(std::string_view text) const {
  const auto wanted = base::folded(text);
  auto low = first_folded(wanted);
  std::vector<std::uint32_t> found;
  while (low < values_ && base::folded(value(low)) == wanted) found.push_back(low++);
  return found;
}

std::vector<std::uint32_t> FacetColumn::find_numbers(const NumberRange& range) const {
  std::vector<std::uint32_t> found;
  for (std::uint32_t each = 0; each < values_; ++each) {
    const auto number = number_from(value(each));
    if (number && range.has(*number)) found.push_back(each);
  }
  return found;
}

std::optional<std::uint32_t> FacetColumn::find(std::string_view exact) const {
  for (const auto candidate : find_folded(exact)) {
    if (value(candidate) == exact) return candidate;
  }
  return std::nullopt;
}

std::uint32_t FacetColumn::code(std::uint32_t document) const {
  if (width_ == 0) return only_code_;
  std::uint32_t code = 0;
  std::memcpy(&code, column_.data() + std::size_t{document} * width_, width_);
  return code < codes() ? code : 0;
}

void FacetColumn::count(std::uint32_t begin, std::span<const std::uint16_t> offsets,
                        std::vector<std::uint32_t>& counts) const {
  if (width_ == 0) {
    counts[std::size_t{only_code_} * kLanes] += static_cast<std::uint32_t>(offsets.size());
    return;
  }
  with_width(width_, [&](auto type) {
    using Code = decltype(type);
    const auto limit = codes();
    const char* column = column_.data() + std::size_t{begin} * sizeof(Code);
    auto* const sums = counts.data();
    const auto add = [&](std::uint16_t offset, std::size_t lane) {
      Code code;
      std::memcpy(&code, column + offset * sizeof(Code), sizeof(Code));
      ++sums[(code < limit ? code : 0) * kLanes + lane];
    };
    std::size_t i = 0;
    for (; i + kLanes <= offsets.size(); i += kLanes) {
      for (std::size_t lane = 0; lane < kLanes; ++lane) add(offsets[i + lane], lane);
    }
    for (; i < offsets.size(); ++i) add(offsets[i], 0);
  });
}

FacetCount::FacetCount(const FacetColumn& facet, std::uint64_t expected) : facet_(&facet) {
  // To look at all words of a bitmap costs about as much as to count a sixteenth of the documents.
  // A facet that no document of the segment has a value of has codes alone.
  const bool any = facet.values() > 0;
  if (any && facet.values() * std::uint64_t{facet.documents()} / 16 < expected) {
    for (std::uint32_t value = 0; value < facet.values(); ++value) {
      auto bitmap = facet.documents_of(value);
      if (!bitmap) break;
      bitmaps_.push_back(*std::move(bitmap));
    }
    if (bitmaps_.size() == facet.values()) {
      of_bitmaps_.resize(facet.values());
      return;
    }
    bitmaps_.clear();
  }
  of_codes_.resize(facet.codes() * FacetColumn::kLanes);
}

void FacetCount::add(std::uint32_t begin, const WindowBits& bits,
                     std::span<const std::uint16_t> offsets) {
  if (bitmaps_.empty()) return facet_->count(begin, offsets, of_codes_);
  for (std::size_t value = 0; value < bitmaps_.size(); ++value) {
    WindowBits have;
    bitmaps_[value].add_to(have, begin);
    have &= bits;
    of_bitmaps_[value] += have.count();
  }
}

ValueNumbers FacetCount::take() const {
  if (!bitmaps_.empty()) return of_bitmaps_;
  ValueNumbers numbers(facet_->values());
  for (std::uint32_t code = 1; code < facet_->codes(); ++code) {
    std::uint64_t sum = 0;
    for (std::size_t lane = 0; lane < FacetColumn::kLanes; ++lane) {
      sum += of_codes_[code * FacetColumn::kLanes + lane];
    }
    if (sum == 0) continue;
    facet_->for_each_value(code, [&](std::uint32_t value) { numbers[value] += sum; });
  }
  return numbers;
}

WindowBits FacetColumn::matching(std::uint32_t begin, const WindowBits& within,
                                 const std::vector<std::uint8_t>& allowed) const {
  if (width_ == 0) return allowed[only_code_] != 0 ? within : WindowBits{};
  return with_width(width_, [&](auto type) {
    using Code = decltype(type);
    WindowBits bits;
    const char* column = column_.data() + std::size_t{begin} * sizeof(Code);
    for (std::size_t i = 0; i < kWindowWords; ++i) {
      std::uint64_t found = 0;
      for (auto word = within.words[i]; word != 0; word &= word - 1) {
        const auto bit = static_cast<unsigned>(std::countr_zero(word));
        Code code;
        std::memcpy(&code, column + (i * 64 + bit) * sizeof(Code), sizeof(Code));
        if (code < allowed.size()) found |= std::uint64_t{allowed[code]} << bit;
      }
      bits.words[i] = found;
    }
    return bits;
  });
}

std::optional<RoaringView> FacetColumn::documents_of(std::uint32_t value) const {
  const std::size_t begin = bitmap_offsets_[value];
  const std::size_t end = bitmap_offsets_[value + 1];
  if (begin > end || end > bitmap_bytes_.size()) return std::nullopt;
  return RoaringView::open(bitmap_bytes_.substr(begin, end - begin));
}

}  // namespace comity::search
