#include "search/snapshot_state.h"

#include <algorithm>

#include "search/index.h"

namespace comity::search {

std::shared_ptr<const VisibleDocuments> SegmentView::visible(
    std::vector<std::uint8_t> classes) const {
  std::sort(classes.begin(), classes.end());
  classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
  const std::lock_guard lock(mutex_);
  auto& kept = visible_[classes];
  if (kept != nullptr) return kept;
  auto made = std::make_shared<VisibleDocuments>();
  made->set = DocumentSet(segment_->documents());
  for (std::uint32_t document = 0; document < segment_->documents(); ++document) {
    if (deleted_.test(document) ||
        !std::binary_search(classes.begin(), classes.end(), segment_->visibility(document))) {
      continue;
    }
    made->set.set(document);
    ++made->count;
    made->title_length += length_of(segment_->title_length(document));
    made->text_length += length_of(segment_->text_length(document));
  }
  kept = made;
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

std::uint64_t Snapshot::bytes() const {
  std::uint64_t sum = 0;
  for (const auto& view : state_->segments) sum += view->segment().bytes();
  return sum;
}

}  // namespace comity::search
