#include "service/importing/import.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <future>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

#include "service/accounts/tokens.h"
#include "service/address.h"
#include "service/documents/parts.h"
#include "service/finding/indexes.h"
#include "service/importing/foresight.h"
#include "service/importing/keeping.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonArray;
using base::JsonObject;
using base::Result;

constexpr std::size_t kWaiting = 32;  ///< appends on their way, for each thread
/// Files after which the index follows: at the end alone one thread would work for all the others.
/// Each time costs some syncs.
constexpr std::size_t kIndexedAtOnce = 16;

std::string_view name_of(Adds adds) {
  switch (adds) {
    case Adds::nothing:
      return "nothing";
    case Adds::copy:
      return "copy";
    case Adds::work:
      return "work";
  }
  return "nothing";
}

/// The space; a dry run makes none, and finds nothing in one that is not there.
Result<store::Space> space_of(Installation& installation, store::ActorId person,
                              const ImportOptions& options) {
  COMITY_TRY(const auto read, installation.store().read());
  if (const auto* space = read.space(options.space)) return *space;
  store::NewSpace wanted{options.space, options.space, false, {}};
  if (options.dry_run) return store::Space{{}, wanted.name, wanted.title, false, {}, {}};
  return installation.store().create_space(wanted, person);
}

/// Counts one outcome and keeps it.
void add(ImportReport& report, FileOutcome outcome) {
  if (auto* failed = std::get_if<FailedFile>(&outcome)) {
    report.failed.push_back(std::move(*failed));
    return;
  }
  auto& file = std::get<ReadFile>(outcome);
  if (file.publishes) ++report.published;
  if (file.adds == Adds::nothing) {
    ++report.unchanged;
  } else {
    ++report.read;
    ++(file.adds == Adds::work ? report.new_works : report.new_copies);
    if (file.findings > 0) ++report.doubtful;
    if (!file.conflict.empty()) ++report.conflicts;
    report.recommendations += file.recommendations;
  }
  report.files.push_back(std::move(file));
}

/// Where a file stands among those given; a file in an archive comes after the archive.
struct Order {
  std::size_t source = 0;
  std::size_t member = 0;
  auto operator<=>(const Order&) const = default;
};

struct Job {
  Order order;
  FileSource source;
  bool is_member = false;
};

/// Reads sources in several threads and appends them; each thread keeps some appends on their way,
/// so that commits are shared. An archive's files take its place at the head of the queue, and the
/// next archive is unpacked when all of them have been taken, so that one lies in memory at a time.
class ImportRun {
 public:
  ImportRun(Installation& installation, store::ActorId person, store::Space space,
            std::shared_ptr<const names::Register> states, ColumnsTold told,
            std::vector<FileSource> sources, const ImportOptions& options, std::string as)
      : installation_(installation),
        person_(person),
        space_(std::move(space)),
        states_(std::move(states)),
        told_(std::move(told)),
        options_(options),
        as_(std::move(as)),
        foresight_(installation, space_.id, options),
        total_(sources.size()) {
    for (auto& source : sources) jobs_.push_back({{jobs_.size(), 0}, std::move(source), false});
    // The largest first: begun last, it would be read by one core while the others have nothing.
    std::stable_sort(jobs_.begin(), jobs_.end(),
                     [](const Job& a, const Job& b) { return a.source.size > b.source.size; });
  }

  ImportReport run() {
    const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    const std::size_t wanted = options_.threads == 0 ? cores : options_.threads;
    {
      std::vector<std::jthread> threads;
      threads.reserve(wanted);
      for (std::size_t i = 0; i < wanted; ++i) {
        threads.emplace_back([this] { work(); });
      }
    }
    ImportReport report;
    report.dry_run = options_.dry_run;
    report.interrupted = !jobs_.empty();
    for (auto& [order, outcome] : outcomes_) add(report, std::move(outcome));
    return report;
  }

 private:
  struct Pending {
    Order order;
    ReadFile file;
    std::future<Result<std::vector<store::Appended>>> appended;
  };

  void work() {
    std::deque<Pending> pending;
    while (auto job = next()) {
      take(*job, pending);
      done_with_job();
      while (pending.size() > kWaiting) settle(pending);
    }
    while (!pending.empty()) settle(pending);
  }

  /// Waits while another thread is unpacking an archive, or may be about to.
  std::optional<Job> next() {
    std::unique_lock lock(mutex_);
    more_.wait(lock, options_.stop, [this] { return jobs_.empty() ? busy_ == 0 : !unpacking_; });
    if (jobs_.empty() || options_.stop.stop_requested()) return std::nullopt;
    std::optional<Job> job(std::move(jobs_.front()));
    jobs_.pop_front();
    if (job->is_member) --members_;
    ++busy_;
    return job;
  }

  /// Whether an archive may be unpacked now; else it stands in the queue again, behind the files of
  /// the one before it.
  bool may_unpack(const Job& job) {
    const std::lock_guard lock(mutex_);
    if (unpacking_ || members_ > 0) {
      jobs_.insert(jobs_.begin() + static_cast<std::ptrdiff_t>(members_), job);
      return false;
    }
    unpacking_ = true;
    return true;
  }

  void done_with_job() {
    const std::lock_guard lock(mutex_);
    --busy_;
    more_.notify_all();
  }

  void take(const Job& job, std::deque<Pending>& pending) {
    const auto failed = [&](base::Error error) {
      finish(job.order, FailedFile{job.source.name, std::move(error)});
    };
    if (options_.begun && !job.is_member) options_.begun(job.order.source);
    const auto bytes = job.source.bytes();
    if (!bytes) return failed(bytes.error());
    if (!job.is_member && reading::holds_several(*bytes, job.source.name)) {
      if (!may_unpack(job)) return;
      const auto unpacked = unpack(job, *bytes);
      if (!unpacked) return failed(unpacked.error());
      if (*unpacked) return;
    }
    auto begun = begin(job, *bytes);
    if (!begun) return failed(std::move(begun).error());
    pending.push_back(*std::move(begun));
  }

  /// False where it holds but itself.
  Result<bool> unpack(const Job& job, std::string_view bytes) {
    auto members = installation_.reader().unpack(bytes, job.source.name);
    const std::lock_guard lock(mutex_);
    unpacking_ = false;
    more_.notify_all();
    if (!members) return tl::unexpected<base::Error>(std::move(members).error());
    if (members->empty()) return false;
    left_[job.order.source] = members->size();
    total_ += members->size() - 1;
    members_ = members->size();
    for (std::size_t i = members->size(); i > 0; --i) {
      auto& member = (*members)[i - 1];
      FileSource source{job.source.name + "/" + member.name,
                        [bytes = std::move(member.bytes)] { return bytes; }, job.source.origin};
      jobs_.push_front({{job.order.source, i}, std::move(source), true});
    }
    return true;
  }

  void settle(std::deque<Pending>& pending) {
    auto first = std::move(pending.front());
    pending.pop_front();
    if (!first.appended.valid()) {
      finish(first.order, std::move(first.file));
      return;
    }
    auto appended = first.appended.get();
    if (!appended) {
      auto error = std::move(appended).error();
      if (error.place.empty()) error.place = first.file.file;
      finish(first.order, FailedFile{first.file.file, std::move(error)});
      return;
    }
    const auto& document = appended->front();
    first.file.work = document.work;
    if (document.outcome == store::Outcome::unchanged) first.file.adds = Adds::nothing;
    if (document.conflict) first.file.conflict = document.conflict->file_name;
    finish(first.order, std::move(first.file));
  }

  Result<Pending> begin(const Job& job, std::string_view bytes) {
    const auto& source = job.source;
    const auto hash = base::sha256(bytes);
    Pending pending;
    pending.order = job.order;
    pending.file.file = source.name;
    COMITY_TRY(const auto known, work_of_file(hash));
    if (known) {
      COMITY_CHECK(must_be_of(*known, as_, source.name));
      COMITY_CHECK(tell_known(*known, pending.file));
      return pending;
    }
    COMITY_TRY(auto reading, installation_.read_file(bytes, source.name, *states_, told_));
    COMITY_TRY(auto mapped, map_columns(*reading, source.name));
    if (mapped) reading = mapped->reading;
    COMITY_TRY(reading, as_told(std::move(reading), as_, source.name));
    pending.file.findings = reading->findings.size();
    pending.file.table = reading->kind == model::WorkKind::table;
    if (reading->source) {
      pending.file.rows = model::source_row_count(*reading);
      pending.file.refused_rows = reading->source->refused.size();
    }
    if (reading->review) pending.file.recommendations = reading->review->recommendations.size();
    COMITY_CHECK(foresight_.tell(hash, *reading, pending.file));
    for (const auto& part : grammar::parts_of(*reading)) {
      pending.file.parts.push_back(work_of_part(part, hash));
      foresight_.comes(pending.file.parts.back());
    }
    if (options_.dry_run) return pending;
    COMITY_TRY(auto act, keep_file(installation_, source, bytes, reading));
    COMITY_TRY(auto parts, keep_parts(installation_, act, *reading, *states_));
    parts.insert(parts.begin(), std::move(act));
    std::vector<store::NewEntry> entries;
    for (auto& each : parts) {
      entries.push_back(entry(std::move(each)));
      if (options_.publish) entries.push_back(entry(store::DocumentPublished{}));
    }
    if (mapped) entries.push_back(entry(std::move(mapped->act)));
    pending.appended = installation_.store().submit(std::move(entries));
    // What fails now is told at the end.
    if (++submitted_ % kIndexedAtOnce == 0) (void)installation_.indexes().catch_up({});
    return pending;
  }

  /// A table read by what this import says of its columns, and the act that keeps it.
  struct Mapped {
    std::shared_ptr<const model::Reading> reading;
    store::ColumnsMapped act;
  };
  [[nodiscard]] Result<std::optional<Mapped>> map_columns(const model::Reading& reading,
                                                          const std::string& file) const {
    if (options_.columns.empty() || reading.kind != model::WorkKind::table) {
      return std::optional<Mapped>{};
    }
    COMITY_TRY(auto mapping, mapping_of(options_.columns, column_names_of(reading)));
    Mapped mapped;
    mapped.act.name = std::filesystem::path(file).filename().string();
    mapped.act.header = base::sha256(model::header_of(reading));
    auto again = std::make_shared<model::Reading>(reading);
    read_as_told(*again, *states_, {{mapped.act.header.hex(), mapping}});
    mapped.act.mapping = std::move(mapping);
    mapped.reading = std::move(again);
    return std::optional<Mapped>{std::move(mapped)};
  }

  Result<std::optional<store::Work>> work_of_file(const base::Hash& hash) const {
    COMITY_TRY(const auto read, installation_.store().read());
    return read.work_of_file(space_.id, hash);
  }

  /// The file itself is as it was; only its publication can be news.
  base::Status tell_known(const store::Work& known, ReadFile& file) {
    file.work = known.name;
    file.table = known.kind == model::WorkKind::table;
    file.publishes = foresight_.publishes(known.name, known.published);
    if (!options_.publish || known.published || options_.dry_run) return {};
    return publish_with_parts(installation_, known, person_);
  }

  [[nodiscard]] store::NewEntry entry(store::Act act) const {
    return {space_.id, person_, std::move(act)};
  }

  void finish(const Order& order, FileOutcome outcome) {
    const auto name = std::visit([](const auto& each) { return each.file; }, outcome);
    const std::lock_guard lock(mutex_);
    const auto archive = left_.find(order.source);
    const std::size_t left = archive == left_.end() ? 0 : --archive->second;
    if (options_.settled) options_.settled(order.source, outcome, left);
    outcomes_.emplace(order, std::move(outcome));
    ++done_;
    if (options_.progress) options_.progress(done_, total_, name);
  }

  Installation& installation_;
  const store::ActorId person_;
  store::Space space_;
  std::shared_ptr<const names::Register> states_;
  const ColumnsTold told_;
  const ImportOptions& options_;
  const std::string as_;  ///< whose texts they are; empty: as they say
  Foresight foresight_;
  std::atomic<std::size_t> submitted_{0};
  std::mutex mutex_;  ///< of all that follows
  std::condition_variable_any more_;
  std::deque<Job> jobs_;
  std::size_t members_ = 0;  ///< of an archive, at the head of the queue
  bool unpacking_ = false;
  std::size_t busy_ = 0;  ///< threads with a job that may bring more
  std::size_t total_ = 0;
  std::size_t done_ = 0;
  std::map<Order, FileOutcome> outcomes_;
  std::map<std::size_t, std::size_t> left_;  ///< of an archive's files, by its source
};

/// Files that were there already are read again by what is said of their columns now.
void map_known(Installation& installation, const Actor& actor, ImportReport& report,
               const ImportOptions& options) {
  if (options.columns.empty()) return;
  std::erase_if(report.files, [&](const ReadFile& file) {
    if (file.adds != Adds::nothing || !file.table) return false;
    const auto name = std::filesystem::path(file.file).filename().string();
    auto done = service::map_columns(installation, {actor}, {file.work, name, options.columns, {}});
    if (done) return false;
    report.failed.push_back({file.file, std::move(done).error()});
    --report.unchanged;
    return true;
  });
}

}  // namespace

Result<ImportReport> import_sources(Installation& installation, const Actor& actor,
                                    std::vector<FileSource> sources, const ImportOptions& options,
                                    const std::string& as) {
  COMITY_CHECK(must_be_allowed(actor, Action::import_document, options.space,
                               "only an editor may import into the space " + options.space,
                               options.space));
  if (options.publish) {
    COMITY_CHECK(must_be_allowed(actor, Action::publish, options.space,
                                 "only an editor may publish in the space " + options.space,
                                 options.space));
  }
  COMITY_TRY(const auto person, person_of(installation, actor));
  COMITY_TRY(auto space, space_of(installation, person, options));
  COMITY_TRY(auto states, installation.register_of(space));
  ColumnsTold told;
  {
    COMITY_TRY(const auto read, installation.store().read());
    COMITY_TRY(told, columns_told(read, space.id));
  }
  ImportRun run(installation, person, std::move(space), std::move(states), std::move(told),
                std::move(sources), options, as);
  auto report = run.run();
  if (!options.dry_run) map_known(installation, actor, report, options);
  if (!options.dry_run) COMITY_CHECK(installation.indexes().catch_up(kIndexPatience));
  return report;
}

JsonObject to_json(const FileOutcome& outcome) {
  if (const auto* failed = std::get_if<FailedFile>(&outcome)) {
    return {{"file", failed->file},
            {"kind", base::name_of(failed->error.kind)},
            {"place", failed->error.place},
            {"message", failed->error.message},
            {"mend", failed->error.mend}};
  }
  const auto& read = std::get<ReadFile>(outcome);
  JsonObject file{{"file", read.file},
                  {"work", read.work},
                  {"unchanged", read.adds == Adds::nothing},
                  {"adds", name_of(read.adds)},
                  {"publishes", read.publishes},
                  {"findings", read.findings},
                  {"recommendations", read.recommendations}};
  if (!read.conflict.empty()) file["conflict"] = read.conflict;
  if (!read.parts.empty()) file["parts"] = JsonArray(read.parts.begin(), read.parts.end());
  if (read.table && !read.work.empty()) file["columns"] = source_address(read.work) + "/columns";
  if (read.rows) {
    file["rows"] = *read.rows;
    file["refused_rows"] = read.refused_rows;
  }
  return file;
}

JsonObject to_json(const ImportReport& report) {
  JsonArray failed, files;
  for (const auto& each : report.failed) failed.push_back(to_json(FileOutcome(each)));
  for (const auto& each : report.files) files.push_back(to_json(FileOutcome(each)));
  return {{"dry_run", report.dry_run},
          {"read", report.read},
          {"unchanged", report.unchanged},
          {"doubtful", report.doubtful},
          {"new_works", report.new_works},
          {"new_copies", report.new_copies},
          {"conflicts", report.conflicts},
          {"published", report.published},
          {"recommendations", report.recommendations},
          {"failed", std::move(failed)},
          {"interrupted", report.interrupted},
          {"files", std::move(files)}};
}

}  // namespace comity::service
