#include "search/query/facet_filter.h"

namespace comity::search {

FacetDocuments::FacetDocuments(const FacetColumn* facet, const std::vector<std::uint32_t>& values)
    : facet_(facet) {
  constexpr std::size_t kFew = 8;
  if (facet == nullptr) return;
  if (values.size() <= kFew) {
    for (const auto value : values) {
      auto bitmap = facet->documents_of(value);
      if (!bitmap) break;
      bitmaps_.push_back(*std::move(bitmap));
    }
    if (bitmaps_.size() == values.size()) return;
    bitmaps_.clear();
  }
  std::vector<std::uint8_t> wanted(facet->values());
  for (const auto value : values) wanted[value] = 1;
  allowed_.resize(facet->codes());
  for (std::uint32_t code = 1; code < facet->codes(); ++code) {
    facet->for_each_value(code, [&](std::uint32_t value) { allowed_[code] |= wanted[value]; });
  }
}

WindowBits FacetDocuments::match(std::uint32_t begin, const WindowBits& within) const {
  if (!allowed_.empty()) return facet_->matching(begin, within, allowed_);
  WindowBits found;
  for (const auto& bitmap : bitmaps_) bitmap.add_to(found, begin);
  found &= within;
  return found;
}

namespace {

std::vector<std::uint32_t> values_of(const Filter& filter, const FacetColumn* facet) {
  std::vector<std::uint32_t> values;
  if (facet == nullptr) return values;
  for (const auto& value : filter.values) {
    if (const auto range = number_range_from(value)) {
      const auto found = facet->find_numbers(*range);
      values.insert(values.end(), found.begin(), found.end());
    } else {
      const auto found = facet->find_folded(value);
      values.insert(values.end(), found.begin(), found.end());
    }
  }
  return values;
}

}  // namespace

SegmentFilter::SegmentFilter(const Filter& filter, const Segment& segment)
    : documents_(segment.facet(filter.facet), values_of(filter, segment.facet(filter.facet))),
      excludes_(filter.kind == Filter::Kind::none_of) {}

WindowBits SegmentFilter::match(std::uint32_t begin, const WindowBits& within) const {
  const auto found = documents_.match(begin, within);
  if (!excludes_) return found;
  auto left = within;
  left -= found;
  return left;
}

}  // namespace comity::search
