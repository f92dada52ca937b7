#include "search/likeness/near_table.h"

#include <algorithm>
#include <array>

#include "search/segments/segment.h"

namespace comity::search {
namespace {

constexpr std::string_view kNearMagic = "CMTYNEA1";
// magic, checksum of the segment's table u64, documents u32, entries u32
constexpr std::size_t kHeader = 24;
constexpr std::size_t kNearEntry = 8;
constexpr std::size_t kSum = 8;

auto damaged_near_table() {
  return base::fail(base::ErrorKind::corrupt, "the index is damaged: a table of near-duplicates",
                    {}, "it is made anew from the segment");
}

}  // namespace

base::Result<std::string> NearTable::build(const Segment& segment) {
  std::array<std::vector<std::uint64_t>, kBands> bands;
  StoredReader::Pages pages(segment.stored());
  for (std::uint32_t document = 0; document < segment.documents(); ++document) {
    COMITY_TRY(const auto stored, pages.read(document));
    const auto keys = near_keys(shingles_of(stored.text));
    if (!keys) continue;
    for (std::size_t band = 0; band < kBands; ++band) {
      bands[band].push_back(std::uint64_t{(*keys)[band]} << 32 | document);
    }
  }
  std::string bytes(kNearMagic);
  append_fixed(bytes, segment.facts().checksum);
  append_fixed(bytes, segment.documents());
  append_fixed(bytes, static_cast<std::uint32_t>(bands.front().size()));
  for (auto& band : bands) {
    std::sort(band.begin(), band.end());
    for (const auto entry : band) append_fixed(bytes, entry);
    band = {};
  }
  append_fixed(bytes, checksum(bytes));
  return bytes;
}

base::Result<NearTable> NearTable::over(std::string_view bytes, const Segment& segment) {
  if (bytes.size() < kHeader + kSum || !bytes.starts_with(kNearMagic)) return damaged_near_table();
  ByteReader header(bytes.substr(kNearMagic.size()));
  const auto of_segment = header.fixed<std::uint64_t>();
  NearTable table;
  table.documents_ = header.fixed<std::uint32_t>();
  table.entries_ = header.fixed<std::uint32_t>();
  const auto size = kHeader + table.entries_ * kBands * kNearEntry + kSum;
  if (of_segment != segment.facts().checksum || table.documents_ != segment.documents() ||
      bytes.size() != size) {
    return damaged_near_table();
  }
  ByteReader sum(bytes.substr(size - kSum));
  if (sum.fixed<std::uint64_t>() != checksum(bytes.substr(0, size - kSum)))
    return damaged_near_table();
  table.table_ = FixedArray<std::uint64_t>(bytes.substr(kHeader, size - kHeader - kSum));
  return table;
}

std::vector<std::uint32_t> NearTable::candidates(const NearKeys& keys) const {
  std::vector<std::uint32_t> found;
  for (std::size_t band = 0; band < kBands; ++band) {
    const auto wanted = std::uint64_t{keys[band]} << 32;
    std::size_t at = band * entries_;
    for (std::size_t width = entries_; width > 0;) {
      const auto half = width / 2;
      if (table_[at + half] < wanted) {
        at += half + 1;
        width -= half + 1;
      } else {
        width = half;
      }
    }
    for (; at < (band + 1) * entries_ && table_[at] >> 32 == keys[band]; ++at) {
      const auto document = static_cast<std::uint32_t>(table_[at]);
      if (document < documents_) found.push_back(document);
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace comity::search
