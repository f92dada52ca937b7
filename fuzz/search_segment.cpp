#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>

#include "search/index.h"
#include "search/segments/bytes.h"
#include "search/segments/cross_count.h"
#include "search/segments/segment.h"
#include "search/segments/snapshot_state.h"

namespace {

using namespace comity::search;

/// The checksum of the table of sections made right, so that damage behind it is reached.
void mend_table(std::string& bytes) {
  constexpr std::size_t kTable = kSections * kSectionEntry;
  constexpr std::size_t kSumFromEnd = 16;
  if (bytes.size() < kTable + kFooter) return;
  const auto sum =
      checksum(std::string_view(bytes).substr(bytes.size() - kFooter - kTable, kTable));
  std::memcpy(bytes.data() + bytes.size() - kSumFromEnd, &sum, sizeof(sum));
}

void ask(const SpaceView& view, std::string_view question, std::vector<Filter> filters) {
  const auto parsed = parse_query(question, {{{"state", "state"}}});
  if (!std::holds_alternative<Query>(parsed)) return;
  SearchOptions options;
  options.filters = std::move(filters);
  options.facets = {"state", "by"};
  const auto& query = std::get<Query>(parsed);
  static_cast<void>(search({&view, 1}, query, options));
  static_cast<void>(cross_count({&view, 1}, query, options.filters, "state", "by"));
}

}  // namespace

// Any bytes are a segment or refused; asking what was taken for one never faults.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The fuzzer's bytes are seen as a file's.
  std::string bytes(reinterpret_cast<const char*>(data), size);
  mend_table(bytes);
  auto opened = Segment::over(bytes);
  if (!opened) return 0;
  const std::shared_ptr<const Segment> segment = *std::move(opened);
  auto state = std::make_shared<SnapshotState>();
  state->segments.push_back(
      std::make_shared<const SegmentView>(1, segment, DocumentSet(segment->documents())));
  const SpaceView view{Snapshot(state), {0, 1}};
  ask(view, "", {});
  ask(view, "prison -torture OR state:bra", {});
  ask(view, "\"prison reform\" number:1.2", {{Filter::Kind::none_of, "by", {"FRA"}}});
  ask(view, "pr*", {{Filter::Kind::any_of, "state", {"BRA", "IND"}}});
  static_cast<void>(segment->verify());
  static_cast<void>(segment->documents_of(1));
  return 0;
}
