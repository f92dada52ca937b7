#include "search/segments/snapshot_state.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

#include "search/index.h"

namespace comity::search {

VisibleDocuments::VisibleDocuments(const Segment& segment, const DocumentSet& deleted,
                                   const std::vector<std::uint8_t>& classes)
    : set(segment.documents()),
      latest((std::size_t{segment.documents()} + kRange - 1) / kRange,
             std::numeric_limits<std::int64_t>::min()) {
  std::array<bool, 256> seen{};
  for (const auto one : classes) seen[one] = true;
  for (std::uint32_t document = 0; document < segment.documents(); ++document) {
    if (deleted.test(document) || !seen[segment.visibility(document)]) continue;
    set.set(document);
    ++count;
    title_length += length_of(segment.title_length(document));
    text_length += length_of(segment.text_length(document));
    latest[document / kRange] = std::max(latest[document / kRange], segment.date(document));
  }
  latest_first.resize(latest.size());
  std::iota(latest_first.begin(), latest_first.end(), 0U);
  std::stable_sort(latest_first.begin(), latest_first.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return latest[a] > latest[b]; });
}

std::shared_ptr<const ValueNumbers> VisibleDocuments::numbers(const FacetColumn& facet) const {
  const std::lock_guard lock(mutex_);
  auto& kept = numbers_[&facet];
  if (kept == nullptr) {
    FacetCount counting(facet, count);
    for (std::uint32_t begin = 0; begin / 64 < set.words().size(); begin += kWindow) {
      const auto bits = set.window(begin);
      counting.add(begin, bits, offsets_of(bits));
    }
    kept = std::make_shared<const ValueNumbers>(counting.take());
  }
  return kept;
}

std::shared_ptr<const VisibleDocuments> SegmentView::visible(
    std::vector<std::uint8_t> classes) const {
  std::sort(classes.begin(), classes.end());
  classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
  const std::lock_guard lock(mutex_);
  auto& kept = visible_[classes];
  if (kept == nullptr) kept = std::make_shared<VisibleDocuments>(*segment_, deleted_, classes);
  return kept;
}

Snapshot::Snapshot() : state_(std::make_shared<const SnapshotState>()) {}
Snapshot::Snapshot(std::shared_ptr<const SnapshotState> state) : state_(std::move(state)) {}

std::uint64_t Snapshot::head() const { return state_->head; }
std::size_t Snapshot::segments() const { return state_->segments.size(); }

std::uint64_t Snapshot::documents() const {
  std::uint64_t sum = 0;
  for (const auto& view : state_->segments) {
    sum += view->segment().documents() - view->deleted().count();
  }
  return sum;
}

bool Snapshot::holds(std::uint64_t group) const {
  return std::any_of(state_->segments.begin(), state_->segments.end(), [&](const auto& view) {
    return !view->segment().documents_of(group).empty();
  });
}

std::uint64_t Snapshot::bytes() const {
  std::uint64_t sum = 0;
  for (const auto& view : state_->segments) sum += view->segment().bytes();
  return sum;
}

}  // namespace comity::search
