#include "service/import.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <future>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>

#include "grammar/parse.h"
#include "service/indexes.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonArray;
using base::JsonObject;
using base::Result;

constexpr std::uint64_t kFileBytes = std::uint64_t{200} << 20;
constexpr std::size_t kWaiting = 32;  ///< appends on their way, for each thread
constexpr std::chrono::milliseconds kIndexPatience{60'000};

using Outcome = std::variant<ReadFile, FailedFile>;

Result<store::Space> space_named(Installation& installation, const std::string& name) {
  COMITY_TRY(const auto read, installation.store().read());
  if (const auto* space = read.space(name)) return *space;
  return installation.store().create_space({name, name, false, {}}, installation.owner());
}

/// Reads sources in several threads and appends them; each thread keeps some appends on their way,
/// so that commits are shared.
class Run {
 public:
  Run(Installation& installation, store::Space space, std::shared_ptr<const names::Register> states,
      std::vector<FileSource> sources, const ImportOptions& options)
      : installation_(installation),
        space_(std::move(space)),
        states_(std::move(states)),
        sources_(std::move(sources)),
        options_(options),
        outcomes_(sources_.size()) {}

  ImportReport run() {
    const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    const std::size_t wanted = options_.threads == 0 ? cores : options_.threads;
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 0; i < std::min(wanted, sources_.size()); ++i) {
        threads.emplace_back([this] { work(); });
      }
    }
    ImportReport report;
    for (auto& outcome : outcomes_) {
      if (!outcome) {
        report.interrupted = true;
      } else if (auto* read = std::get_if<ReadFile>(&*outcome)) {
        ++(read->unchanged ? report.unchanged : report.read);
        if (!read->unchanged && read->findings > 0) ++report.doubtful;
        report.files.push_back(std::move(*read));
      } else {
        report.failed.push_back(std::get<FailedFile>(std::move(*outcome)));
      }
    }
    return report;
  }

 private:
  struct Pending {
    std::size_t index = 0;
    ReadFile file;
    std::future<Result<std::vector<store::Appended>>> appended;
  };

  void work() {
    std::deque<Pending> pending;
    while (!options_.stop.stop_requested()) {
      const std::size_t index = next_.fetch_add(1);
      if (index >= sources_.size()) break;
      auto begun = begin(index);
      if (begun) {
        pending.push_back(*std::move(begun));
      } else {
        finish(index, FailedFile{sources_[index].name, std::move(begun).error()});
      }
      while (pending.size() > kWaiting) settle(pending);
    }
    while (!pending.empty()) settle(pending);
  }

  void settle(std::deque<Pending>& pending) {
    auto first = std::move(pending.front());
    pending.pop_front();
    if (!first.appended.valid()) {
      finish(first.index, std::move(first.file));
      return;
    }
    auto appended = first.appended.get();
    if (!appended) {
      auto error = std::move(appended).error();
      if (error.place.empty()) error.place = first.file.file;
      finish(first.index, FailedFile{first.file.file, std::move(error)});
      return;
    }
    const auto& document = appended->front();
    first.file.work = document.work;
    first.file.unchanged = document.outcome == store::Outcome::unchanged;
    if (document.conflict) first.file.conflict = document.conflict->file_name;
    finish(first.index, std::move(first.file));
  }

  Result<Pending> begin(std::size_t index) {
    const auto& source = sources_[index];
    COMITY_TRY(const auto bytes, source.bytes());
    Pending pending{index, {source.name, {}, false, 0, {}}, {}};
    COMITY_TRY(const auto read, installation_.store().read());
    COMITY_TRY(const auto known, read.work_of_file(space_.id, base::sha256(bytes)));
    std::vector<store::NewEntry> entries;
    if (known) {
      pending.file.work = known->name;
      pending.file.unchanged = true;
      if (!options_.publish || known->published) return pending;
      entries.push_back(entry(store::DocumentPublished{known->name}));
      // The file itself is as it was; only its publication is news.
      pending.appended = installation_.store().submit(std::move(entries));
      COMITY_CHECK(pending.appended.get());
      pending.appended = {};
      return pending;
    }
    COMITY_TRY(const auto document, installation_.reader().read(bytes, source.name));
    auto reading = std::make_shared<model::Reading>(grammar::parse(document, *states_));
    reading->reader = std::string(reading::version()) + "+" + std::string(grammar::version());
    if (document.media_type == "application/pdf") {
      reading->program = installation_.reader().program_version();
    }
    pending.file.findings = reading->findings.size();
    COMITY_TRY(auto act, keep(source, bytes, reading));
    entries.push_back(entry(std::move(act)));
    if (options_.publish) entries.push_back(entry(store::DocumentPublished{}));
    pending.appended = installation_.store().submit(std::move(entries));
    return pending;
  }

  Result<store::DocumentRead> keep(const FileSource& source, std::string_view bytes,
                                   const std::shared_ptr<const model::Reading>& reading) {
    store::DocumentRead act;
    COMITY_TRY(act.file, installation_.store().put_file(bytes));
    COMITY_TRY(act.reading, installation_.store().put_reading(reading));
    act.file_name = std::filesystem::path(source.name).filename().string();
    act.bytes = bytes.size();
    act.media_type = reading->media_type;
    act.reader = reading->reader;
    act.program = reading->program;
    act.language = reading->language;
    act.work = reading->symbol.empty() ? store::new_work_id() : reading->symbol.text();
    act.origin = "import";
    return act;
  }

  [[nodiscard]] store::NewEntry entry(store::Act act) const {
    return {space_.id, installation_.owner(), std::move(act)};
  }

  void finish(std::size_t index, Outcome outcome) {
    const std::lock_guard lock(mutex_);
    outcomes_[index] = std::move(outcome);
    ++done_;
    if (options_.progress) options_.progress(done_, sources_.size(), sources_[index].name);
  }

  Installation& installation_;
  store::Space space_;
  std::shared_ptr<const names::Register> states_;
  std::vector<FileSource> sources_;
  const ImportOptions& options_;
  std::atomic<std::size_t> next_{0};
  std::mutex mutex_;
  std::size_t done_ = 0;
  std::vector<std::optional<Outcome>> outcomes_;
};

/// In no order. A folder that cannot be opened stands for itself: a walk that passed over it would
/// say that all was read.
std::vector<std::filesystem::path> files_of_folder(const std::filesystem::path& top) {
  std::vector<std::filesystem::path> files;
  std::vector<std::filesystem::path> folders = {top};
  while (!folders.empty()) {
    const auto folder = std::move(folders.back());
    folders.pop_back();
    std::error_code error;
    std::filesystem::directory_iterator it(folder, error);
    for (; !error && it != std::filesystem::directory_iterator(); it.increment(error)) {
      if (it->path().filename().string().starts_with(".")) continue;
      std::error_code unknown;
      if (!it->is_directory(unknown)) {
        files.push_back(it->path());
      } else if (!it->is_symlink(unknown)) {
        folders.push_back(it->path());
      }
    }
    if (error) files.push_back(folder);
  }
  return files;
}

}  // namespace

std::vector<std::filesystem::path> files_under(const std::vector<std::filesystem::path>& paths) {
  std::vector<std::filesystem::path> files;
  for (const auto& path : paths) {
    std::error_code error;
    if (!std::filesystem::is_directory(path, error)) {
      files.push_back(path);
      continue;
    }
    auto found = files_of_folder(path);
    std::sort(found.begin(), found.end());
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
}

Result<ImportReport> import_files(Installation& installation, const Actor& actor,
                                  const std::vector<std::filesystem::path>& paths,
                                  const ImportOptions& options) {
  std::vector<FileSource> sources;
  for (const auto& path : files_under(paths)) {
    sources.push_back({path.string(), [&installation, path] {
                         return installation.files().read(path, kFileBytes);
                       }});
  }
  return import_sources(installation, actor, std::move(sources), options);
}

Result<ImportReport> import_bytes(Installation& installation, const Actor& actor,
                                  std::vector<NamedBytes> files, const ImportOptions& options) {
  std::vector<FileSource> sources;
  sources.reserve(files.size());
  for (auto& file : files) {
    sources.push_back({std::move(file.name),
                       [bytes = std::move(file.bytes)] { return Result<std::string>(bytes); }});
  }
  return import_sources(installation, actor, std::move(sources), options);
}

Result<ImportReport> import_sources(Installation& installation, const Actor& actor,
                                    std::vector<FileSource> sources, const ImportOptions& options) {
  COMITY_CHECK(must_be_allowed(actor, Action::import_document, options.space,
                               "only the owner may import into the space " + options.space,
                               options.space));
  if (options.publish) {
    COMITY_CHECK(must_be_allowed(actor, Action::publish, options.space,
                                 "only the owner may publish in the space " + options.space,
                                 options.space));
  }
  COMITY_TRY(auto space, space_named(installation, options.space));
  COMITY_TRY(auto states, installation.register_of(space));
  Run run(installation, std::move(space), std::move(states), std::move(sources), options);
  auto report = run.run();
  COMITY_CHECK(installation.indexes().catch_up(kIndexPatience));
  return report;
}

JsonObject to_json(const ImportReport& report) {
  JsonArray failed;
  for (const auto& each : report.failed) {
    failed.push_back(JsonObject{{"file", each.file},
                                {"kind", base::name_of(each.error.kind)},
                                {"place", each.error.place},
                                {"message", each.error.message},
                                {"mend", each.error.mend}});
  }
  JsonArray files;
  for (const auto& each : report.files) {
    JsonObject file{{"file", each.file},
                    {"work", each.work},
                    {"unchanged", each.unchanged},
                    {"findings", each.findings}};
    if (!each.conflict.empty()) file["conflict"] = each.conflict;
    files.push_back(std::move(file));
  }
  return {{"read", report.read},
          {"unchanged", report.unchanged},
          {"doubtful", report.doubtful},
          {"failed", std::move(failed)},
          {"interrupted", report.interrupted},
          {"files", std::move(files)}};
}

}  // namespace comity::service
