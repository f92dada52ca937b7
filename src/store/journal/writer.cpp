#include "store/journal/writer.h"

#include <algorithm>
#include <future>
#include <set>
#include <utility>

namespace comity::store {
namespace {

using std::chrono::steady_clock;

/// Between two tries of a transaction that another process hindered.
constexpr std::chrono::milliseconds kPause{5};

}  // namespace

void Commits::add() {
  {
    const std::lock_guard lock(mutex_);
    ++count_;
  }
  added_.notify_all();
}

std::uint64_t Commits::count() const {
  const std::lock_guard lock(mutex_);
  return count_;
}

void Commits::wait(std::uint64_t than, std::chrono::milliseconds time) const {
  std::unique_lock lock(mutex_);
  added_.wait_for(lock, time, [&] { return count_ > than; });
}

Writer::Writer(sql::Database& database, FileStore& files, const Limits& limits, Commits& commits)
    : database_(database), files_(files), limits_(limits), commits_(commits) {}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  waiting_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Writer::submit(WriteRequest request) {
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(request));
    if (!thread_.joinable()) thread_ = std::thread([this] { loop(); });
  }
  waiting_.notify_one();
}

base::Status Writer::run(std::function<base::Status(sql::Connection&)> work) {
  std::promise<base::Status> promise;
  auto future = promise.get_future();
  submit({0, {}, std::move(work), [&promise](base::Status status) {
            promise.set_value(std::move(status));
          }});
  return future.get();
}

void Writer::loop() {
  while (true) {
    Group group = take_group();
    if (group.empty()) return;
    write(std::move(group));
  }
}

Writer::Group Writer::take_group() {
  std::unique_lock lock(mutex_);
  waiting_.wait(lock, [&] { return ending_ || !queue_.empty(); });
  Group group;
  std::uint64_t bytes = 0;
  while (!queue_.empty() && (group.empty() || bytes < limits_.group_bytes)) {
    bytes += queue_.front().bytes;
    group.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  return group;
}

Writer::Group Writer::with_durable_files(Group group) {
  std::set<FileKey> keys;
  for (const auto& request : group) keys.insert(request.files.begin(), request.files.end());
  if (keys.empty()) return group;
  const std::vector<FileKey> all(keys.begin(), keys.end());
  const auto missing = files_.settle(all);
  if (missing.empty()) return group;
  Group whole;
  for (auto& request : group) {
    const auto lacks = [&](const FileStore::Missing& one) {
      return std::find(request.files.begin(), request.files.end(), one.key) != request.files.end();
    };
    const auto found = std::find_if(missing.begin(), missing.end(), lacks);
    if (found == missing.end()) {
      whole.push_back(std::move(request));
    } else {
      request.done(tl::unexpected(found->error));
    }
  }
  return whole;
}

void Writer::write(Group group) {
  group = with_durable_files(std::move(group));
  const auto deadline = steady_clock::now() + limits_.busy_time;
  while (!group.empty()) {
    std::vector<base::Status> results;
    // One that has to run again is given the same group, until time is over.
    while (run_once(group, results) == Run::again && steady_clock::now() < deadline) {
      std::this_thread::sleep_for(kPause);
    }
    commits_.add();
    // A group that took its time is cut: the rest is committed next.
    const std::size_t count = std::min(results.size(), group.size());
    for (std::size_t i = 0; i < count; ++i) group[i].done(std::move(results[i]));
    group.erase(group.begin(), group.begin() + static_cast<std::ptrdiff_t>(count));
  }
}

base::Status Writer::still_there(const std::vector<FileKey>& keys) const {
  for (const auto& key : keys) {
    if (files_.holds(key)) continue;
    return base::fail(base::ErrorKind::not_found, "the file has been erased meanwhile",
                      key.hash.hex(), "give it again");
  }
  return {};
}

Writer::Run Writer::run_once(const Group& group, std::vector<base::Status>& results) {
  results.clear();
  const auto all_fail = [&](const base::Error& error) {
    // Those not run yet fail with it as well: they would meet the same.
    results.assign(group.size(), base::Status(tl::unexpected(error)));
    const bool again = connection_ != nullptr && connection_->trouble() == sql::Trouble::again;
    return again ? Run::again : Run::finished;
  };
  if (connection_ == nullptr) {
    auto connection = database_.connect(sql::Intent::write);
    if (!connection) return all_fail(connection.error());
    connection_ = *std::move(connection);
  }
  const auto start = steady_clock::now();
  auto transaction = sql::Transaction::begin(*connection_, sql::Intent::write);
  if (!transaction) return all_fail(transaction.error());
  for (const auto& request : group) {
    auto savepoint = sql::Savepoint::begin(*connection_);
    if (!savepoint) return all_fail(savepoint.error());
    base::Status status = request.work(*connection_);
    if (status) status = still_there(request.files);
    if (status) status = savepoint->keep();
    if (!status && connection_->trouble() != sql::Trouble::none) return all_fail(status.error());
    results.push_back(std::move(status));
    if (steady_clock::now() - start >= limits_.group_time) break;
  }
  if (const auto committed = transaction->commit(); !committed) return all_fail(committed.error());
  return Run::finished;
}

}  // namespace comity::store
