#include "service/specimen.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>

#include "base/id.h"
#include "service/specimen_consultation.h"
#include "specimen/world.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

specimen::World world_of(const SpecimenOptions& options) {
  return specimen::World(options.seed, options.recommendations == 0 ? specimen::kDefaultSize
                                                                    : options.recommendations);
}

base::Status ensure_space(Installation& installation, const specimen::World& world) {
  auto& store = installation.store();
  COMITY_TRY(const auto register_file, store.put_file(world.register_csv()));
  COMITY_TRY(const auto read, store.read());
  if (const auto* space = read.space(kSpecimenSpace)) {
    if (space->register_file == register_file) return {};
    return fail(ErrorKind::conflict, "this installation has a specimen of another seed or size",
                std::string(kSpecimenSpace), "use another data folder");
  }
  COMITY_TRY(const auto made,
             store.create_space(
                 {std::string(kSpecimenSpace), "Specimen: an invented world", true, register_file},
                 installation.owner()));
  return {};
}

// A process that holds the consultation writes every few milliseconds.
constexpr std::chrono::seconds kQuiet{3};

void pause(const std::stop_token& stop, std::chrono::milliseconds time) {
  std::mutex mutex;
  std::condition_variable_any asked;
  std::unique_lock lock(mutex);
  (void)asked.wait_for(lock, stop, time, [] { return false; });
}

Result<store::EntryNumber> head_of(Installation& installation) {
  COMITY_TRY(const auto read, installation.store().read());
  const auto* space = read.space(kSpecimenSpace);
  for (const auto& head : read.heads()) {
    if (space != nullptr && head.space == space->id) return head.applied;
  }
  return store::EntryNumber{0};
}

/// The head of the specimen's log once nobody has written there for a while.
Result<store::EntryNumber> quiet_head(Installation& installation, const std::stop_token& stop) {
  COMITY_TRY(auto head, head_of(installation));
  while (true) {
    pause(stop, kQuiet);
    COMITY_TRY(const auto now, head_of(installation));
    if (now == head || stop.stop_requested()) return now;
    head = now;
  }
}

/// Whether this process goes on: of several that would at the same state one does, and where that
/// one was ended another one after ten seconds.
Result<bool> claimed(Installation& installation, bool begun, store::EntryNumber head) {
  constexpr std::int64_t kTurn = std::int64_t{10} * 1'000'000;
  const auto key = "specimen.consultation." + (begun ? std::to_string(head) : "begin") + "." +
                   std::to_string(installation.clock().now().microseconds / kTurn);
  const auto own = base::crockford(base::random_id());
  COMITY_TRY(const auto holds, installation.store().accounts().setting_or(key, own));
  return holds == own;
}

}  // namespace

Result<ImportReport> import_specimen(Installation& installation, const Actor& actor,
                                     const SpecimenOptions& options, const ImportOptions& import) {
  COMITY_CHECK(must_be_allowed(actor, Action::import_document, kSpecimenSpace,
                               "only the owner may import the specimen",
                               std::string(kSpecimenSpace)));
  const auto world = world_of(options);
  COMITY_CHECK(ensure_space(installation, world));
  std::vector<FileSource> files;
  files.reserve(world.count());
  for (std::size_t i = 0; i < world.count(); ++i) {
    files.push_back(
        {world.name(i), [world, i] { return Result<std::string>(world.file(i).bytes); }});
  }
  auto wishes = import;
  wishes.space = kSpecimenSpace;
  wishes.publish = true;
  COMITY_TRY(auto report, import_sources(installation, actor, std::move(files), wishes));
  if (options.consultation && !wishes.dry_run && !wishes.stop.stop_requested()) {
    COMITY_CHECK(import_consultation(installation, actor, world.consultation()));
  }
  return report;
}

base::Status hold_specimen_consultation(Installation& installation, const Actor& actor,
                                        const SpecimenOptions& options,
                                        const std::stop_token& stop) {
  COMITY_CHECK(must_be_allowed(actor, Action::write_call, kSpecimenSpace,
                               "only the owner holds the specimen's consultation",
                               std::string(kSpecimenSpace)));
  const auto world = world_of(options);
  if (const auto same = ensure_space(installation, world); !same) {
    return same.error().kind == ErrorKind::conflict ? base::Status() : same;
  }
  const auto consultation = world.consultation();
  while (!stop.stop_requested()) {
    COMITY_TRY(const auto held, consultation_held(installation, actor, consultation));
    if (held == ConsultationHeld::whole) return {};
    const bool begun = held == ConsultationHeld::begun;
    COMITY_TRY(const auto head, begun ? quiet_head(installation, stop) : head_of(installation));
    if (stop.stop_requested()) break;
    COMITY_TRY(const bool own, claimed(installation, begun, head));
    if (own) return import_consultation(installation, actor, consultation);
    pause(stop, kQuiet);
  }
  return {};
}

Result<bool> has_specimen(Installation& installation) {
  COMITY_TRY(const auto read, installation.store().read());
  return read.space(kSpecimenSpace) != nullptr;
}

Result<std::size_t> write_specimen(const std::filesystem::path& folder, base::FileSystem& files,
                                   const SpecimenOptions& options) {
  const auto world = world_of(options);
  COMITY_CHECK(files.make_folders(folder));
  COMITY_CHECK(base::write_atomically(files, folder / "states.csv", world.register_csv()));
  for (std::size_t i = 0; i < world.count(); ++i) {
    const auto file = world.file(i);
    COMITY_CHECK(base::write_atomically(files, folder / file.name, file.bytes));
  }
  return world.count() + 1;
}

}  // namespace comity::service
