#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "service/importing/import.h"

// One import job as state, and as it lies in its folder.
namespace comity::service {

enum class JobState : std::uint8_t {
  receiving,    ///< files are told and their bytes come
  running,      ///< files are read, for a dry run or into the record
  checked,      ///< a dry run is over
  done,         ///< the files are in the record; their bytes are let go
  interrupted,  ///< a run ended before its files did; run() goes on
  discarded,    ///< let go; told to those who watch it, never stored
};

/// How a job is run.
struct JobWish {
  bool dry_run = true;
  bool publish = false;
  bool operator==(const JobWish&) const = default;
};

/// A file that somebody is about to send.
struct NewJobFile {
  std::string name;
  std::uint64_t bytes = 0;
  std::string modified;  ///< whatever the sender knows of its age; tells equal names apart
  bool operator==(const NewJobFile&) const = default;
};

struct JobFile {
  NewJobFile told;
  std::uint64_t offset = 0;  ///< bytes that have arrived, from the start
  bool sending = false;      ///< a part is being written
  bool reading = false;
  bool settled = false;
  base::JsonArray outcomes;  ///< to_json(FileOutcome): one, or one for each file of an archive
  std::uint64_t changed = 0;

  [[nodiscard]] bool arrived() const { return offset == told.bytes; }
  void forget();  ///< what became of it
};

/// Guarded by the mutex of its ImportJobs, `version` apart.
struct ImportJob {
  std::string id;
  std::string space;
  base::Time created;
  base::Time touched;
  JobState state = JobState::receiving;
  JobWish wish;
  base::JsonObject error;  ///< why a run ended before its files did, or empty
  std::vector<JobFile> files;
  std::atomic<std::uint64_t> version{1};  ///< grows with each change
  std::stop_source stop;

  /// The next version, for what changes now.
  std::uint64_t change() { return ++version; }
};

[[nodiscard]] std::string_view name_of(JobState state);

/// What is told of a file, and of a job without its files.
[[nodiscard]] base::JsonObject file_json(const ImportJob& job, std::size_t index);
[[nodiscard]] base::JsonObject job_json(const ImportJob& job, base::Time expires);

/// The text of job.json and back; corrupt. A run that was under way is interrupted.
[[nodiscard]] std::string stored(const ImportJob& job);
[[nodiscard]] base::Status restore(std::string_view text, ImportJob& job);

/// A part of a file lies in a file of its own, there whole or not at all: "FILE-BEGIN-END".
struct JobPart {
  std::size_t file = 0;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};
[[nodiscard]] std::string name_of(const JobPart& part);
/// Nothing where the name is no part's.
[[nodiscard]] std::optional<JobPart> part_from(std::string_view name);
/// The parts of one file that follow each other from its start.
[[nodiscard]] std::vector<JobPart> parts_of(const std::vector<std::string>& names,
                                            std::size_t file);

}  // namespace comity::service
