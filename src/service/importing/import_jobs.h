#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "service/importing/import_job.h"
#include "store/folder_lock.h"

namespace comity::service {

/// What the uploads of an installation may take.
struct JobLimits {
  std::uint64_t bytes = std::uint64_t{2} << 30;       ///< announced by all jobs that are not done
  std::uint64_t part_bytes = std::uint64_t{8} << 20;  ///< in one append()
  std::size_t files = 2'000;                          ///< of one job
  std::size_t jobs = 50;
  std::chrono::hours keep{7 * 24};  ///< after the last change a job and its bytes are let go
};

/// How much of a file has arrived.
struct Arrival {
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;  ///< of the whole file
};

/// What changed in a job since its watcher last asked. Each carries where to go on after it.
struct JobNews {
  struct Item {
    std::string id;
    base::JsonObject body;
  };
  std::vector<Item> files;  ///< rows, in the order in which they changed
  Item job;                 ///< without its files
};

class JobWatch;

/// Imports that outlive the request that asked for them. A job is a folder under `imports` of the
/// installation: what was told (job.json), and the bytes that have arrived, in parts. Its files are
/// sent in parts, read in a dry run and then into the record; one job is read at a time. Who may
/// import into a job's space may see and run it; for others it is not there (not_found).
///
/// What is killed loses no part that append() answered; a run that was under way is `interrupted`,
/// and run() with the same wish reads what it had not told of, and tries again what failed. Nothing
/// of a job is in the record but whole files, as import_sources() keeps them. Thread-safe.
class ImportJobs {
 public:
  /// Lets go what is too old. unavailable: another process takes this installation's uploads.
  [[nodiscard]] static base::Result<std::unique_ptr<ImportJobs>> open(Installation& installation,
                                                                      JobLimits limits = {});
  ImportJobs(const ImportJobs&) = delete;
  ImportJobs& operator=(const ImportJobs&) = delete;
  /// A run under way is left where it is, for the next time.
  ~ImportJobs();

  /// The jobs that the actor may see, newest first, without their files.
  [[nodiscard]] base::JsonArray jobs(const Actor& actor) const;
  /// Gives the id. forbidden; too_large: there are too many.
  [[nodiscard]] base::Result<std::string> create(const Actor& actor, const std::string& space);
  /// Gives the files' rows. One told before is the same file, to go on where it stopped; one that
  /// is too large is told as failed. conflict: it is running or done; too_large.
  [[nodiscard]] base::Result<base::JsonArray> add(const Actor& actor, std::string_view id,
                                                  const std::vector<NewJobFile>& files);
  /// With `files`.
  [[nodiscard]] base::Result<base::JsonObject> job(const Actor& actor, std::string_view id) const;
  [[nodiscard]] base::Result<base::JsonObject> row(const Actor& actor, std::string_view id,
                                                   std::size_t file) const;
  [[nodiscard]] base::Result<Arrival> arrival(const Actor& actor, std::string_view id,
                                              std::size_t file) const;
  /// Adds a part at the end of what has arrived; durable when it returns. conflict: it begins
  /// elsewhere, or another part is being written; too_large; invalid_input: more than was told.
  [[nodiscard]] base::Result<Arrival> append(const Actor& actor, std::string_view id,
                                             std::size_t file, std::uint64_t offset,
                                             std::string_view bytes);
  /// Begins to read the files that have arrived whole. conflict: it is running or done;
  /// invalid_input: none has arrived.
  [[nodiscard]] base::Status run(const Actor& actor, std::string_view id, JobWish wish);
  /// Lets the files that are being read end, and no other begin.
  [[nodiscard]] base::Status stop(const Actor& actor, std::string_view id);
  /// Lets the job and its bytes go. conflict: it is running.
  [[nodiscard]] base::Status discard(const Actor& actor, std::string_view id);
  /// Tells what changes from now on, or after the change `since` names (JobNews::Item::id) in this
  /// process; of one that it does not know, everything.
  [[nodiscard]] base::Result<JobWatch> watch(const Actor& actor, std::string_view id,
                                             std::string_view since) const;

 private:
  friend class JobWatch;
  using Job = std::shared_ptr<ImportJob>;
  struct Turn {
    Job job;
    Actor actor;
  };

  ImportJobs(Installation& installation, JobLimits limits, store::FolderLock lock);
  [[nodiscard]] base::Status load();
  [[nodiscard]] base::Status load_job(const std::string& id);
  [[nodiscard]] base::Result<Job> find(const Actor& actor, std::string_view id) const;
  [[nodiscard]] base::Result<Job> find_open(const Actor& actor, std::string_view id) const;
  [[nodiscard]] base::Result<Arrival> claim(const Actor& actor, std::string_view id,
                                            std::size_t file, std::uint64_t offset,
                                            std::uint64_t size);
  [[nodiscard]] base::Status save(const ImportJob& job);
  [[nodiscard]] std::filesystem::path folder_of(const ImportJob& job) const;
  [[nodiscard]] base::Time expiry_of(const ImportJob& job) const;
  [[nodiscard]] std::uint64_t announced() const;
  void touch(ImportJob& job) const;
  void let_go_the_old();
  void remove_parts(const ImportJob& job);

  void work(const std::stop_token& ended);
  void perform(const Turn& turn);
  [[nodiscard]] FileSource source_of(const ImportJob& job, std::size_t file) const;
  void settle(ImportJob& job, const base::Result<ImportReport>& report);

  Installation& installation_;
  const JobLimits limits_;
  const std::filesystem::path folder_;
  const std::string epoch_;  ///< versions count anew in each process
  store::FolderLock lock_;
  std::mutex saving_;  ///< taken before mutex_
  mutable std::mutex mutex_;
  std::map<std::string, Job, std::less<>> jobs_;
  std::condition_variable_any queued_;
  std::deque<Turn> queue_;
  std::jthread worker_;  ///< last: it ends before what it uses
};

/// Follows one job. For one thread at a time; must end before its ImportJobs.
class JobWatch {
 public:
  /// Whether next() has anything to tell; never waits.
  [[nodiscard]] bool ready() const { return job_->version > seen_; }
  [[nodiscard]] JobNews next();

 private:
  friend class ImportJobs;
  JobWatch(const ImportJobs& jobs, std::shared_ptr<const ImportJob> job, std::uint64_t seen)
      : jobs_(&jobs), job_(std::move(job)), seen_(seen) {}
  const ImportJobs* jobs_;
  std::shared_ptr<const ImportJob> job_;
  std::uint64_t seen_;
};

}  // namespace comity::service
