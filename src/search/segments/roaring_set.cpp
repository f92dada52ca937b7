#include "search/segments/roaring_set.h"

#include <roaring/roaring.h>

#include <algorithm>
#include <memory>

#include "base/result.h"
#include "search/segments/bytes.h"

namespace comity::search {
namespace {

// The portable format: https://github.com/RoaringBitmap/RoaringFormatSpec
constexpr std::uint32_t kCookie = 12347;
constexpr std::uint32_t kCookieWithoutRuns = 12346;
constexpr std::uint32_t kOffsetsFrom = 4;
constexpr std::uint32_t kLargestArray = 4096;
constexpr std::size_t kBitsBytes = 8192;
constexpr std::uint32_t kContainer = 1U << 16;

void add_range(WindowBits& bits, std::uint32_t begin, std::uint32_t end) {
  for (auto i = begin; i < end;) {
    if (i % 64 == 0 && end - i >= 64) {
      bits.words[i / 64] = ~std::uint64_t{0};
      i += 64;
    } else {
      bits.set(i++);
    }
  }
}

void add_array(WindowBits& bits, FixedArray<std::uint16_t> values, std::uint32_t low) {
  std::size_t first = 0;
  for (std::size_t width = values.size(); width > 0;) {
    const auto half = width / 2;
    if (values[first + half] < low) {
      first += half + 1;
      width -= half + 1;
    } else {
      width = half;
    }
  }
  for (; first < values.size(); ++first) {
    const std::uint32_t value = values[first];
    if (value < low) continue;
    if (value - low >= kWindow) return;
    bits.set(value - low);
  }
}

void add_bits(WindowBits& bits, FixedArray<std::uint64_t> words, std::uint32_t low) {
  for (std::size_t i = 0; i < kWindowWords; ++i) bits.words[i] |= words[low / 64 + i];
}

void add_runs(WindowBits& bits, FixedArray<std::uint32_t> runs, std::uint32_t low) {
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const std::uint32_t first = runs[i] & 0xFFFF;
    const std::uint32_t end = first + (runs[i] >> 16) + 1;
    if (end <= low) continue;
    if (first >= low + kWindow) return;
    add_range(bits, std::max(first, low) - low, std::min(end, low + kWindow) - low);
  }
}

}  // namespace

std::string roaring_bytes(const std::vector<std::uint32_t>& documents) {
  struct Deleter {
    void operator()(roaring_bitmap_t* bitmap) const { roaring_bitmap_free(bitmap); }
  };
  const std::unique_ptr<roaring_bitmap_t, Deleter> bitmap(
      roaring_bitmap_of_ptr(documents.size(), documents.data()));
  COMITY_ASSERT(bitmap != nullptr);
  (void)roaring_bitmap_run_optimize(bitmap.get());
  std::string bytes(roaring_bitmap_portable_size_in_bytes(bitmap.get()), '\0');
  bytes.resize(roaring_bitmap_portable_serialize(bitmap.get(), bytes.data()));
  return bytes;
}

std::optional<RoaringView> RoaringView::open(std::string_view bytes) {
  ByteReader reader(bytes);
  const auto cookie = reader.fixed<std::uint32_t>();
  const bool runs = (cookie & 0xFFFF) == kCookie;
  if (!runs && cookie != kCookieWithoutRuns) return std::nullopt;
  const auto count = runs ? (cookie >> 16) + 1 : reader.fixed<std::uint32_t>();
  if (count > kContainer) return std::nullopt;
  const auto run_flags = runs ? reader.take((count + 7) / 8) : std::string_view{};
  const FixedArray<std::uint32_t> heads(reader.take(std::size_t{count} * 4));
  if (!runs || count >= kOffsetsFrom) (void)reader.take(std::size_t{count} * 4);
  if (reader.failed()) return std::nullopt;
  RoaringView view;
  view.containers_.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    Container container{heads[i] & 0xFFFF, Form::array, (heads[i] >> 16) + 1, {}};
    if (i > 0 && container.key <= view.containers_.back().key) return std::nullopt;
    if (runs && (static_cast<unsigned char>(run_flags[i / 8]) >> (i % 8) & 1) != 0) {
      container.form = Form::runs;
      container.bytes = reader.take(std::size_t{reader.fixed<std::uint16_t>()} * 4);
    } else if (container.cardinality > kLargestArray) {
      container.form = Form::bits;
      container.bytes = reader.take(kBitsBytes);
    } else {
      container.bytes = reader.take(std::size_t{container.cardinality} * 2);
    }
    if (reader.failed()) return std::nullopt;
    view.containers_.push_back(container);
  }
  return view;
}

std::uint64_t RoaringView::cardinality() const {
  std::uint64_t sum = 0;
  for (const auto& container : containers_) sum += container.cardinality;
  return sum;
}

void RoaringView::add_to(WindowBits& bits, std::uint32_t begin) const {
  const auto found = std::lower_bound(
      containers_.begin(), containers_.end(), begin / kContainer,
      [](const Container& container, std::uint32_t key) { return container.key < key; });
  if (found == containers_.end() || found->key != begin / kContainer) return;
  const auto low = begin % kContainer;
  switch (found->form) {
    case Form::array:
      return add_array(bits, FixedArray<std::uint16_t>(found->bytes), low);
    case Form::bits:
      return add_bits(bits, FixedArray<std::uint64_t>(found->bytes), low);
    case Form::runs:
      return add_runs(bits, FixedArray<std::uint32_t>(found->bytes), low);
  }
}

DocumentSet RoaringView::documents(std::uint32_t limit) const {
  DocumentSet set(limit);
  for (std::uint32_t begin = 0; begin < limit; begin += kWindow) {
    WindowBits bits;
    add_to(bits, begin);
    bits.for_each([&](std::uint32_t offset) {
      if (begin + offset < limit) set.set(begin + offset);
    });
  }
  return set;
}

}  // namespace comity::search
