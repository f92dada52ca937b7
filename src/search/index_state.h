#pragma once

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

#include "search/index.h"
#include "search/segments/manifest.h"
#include "search/segments/snapshot_state.h"

namespace comity::search {

/// Says that this process writes the index; held while it is open for writing.
class WriteLock {
 public:
  /// conflict when another process holds it.
  [[nodiscard]] static base::Result<WriteLock> take(const std::filesystem::path& folder);
  WriteLock() = default;
  WriteLock(WriteLock&& other) noexcept;
  WriteLock& operator=(WriteLock&& other) noexcept;
  ~WriteLock();

 private:
  explicit WriteLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

class IndexState {
 public:
  IndexState(std::filesystem::path folder, base::FileSystem& files, IndexOptions options)
      : folder_(std::move(folder)), files_(files), options_(options) {}
  IndexState(const IndexState&) = delete;
  IndexState& operator=(const IndexState&) = delete;

  [[nodiscard]] base::Status open();
  [[nodiscard]] base::Status apply(const Batch& batch);
  [[nodiscard]] base::Status merge();
  [[nodiscard]] base::Status erase(std::span<const std::uint64_t> groups);
  [[nodiscard]] base::Status clear(std::uint64_t maker);
  [[nodiscard]] base::Status refresh();
  [[nodiscard]] base::Status keep_near_tables();
  [[nodiscard]] std::shared_ptr<const SnapshotState> current() const;

 private:
  using State = std::shared_ptr<const SnapshotState>;
  using Views = std::vector<std::shared_ptr<const SegmentView>>;

  [[nodiscard]] std::filesystem::path manifest_path() const { return folder_ / "manifest"; }
  /// The state that the manifest on disk names; segments already open are taken over.
  [[nodiscard]] base::Result<State> load();
  [[nodiscard]] base::Result<std::shared_ptr<const SegmentView>> view_of(
      const ManifestSegment& named, const Views& open) const;
  /// Takes away files that no manifest names.
  void tidy();
  /// Writes the manifest of a new state and makes it the current one. Under writing_.
  [[nodiscard]] base::Status commit(std::uint64_t head, std::uint64_t maker, Views segments);
  void remove_segment(std::uint64_t number);
  void remove_unnamed(const Views& before, const Views& after);
  /// Adds the batch's documents as a segment. Under writing_.
  [[nodiscard]] base::Status add_segment(const Batch& batch, Views& segments);
  /// Makes one segment of these, which are current. Under merging_.
  [[nodiscard]] base::Status merge(const Views& chosen, const std::stop_token& stop);
  /// Puts the merged segment in the place of those it was made of. Under merging_.
  [[nodiscard]] base::Status replace(const Views& chosen, std::uint64_t number,
                                     std::shared_ptr<const Segment> merged,
                                     const std::vector<std::vector<std::uint32_t>>& numbers);
  /// What is to be merged now.
  [[nodiscard]] Views chosen() const;
  void merge_in_background(const std::stop_token& stop);
  void wake_merger();

  std::filesystem::path folder_;
  base::FileSystem& files_;
  IndexOptions options_;
  WriteLock lock_;
  std::uint64_t next_ = 1;

  mutable std::mutex current_mutex_;
  State current_ = std::make_shared<const SnapshotState>();

  std::mutex writing_;  ///< one change of the manifest at a time
  std::mutex merging_;  ///< one merge at a time; taken before writing_

  std::mutex waking_;
  std::condition_variable_any wake_;
  bool wanted_ = false;
  std::jthread merger_;
};

}  // namespace comity::search
