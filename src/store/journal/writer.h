#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "base/result.h"
#include "store/file_store.h"
#include "store/sql/connection.h"

namespace comity::store {

/// Something to be written: all of it or nothing.
struct WriteRequest {
  std::uint64_t bytes = 0;     ///< of payload, for the size of a group
  std::vector<FileKey> files;  ///< must be durable before
  /// Runs inside a transaction that others share; run again when the transaction is.
  std::function<base::Status(sql::Connection&)> work;
  /// Called once, when committed or failed.
  std::function<void(base::Status)> done;
};

/// Counts commits, for those who wait for the next. Thread-safe.
class Commits {
 public:
  void add();
  [[nodiscard]] std::uint64_t count() const;
  /// Waits until there are more than that, or the time is over.
  void wait(std::uint64_t than, std::chrono::milliseconds time) const;

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable added_;
  std::uint64_t count_ = 0;
};

/// A writer behind a queue (design 6), with a connection of its own. Idle, it commits a request at
/// once; while it is busy requests wait, and the next commit takes them together, with one sync
/// each for their files, folders and the database. A request that fails does so alone.
class Writer {
 public:
  struct Limits {
    std::chrono::milliseconds group_time;
    std::uint64_t group_bytes;
    std::chrono::milliseconds busy_time;
  };
  /// They must outlive it.
  Writer(sql::Database& database, FileStore& files, const Limits& limits, Commits& commits);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  /// Finishes what is queued.
  ~Writer();

  /// Starts the thread, which connects, with the first request.
  void submit(WriteRequest request);
  /// Waits for its end.
  [[nodiscard]] base::Status run(std::function<base::Status(sql::Connection&)> work);

 private:
  using Group = std::vector<WriteRequest>;
  using Instant = std::chrono::steady_clock::time_point;

  void loop();
  [[nodiscard]] Group take_group();
  void write(Group group);
  /// Takes out, as failed, those whose files could not be made durable.
  [[nodiscard]] Group with_durable_files(Group group);
  /// Asked inside the transaction: a withdrawal before it may have erased one. not_found.
  [[nodiscard]] base::Status still_there(const std::vector<FileKey>& keys) const;
  /// Runs and commits the group once; `results` has an outcome for each request. Gives whether
  /// that is final: false when the whole may be run again.
  enum class Run : std::uint8_t { finished, again };
  [[nodiscard]] Run run_once(const Group& group, std::vector<base::Status>& results);

  sql::Database& database_;
  FileStore& files_;
  Limits limits_;
  Commits& commits_;
  std::unique_ptr<sql::Connection> connection_;  ///< the thread's
  std::mutex mutex_;
  std::condition_variable waiting_;
  std::deque<WriteRequest> queue_;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace comity::store
