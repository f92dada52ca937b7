#include "service/importing/import_jobs.h"

#include <algorithm>
#include <charconv>

#include "base/hash.h"
#include "base/id.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonArray;
using base::JsonObject;
using base::Result;

constexpr std::string_view kFolder = "imports";
constexpr std::string_view kStored = "job.json";
constexpr std::uint64_t kStoredBytes = std::uint64_t{16} << 20;
constexpr std::size_t kLongestFileName = 1'000;

bool is_open(JobState state) {
  return state == JobState::receiving || state == JobState::checked ||
         state == JobState::interrupted;
}

bool has_failed(const JobFile& file) {
  return std::any_of(file.outcomes.begin(), file.outcomes.end(),
                     [](const base::Json& each) { return each.as_object().contains("kind"); });
}

JsonObject too_large(const NewJobFile& file) {
  return to_json(FileOutcome(
      FailedFile{file.name,
                 {ErrorKind::too_large,
                  "larger than the limit of " + std::to_string(kMostFileBytes >> 20) + " MB",
                  file.name, "split it, or ask for a smaller copy"}}));
}

}  // namespace

Result<std::unique_ptr<ImportJobs>> ImportJobs::open(Installation& installation, JobLimits limits) {
  const auto folder = installation.folder() / kFolder;
  COMITY_CHECK(installation.files().make_folders(folder));
  COMITY_TRY(auto lock, store::FolderLock::open_alone(folder));
  std::unique_ptr<ImportJobs> jobs(new ImportJobs(installation, limits, std::move(lock)));
  COMITY_CHECK(jobs->load());
  jobs->let_go_the_old();
  return jobs;
}

ImportJobs::ImportJobs(Installation& installation, JobLimits limits, store::FolderLock lock)
    : installation_(installation),
      limits_(limits),
      folder_(installation.folder() / kFolder),
      epoch_(base::crockford(base::random_id())),
      lock_(std::move(lock)) {}

ImportJobs::~ImportJobs() {
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, job] : jobs_) job->stop.request_stop();
  }
  if (!worker_.joinable()) return;
  worker_.request_stop();
  worker_.join();
}

base::Status ImportJobs::load() {
  COMITY_TRY(const auto names, installation_.files().list(folder_));
  for (const auto& name : names) {
    if (!base::from_crockford(name)) continue;
    if (installation_.files().exists(folder_ / name / kStored)) {
      COMITY_CHECK(load_job(name));
    } else {
      std::error_code ignored;  // killed while it was made or let go
      std::filesystem::remove_all(folder_ / name, ignored);
    }
  }
  return {};
}

base::Status ImportJobs::load_job(const std::string& id) {
  auto& files = installation_.files();
  auto job = std::make_shared<ImportJob>();
  job->id = id;
  COMITY_TRY(const auto text, files.read(folder_of(*job) / kStored, kStoredBytes));
  COMITY_CHECK(restore(text, *job));
  if (job->state == JobState::done) remove_parts(*job);
  COMITY_TRY(const auto names, files.list(folder_of(*job)));
  for (std::size_t index = 0; index < job->files.size(); ++index) {
    const auto parts = parts_of(names, index);
    auto& file = job->files[index];
    file.offset = parts.empty() ? 0 : parts.back().end;
    // Its bytes were let go with the end; a file that was too large never came.
    if (job->state == JobState::done && file.settled && file.told.bytes <= kMostFileBytes) {
      file.offset = file.told.bytes;
    }
  }
  jobs_.emplace(id, std::move(job));
  return {};
}

std::filesystem::path ImportJobs::folder_of(const ImportJob& job) const { return folder_ / job.id; }

base::Time ImportJobs::expiry_of(const ImportJob& job) const {
  return {job.touched.microseconds + std::chrono::microseconds(limits_.keep).count()};
}

void ImportJobs::touch(ImportJob& job) const {
  job.touched = installation_.clock().now();
  job.change();
}

std::uint64_t ImportJobs::announced() const {
  std::uint64_t bytes = 0;
  for (const auto& [id, job] : jobs_) {
    if (job->state == JobState::done) continue;
    for (const auto& file : job->files) {
      if (file.told.bytes <= kMostFileBytes) bytes += file.told.bytes;
    }
  }
  return bytes;
}

base::Status ImportJobs::save(const ImportJob& job) {
  const std::lock_guard in_order(saving_);
  std::string text;
  {
    const std::lock_guard lock(mutex_);
    text = stored(job);
  }
  return base::write_atomically(installation_.files(), folder_of(job) / kStored, text);
}

void ImportJobs::let_go_the_old() {
  const auto now = installation_.clock().now();
  const std::lock_guard lock(mutex_);
  for (auto it = jobs_.begin(); it != jobs_.end();) {
    if (it->second->state == JobState::running || expiry_of(*it->second) > now) {
      ++it;
      continue;
    }
    std::error_code ignored;  // tried again at the next start
    std::filesystem::remove_all(folder_of(*it->second), ignored);
    it = jobs_.erase(it);
  }
}

void ImportJobs::remove_parts(const ImportJob& job) {
  auto& files = installation_.files();
  const auto names = files.list(folder_of(job));
  if (!names) return;
  for (const auto& name : *names) {
    // One that stays goes with the job.
    if (part_from(name)) (void)files.remove(folder_of(job) / name);
  }
}

Result<ImportJobs::Job> ImportJobs::find(const Actor& actor, std::string_view id) const {
  const auto found = jobs_.find(id);
  const bool seen =
      found != jobs_.end() && may(actor.role_in(found->second->space), Action::import_document);
  if (!seen) {
    return fail(ErrorKind::not_found, "there is no such import", std::string(id),
                "it may be over and gone; what it read is in the record");
  }
  COMITY_CHECK(must_be_allowed(actor, Action::import_document, found->second->space,
                               "only an editor may import into the space " + found->second->space,
                               std::string(id)));
  return found->second;
}

Result<ImportJobs::Job> ImportJobs::find_open(const Actor& actor, std::string_view id) const {
  COMITY_TRY(auto job, find(actor, id));
  if (is_open(job->state)) return job;
  const bool running = job->state == JobState::running;
  return fail(ErrorKind::conflict, running ? "this import is being read" : "this import is done",
              job->id, running ? "wait for its end, or stop it" : "begin another");
}

JsonArray ImportJobs::jobs(const Actor& actor) const {
  const std::lock_guard lock(mutex_);
  std::vector<const ImportJob*> seen;
  for (const auto& [id, job] : jobs_) {
    if (may(actor, Action::import_document, job->space)) seen.push_back(job.get());
  }
  std::sort(seen.begin(), seen.end(), [](const ImportJob* a, const ImportJob* b) {
    return a->created > b->created || (a->created == b->created && a->id < b->id);
  });
  JsonArray list;
  for (const auto* job : seen) list.push_back(job_json(*job, expiry_of(*job)));
  return list;
}

Result<std::string> ImportJobs::create(const Actor& actor, const std::string& space) {
  COMITY_CHECK(must_be_allowed(actor, Action::import_document, space,
                               "only an editor may import into the space " + space, space));
  let_go_the_old();
  auto job = std::make_shared<ImportJob>();
  job->id = base::crockford(base::random_id());
  job->space = space;
  job->created = installation_.clock().now();
  job->touched = job->created;
  {
    const std::lock_guard lock(mutex_);
    if (jobs_.size() >= limits_.jobs) {
      return fail(ErrorKind::too_large, "there are too many imports under way", "",
                  "finish one of them, or discard it");
    }
  }
  COMITY_CHECK(installation_.files().make_folders(folder_of(*job)));
  COMITY_CHECK(save(*job));
  const std::lock_guard lock(mutex_);
  jobs_.emplace(job->id, job);
  return job->id;
}

Result<JsonArray> ImportJobs::add(const Actor& actor, std::string_view id,
                                  const std::vector<NewJobFile>& files) {
  JsonArray rows;
  Job job;
  {
    const std::lock_guard lock(mutex_);
    COMITY_TRY(job, find_open(actor, id));
    std::uint64_t bytes = announced();
    for (const auto& file : files) {
      if (file.name.empty() || file.name.size() + file.modified.size() > kLongestFileName) {
        return fail(ErrorKind::invalid_input, "a file needs a name, not longer than 1,000 bytes");
      }
      if (file.bytes <= kMostFileBytes) bytes += file.bytes;
    }
    if (bytes > limits_.bytes || job->files.size() + files.size() > limits_.files) {
      return fail(ErrorKind::too_large, "these are more files than the server keeps at a time", "",
                  "bring in what is there first, or use comity import on the machine that keeps "
                  "the record");
    }
    for (const auto& file : files) {
      auto same = std::find_if(job->files.begin(), job->files.end(),
                               [&](const JobFile& each) { return each.told == file; });
      if (same == job->files.end()) {
        same = job->files.insert(same, JobFile{});
        same->told = file;
        same->settled = file.bytes > kMostFileBytes;
        if (same->settled) same->outcomes.push_back(too_large(file));
        same->changed = job->change();
        job->state = JobState::receiving;
      }
      rows.push_back(file_json(*job, static_cast<std::size_t>(same - job->files.begin())));
    }
    touch(*job);
  }
  COMITY_CHECK(save(*job));
  return rows;
}

Result<JsonObject> ImportJobs::job(const Actor& actor, std::string_view id) const {
  const std::lock_guard lock(mutex_);
  COMITY_TRY(const auto job, find(actor, id));
  auto answer = job_json(*job, expiry_of(*job));
  JsonArray files;
  for (std::size_t index = 0; index < job->files.size(); ++index) {
    files.push_back(file_json(*job, index));
  }
  answer["files"] = std::move(files);
  return answer;
}

Result<JsonObject> ImportJobs::row(const Actor& actor, std::string_view id,
                                   std::size_t file) const {
  const std::lock_guard lock(mutex_);
  COMITY_TRY(const auto job, find(actor, id));
  if (file >= job->files.size()) {
    return fail(ErrorKind::not_found, "the import has no such file", std::to_string(file));
  }
  return file_json(*job, file);
}

Result<Arrival> ImportJobs::arrival(const Actor& actor, std::string_view id,
                                    std::size_t file) const {
  COMITY_TRY(const auto told, row(actor, id, file));
  return Arrival{static_cast<std::uint64_t>(base::integer_at(told, "offset")),
                 static_cast<std::uint64_t>(base::integer_at(told, "bytes"))};
}

// Checks a part and takes the file for its writing; gives where the file will then stand.
Result<Arrival> ImportJobs::claim(const Actor& actor, std::string_view id, std::size_t file,
                                  std::uint64_t offset, std::uint64_t size) {
  const std::lock_guard lock(mutex_);
  COMITY_TRY(const auto job, find_open(actor, id));
  if (file >= job->files.size()) {
    return fail(ErrorKind::not_found, "the import has no such file", std::to_string(file));
  }
  auto& taken = job->files[file];
  if (size > limits_.part_bytes || taken.told.bytes > kMostFileBytes) {
    return fail(ErrorKind::too_large, "the part or its file is too large", taken.told.name,
                "send it in parts of at most " + std::to_string(limits_.part_bytes) + " bytes");
  }
  if (taken.sending || offset != taken.offset) {
    return fail(ErrorKind::conflict, "the part begins elsewhere than what has arrived ends",
                taken.told.name, "ask for the offset and go on from there");
  }
  if (size > taken.told.bytes - offset) {
    return fail(ErrorKind::invalid_input, "the file would be longer than was told", taken.told.name,
                "tell of the file again, with its length");
  }
  taken.sending = size > 0;
  return Arrival{offset + size, taken.told.bytes};
}

Result<Arrival> ImportJobs::append(const Actor& actor, std::string_view id, std::size_t file,
                                   std::uint64_t offset, std::string_view bytes) {
  COMITY_TRY(const auto arrival, claim(actor, id, file, offset, bytes.size()));
  if (bytes.empty()) return arrival;
  const auto path = folder_ / id / name_of(JobPart{file, offset, arrival.offset});
  const auto written = base::write_atomically(installation_.files(), path, bytes);
  const std::lock_guard lock(mutex_);
  COMITY_TRY(const auto job, find(actor, id));
  auto& taken = job->files[file];
  taken.sending = false;
  if (!written) return tl::unexpected<base::Error>(written.error());
  taken.offset = arrival.offset;
  job->touched = installation_.clock().now();
  // Who sends knows how far they are; a whole file is news for all.
  if (taken.arrived()) taken.changed = job->change();
  return arrival;
}

base::Status ImportJobs::run(const Actor& actor, std::string_view id, JobWish wish) {
  Job job;
  {
    const std::lock_guard lock(mutex_);
    COMITY_TRY(job, find_open(actor, id));
    if (wish.publish) {
      COMITY_CHECK(must_be_allowed(actor, Action::publish, job->space,
                                   "only an editor may publish in the space " + job->space,
                                   job->id));
    }
    const bool any = std::any_of(job->files.begin(), job->files.end(),
                                 [](const JobFile& file) { return file.arrived(); });
    if (!any) {
      return fail(ErrorKind::invalid_input, "no file has arrived yet", job->id,
                  "send the files first");
    }
    const bool goes_on = job->state == JobState::interrupted && job->wish == wish;
    for (auto& file : job->files) {
      const bool keeps = goes_on && file.settled && !has_failed(file);
      if (keeps || !file.arrived()) continue;
      file.forget();
      file.changed = job->change();
    }
    job->state = JobState::running;
    job->wish = wish;
    job->error.clear();
    job->stop = std::stop_source();
    touch(*job);
  }
  auto saved = save(*job);
  const std::lock_guard lock(mutex_);
  if (!saved) {
    job->state = JobState::interrupted;
    touch(*job);
    return saved;
  }
  queue_.push_back({std::move(job), actor});
  if (!worker_.joinable()) {
    worker_ = std::jthread([this](const std::stop_token& ended) { work(ended); });
  }
  queued_.notify_one();
  return {};
}

base::Status ImportJobs::stop(const Actor& actor, std::string_view id) {
  const std::lock_guard lock(mutex_);
  COMITY_TRY(const auto job, find(actor, id));
  job->stop.request_stop();
  return {};
}

base::Status ImportJobs::discard(const Actor& actor, std::string_view id) {
  const std::lock_guard lock(mutex_);
  COMITY_TRY(const auto job, find(actor, id));
  if (job->state == JobState::running) {
    return fail(ErrorKind::conflict, "this import is being read", job->id, "stop it first");
  }
  // job.json first: a folder without one is nobody's job.
  COMITY_CHECK(installation_.files().remove(folder_of(*job) / kStored));
  std::error_code ignored;
  std::filesystem::remove_all(folder_of(*job), ignored);
  job->state = JobState::discarded;
  job->change();
  jobs_.erase(job->id);
  return {};
}

Result<JobWatch> ImportJobs::watch(const Actor& actor, std::string_view id,
                                   std::string_view since) const {
  const std::lock_guard lock(mutex_);
  COMITY_TRY(auto job, find(actor, id));
  std::uint64_t seen = 0;
  const auto epoch = epoch_ + "-";
  if (since.starts_with(epoch)) {
    since.remove_prefix(epoch.size());
    std::from_chars(since.data(), since.data() + since.size(), seen);
  }
  return JobWatch(*this, std::move(job), seen);
}

JobNews JobWatch::next() {
  const std::lock_guard lock(jobs_->mutex_);
  std::vector<std::size_t> changed;
  for (std::size_t index = 0; index < job_->files.size(); ++index) {
    if (job_->files[index].changed > seen_) changed.push_back(index);
  }
  std::sort(changed.begin(), changed.end(), [this](std::size_t a, std::size_t b) {
    return job_->files[a].changed < job_->files[b].changed;
  });
  const auto id_of = [this](std::uint64_t version) {
    return jobs_->epoch_ + "-" + std::to_string(version);
  };
  JobNews news;
  for (const auto index : changed) {
    news.files.push_back({id_of(job_->files[index].changed), file_json(*job_, index)});
  }
  seen_ = job_->version;
  news.job = {id_of(seen_), job_json(*job_, jobs_->expiry_of(*job_))};
  return news;
}

}  // namespace comity::service
