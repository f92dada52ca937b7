#include "search/index.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "search/index_state.h"
#include "search/segments/merge_policy.h"
#include "search/segments/roaring_set.h"
#include "search/segments/segment_builder.h"
#include "search/segments/segment_merger.h"

namespace comity::search {
namespace {

using base::ErrorKind;

constexpr std::uint64_t kLargestManifest = std::uint64_t{256} << 20;

std::vector<std::uint32_t> members_of(const DocumentSet& set, std::uint32_t documents) {
  std::vector<std::uint32_t> members;
  for (std::uint32_t i = 0; i < documents; ++i) {
    if (set.test(i)) members.push_back(i);
  }
  return members;
}

auto damaged_file(const std::filesystem::path& path) {
  return base::fail(ErrorKind::corrupt, "the index is damaged: a segment is not the one written",
                    path.string(), "it is made anew from the journal");
}

}  // namespace

base::Result<WriteLock> WriteLock::take(const std::filesystem::path& folder) {
  const auto path = folder / "lock";
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
  if (descriptor < 0) {
    return base::fail(ErrorKind::unavailable, std::generic_category().message(errno), path.string(),
                      "check who owns the folder and its permissions");
  }
  WriteLock lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    return base::fail(ErrorKind::conflict, "another process writes the index", folder.string());
  }
  return lock;
}

WriteLock::WriteLock(WriteLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

WriteLock& WriteLock::operator=(WriteLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

WriteLock::~WriteLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::shared_ptr<const SnapshotState> IndexState::current() const {
  const std::lock_guard lock(current_mutex_);
  return current_;
}

base::Status IndexState::open() {
  if (options_.access == Access::read_write) {
    COMITY_CHECK(files_.make_folders(folder_));
    COMITY_TRY(lock_, WriteLock::take(folder_));
  }
  COMITY_CHECK(refresh());
  if (options_.access == Access::read_write) tidy();
  return {};
}

base::Status IndexState::refresh() {
  const std::lock_guard writing(writing_);
  COMITY_TRY(auto state, load());
  const std::lock_guard lock(current_mutex_);
  current_ = std::move(state);
  return {};
}

base::Result<IndexState::State> IndexState::load() {
  // The writer may take a segment away between our reading its name and opening it.
  for (int attempt = 0;; ++attempt) {
    if (!files_.exists(manifest_path())) return std::make_shared<const SnapshotState>();
    COMITY_TRY(const auto bytes, files_.read(manifest_path(), kLargestManifest));
    COMITY_TRY(const auto manifest, manifest_from(bytes));
    auto state = std::make_shared<SnapshotState>();
    state->head = manifest.head;
    state->maker = manifest.maker;
    const auto before = current();
    std::optional<base::Error> error;
    for (const auto& named : manifest.segments) {
      auto view = view_of(named, before->segments);
      if (!view) {
        error = view.error();
        break;
      }
      state->segments.push_back(*std::move(view));
    }
    if (!error) {
      next_ = manifest.next;
      return State(std::move(state));
    }
    constexpr int kAttempts = 5;
    if (error->kind != ErrorKind::not_found || attempt == kAttempts) {
      if (error->kind == ErrorKind::not_found) error->kind = ErrorKind::corrupt;
      return tl::unexpected(*std::move(error));
    }
  }
}

base::Result<std::shared_ptr<const SegmentView>> IndexState::view_of(const ManifestSegment& named,
                                                                     const Views& open) const {
  const auto path = folder_ / segment_name(named.number);
  const auto same = std::find_if(open.begin(), open.end(),
                                 [&](const auto& view) { return view->number() == named.number; });
  std::shared_ptr<const Segment> segment;
  if (same != open.end()) {
    segment = (*same)->shared();
  } else {
    COMITY_TRY(segment, Segment::open(path));
  }
  const auto facts = segment->facts();
  if (facts.bytes != named.facts.bytes || facts.checksum != named.facts.checksum ||
      facts.documents != named.facts.documents) {
    return damaged_file(path);
  }
  const auto deleted = RoaringView::open(named.deleted);
  if (!deleted) return damaged_file(path);
  auto set = deleted->documents(facts.documents);
  if (same != open.end() && (*same)->deleted() == set) return *same;
  return std::make_shared<const SegmentView>(named.number, std::move(segment), std::move(set));
}

void IndexState::tidy() {
  const auto names = files_.list(folder_);
  if (!names) return;
  const auto state = current();
  for (const auto& name : *names) {
    const bool named =
        std::any_of(state->segments.begin(), state->segments.end(), [&](const auto& view) {
          const auto segment = segment_name(view->number());
          return segment == name || near_path(segment) == name;
        });
    const bool ours = name.starts_with("segment-") || name.starts_with("manifest.");
    if (ours && !named) (void)files_.remove(folder_ / name);
  }
}

base::Status IndexState::commit(std::uint64_t head, std::uint64_t maker, Views segments) {
  Manifest manifest;
  manifest.head = head;
  manifest.maker = maker;
  manifest.next = next_;
  for (const auto& view : segments) {
    manifest.segments.push_back(
        {view->number(), view->segment().facts(),
         roaring_bytes(members_of(view->deleted(), view->segment().documents()))});
  }
  // The names of new segments must outlive the power before a manifest that relies on them does.
  COMITY_CHECK(files_.sync_folder(folder_));
  COMITY_CHECK(base::write_atomically(files_, manifest_path(), to_bytes(manifest)));
  auto state = std::make_shared<SnapshotState>();
  state->head = head;
  state->maker = maker;
  state->segments = std::move(segments);
  const auto before = current();
  {
    const std::lock_guard lock(current_mutex_);
    current_ = state;
  }
  remove_unnamed(before->segments, state->segments);
  return {};
}

void IndexState::remove_unnamed(const Views& before, const Views& after) {
  for (const auto& old : before) {
    const bool kept = std::any_of(after.begin(), after.end(), [&](const auto& view) {
      return view->number() == old->number();
    });
    // What readers have mapped stays readable; what cannot be removed now is at the next start.
    if (!kept) remove_segment(old->number());
  }
}

void IndexState::remove_segment(std::uint64_t number) {
  const auto path = folder_ / segment_name(number);
  (void)files_.remove(path);
  if (files_.exists(near_path(path))) (void)files_.remove(near_path(path));
}

base::Status IndexState::keep_near_tables() {
  if (options_.access != Access::read_write) return {};
  const auto before = current();
  for (const auto& view : before->segments) {
    COMITY_CHECK(view->segment().keep_near_table(files_));
    // One that was merged away meanwhile leaves nothing behind.
    const auto now = current();
    const bool there =
        std::any_of(now->segments.begin(), now->segments.end(),
                    [&](const auto& other) { return other->number() == view->number(); });
    if (!there) remove_segment(view->number());
  }
  return {};
}

base::Status IndexState::apply(const Batch& batch) {
  const std::lock_guard writing(writing_);
  const auto before = current();
  Views segments;
  for (const auto& view : before->segments) {
    DocumentSet deleted = view->deleted();
    for (const auto group : batch.deleted_groups) {
      for (const auto& run : view->segment().documents_of(group)) {
        for (auto document = run.begin; document < run.end; ++document) deleted.set(document);
      }
    }
    if (deleted == view->deleted()) {
      segments.push_back(view);
    } else if (deleted.count() < view->segment().documents()) {
      segments.push_back(
          std::make_shared<const SegmentView>(view->number(), view->shared(), std::move(deleted)));
    }
  }
  if (!batch.added.empty()) COMITY_CHECK(add_segment(batch, segments));
  COMITY_CHECK(commit(batch.head, before->maker, std::move(segments)));
  if (options_.merging == Merging::background && !chosen().empty()) wake_merger();
  return {};
}

base::Status IndexState::add_segment(const Batch& batch, Views& segments) {
  if (batch.added.size() >= options_.most_documents) {
    return base::fail(ErrorKind::invalid_input, "too many documents in one batch");
  }
  const auto number = next_++;
  const auto path = folder_ / segment_name(number);
  const auto built = build_segment(batch.added, path, files_);
  if (!built) {
    (void)files_.remove(path);
    return tl::unexpected(built.error());
  }
  COMITY_TRY(auto segment, Segment::open(path));
  const auto documents = segment->documents();
  segments.push_back(
      std::make_shared<const SegmentView>(number, std::move(segment), DocumentSet(documents)));
  return {};
}

base::Status IndexState::clear(std::uint64_t maker) {
  const std::lock_guard merging(merging_);
  const std::lock_guard writing(writing_);
  return commit(0, maker, {});
}

base::Status IndexState::merge() {
  const std::lock_guard merging(merging_);
  const auto all = current()->segments;
  const bool clean = std::all_of(all.begin(), all.end(),
                                 [](const auto& view) { return view->deleted().count() == 0; });
  if (all.empty() || (all.size() == 1 && clean)) return {};
  return merge(all, {});
}

base::Status IndexState::erase(std::span<const std::uint64_t> groups) {
  const std::lock_guard merging(merging_);
  const auto all = current()->segments;
  for (const auto& view : all) {
    const bool holds = std::any_of(groups.begin(), groups.end(), [&](const auto group) {
      const auto runs = view->segment().documents_of(group);
      return std::any_of(runs.begin(), runs.end(),
                         [&](const auto& run) { return view->deleted().test(run.begin); });
    });
    if (holds) COMITY_CHECK(merge({view}, {}));
  }
  return {};
}

base::Status IndexState::merge(const Views& chosen, const std::stop_token& stop) {
  std::uint64_t documents = 0;
  std::vector<Part> parts;
  for (const auto& view : chosen) {
    parts.push_back({&view->segment(), &view->deleted()});
    documents += view->segment().documents() - view->deleted().count();
  }
  if (documents >= options_.most_documents) {
    return base::fail(ErrorKind::too_large, "so many documents do not fit one segment",
                      folder_.string(), "leave them in several");
  }
  std::uint64_t number = 0;
  {
    const std::lock_guard writing(writing_);
    number = next_++;
  }
  const auto path = folder_ / segment_name(number);
  const auto merged = merge_segments(parts, path, files_, stop);
  if (!merged) {
    (void)files_.remove(path);
    return tl::unexpected(merged.error());
  }
  COMITY_TRY(std::shared_ptr<const Segment> segment, Segment::open(path));
  return replace(chosen, number, std::move(segment), merged->numbers);
}

base::Status IndexState::replace(const Views& chosen, std::uint64_t number,
                                 std::shared_ptr<const Segment> merged,
                                 const std::vector<std::vector<std::uint32_t>>& numbers) {
  const std::lock_guard writing(writing_);
  const auto now = current();
  DocumentSet deleted(merged->documents());
  Views segments;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const auto same = std::find_if(now->segments.begin(), now->segments.end(), [&](const auto& v) {
      return v->number() == chosen[i]->number();
    });
    // What was taken away meanwhile is taken away from the merged one too.
    for (std::uint32_t document = 0; document < numbers[i].size(); ++document) {
      const bool gone = same == now->segments.end() || (*same)->deleted().test(document);
      if (gone && numbers[i][document] != kGone) deleted.set(numbers[i][document]);
    }
  }
  if (deleted.count() < merged->documents()) {
    segments.push_back(
        std::make_shared<const SegmentView>(number, std::move(merged), std::move(deleted)));
  } else {
    (void)files_.remove(folder_ / segment_name(number));
  }
  for (const auto& view : now->segments) {
    const bool old = std::any_of(chosen.begin(), chosen.end(), [&](const auto& other) {
      return other->number() == view->number();
    });
    if (!old) segments.push_back(view);
  }
  return commit(now->head, now->maker, std::move(segments));
}

IndexState::Views IndexState::chosen() const {
  const auto state = current();
  std::vector<SegmentSize> sizes;
  for (const auto& view : state->segments) {
    sizes.push_back({view->segment().documents(), view->deleted().count()});
  }
  Views views;
  for (const auto i : segments_to_merge(sizes, options_.most_documents)) {
    views.push_back(state->segments[i]);
  }
  return views;
}

void IndexState::wake_merger() {
  const std::lock_guard lock(waking_);
  wanted_ = true;
  if (!merger_.joinable()) {
    merger_ = std::jthread([this](const std::stop_token& stop) { merge_in_background(stop); });
  }
  wake_.notify_one();
}

void IndexState::merge_in_background(const std::stop_token& stop) {
  while (true) {
    {
      std::unique_lock lock(waking_);
      if (!wake_.wait(lock, stop, [&] { return wanted_; })) return;
      wanted_ = false;
    }
    while (!stop.stop_requested()) {
      const std::lock_guard merging(merging_);
      const auto views = chosen();
      // Where it fails (a full disk), the segments stay as they are until the next time.
      if (views.empty() || !merge(views, stop)) break;
    }
  }
}

Index::Index(std::unique_ptr<IndexState> state) : state_(std::move(state)) {}
Index::~Index() = default;

base::Result<std::unique_ptr<Index>> Index::open(const std::filesystem::path& folder,
                                                 base::FileSystem& files, IndexOptions options) {
  auto state = std::make_unique<IndexState>(folder, files, options);
  COMITY_CHECK(state->open());
  return std::unique_ptr<Index>(new Index(std::move(state)));
}

base::Status Index::drop(const std::filesystem::path& folder, base::FileSystem& files) {
  if (!files.exists(folder)) return {};
  // First the manifest: whatever stops this, the next open() finds an empty index.
  if (files.exists(folder / "manifest")) {
    COMITY_CHECK(files.remove(folder / "manifest"));
    COMITY_CHECK(files.sync_folder(folder));
  }
  COMITY_TRY(const auto names, files.list(folder));
  for (const auto& name : names) {
    if (name.starts_with("segment-") || name.starts_with("manifest")) {
      COMITY_CHECK(files.remove(folder / name));
    }
  }
  return {};
}

base::Status Index::apply(const Batch& batch) { return state_->apply(batch); }
base::Status Index::merge() { return state_->merge(); }
base::Status Index::erase(std::span<const std::uint64_t> groups) { return state_->erase(groups); }
base::Status Index::clear() { return clear(maker()); }
base::Status Index::clear(std::uint64_t maker) { return state_->clear(maker); }
std::uint64_t Index::maker() const { return state_->current()->maker; }
base::Status Index::refresh() { return state_->refresh(); }
base::Status Index::keep_near_tables() { return state_->keep_near_tables(); }
Snapshot Index::snapshot() const { return Snapshot(state_->current()); }

base::Status Index::verify() const {
  const auto state = state_->current();
  for (const auto& view : state->segments) {
    if (auto whole = view->segment().verify(); !whole) {
      whole.error().place = segment_name(view->number());
      return whole;
    }
  }
  return {};
}

}  // namespace comity::search
