// How a job's files are read, one job after the other.
#include <algorithm>

#include "service/importing/import_jobs.h"

namespace comity::service {
namespace {

using base::Result;

/// Whether all was told that can be: what a full disk refused is read when there is room.
bool is_whole(const ImportReport& report) {
  return !report.interrupted &&
         std::none_of(report.failed.begin(), report.failed.end(), [](const FailedFile& file) {
           return file.error.kind == base::ErrorKind::unavailable;
         });
}

}  // namespace

void ImportJobs::work(const std::stop_token& ended) {
  while (true) {
    Turn turn;
    {
      std::unique_lock lock(mutex_);
      if (!queued_.wait(lock, ended, [this] { return !queue_.empty(); })) return;
      // What waits in the queue at the end is interrupted when it is loaded again.
      if (ended.stop_requested()) return;
      turn = std::move(queue_.front());
      queue_.pop_front();
    }
    perform(turn);
  }
}

FileSource ImportJobs::source_of(const ImportJob& job, std::size_t file) const {
  const auto folder = folder_of(job);
  auto& files = installation_.files();
  const auto bytes = [folder, file, &files]() -> Result<std::string> {
    COMITY_TRY(const auto names, files.list(folder));
    std::string whole;
    for (const auto& part : parts_of(names, file)) {
      COMITY_TRY(const auto piece, files.read(folder / name_of(part), part.end - part.begin));
      whole += piece;
    }
    return whole;
  };
  return {job.files[file].told.name, bytes};
}

void ImportJobs::perform(const Turn& turn) {
  ImportJob& job = *turn.job;
  std::vector<std::size_t> which;
  std::vector<FileSource> sources;
  ImportOptions options;
  {
    const std::lock_guard lock(mutex_);
    for (std::size_t index = 0; index < job.files.size(); ++index) {
      if (!job.files[index].arrived() || job.files[index].settled) continue;
      which.push_back(index);
      sources.push_back(source_of(job, index));
    }
    options.space = job.space;
    options.publish = job.wish.publish;
    options.dry_run = job.wish.dry_run;
    options.stop = job.stop.get_token();
  }
  options.begun = [&](std::size_t file) {
    const std::lock_guard lock(mutex_);
    job.files[which[file]].reading = true;
    job.files[which[file]].changed = job.change();
  };
  options.settled = [&](std::size_t file, const FileOutcome& outcome, std::size_t left) {
    const std::lock_guard lock(mutex_);
    auto& settled = job.files[which[file]];
    settled.reading = left > 0;
    settled.settled = left == 0;
    settled.outcomes.push_back(to_json(outcome));
    settled.changed = job.change();
  };
  settle(job, import_sources(installation_, turn.actor, std::move(sources), options));
}

void ImportJobs::settle(ImportJob& job, const Result<ImportReport>& report) {
  bool done = false;
  {
    const std::lock_guard lock(mutex_);
    if (!report || !is_whole(*report)) {
      job.state = JobState::interrupted;
    } else {
      job.state = job.wish.dry_run ? JobState::checked : JobState::done;
    }
    if (!report) {
      job.error = {{"kind", base::name_of(report.error().kind)},
                   {"place", report.error().place},
                   {"message", report.error().message},
                   {"mend", report.error().mend}};
    }
    done = job.state == JobState::done;
    touch(job);
  }
  // Not saved, the job is interrupted at the next start and goes on from there.
  const auto saved = save(job);
  if (saved && done) remove_parts(job);
}

}  // namespace comity::service
