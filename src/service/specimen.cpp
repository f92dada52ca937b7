#include "service/specimen.h"

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
                                        const SpecimenOptions& options) {
  COMITY_CHECK(must_be_allowed(actor, Action::write_call, kSpecimenSpace,
                               "only the owner holds the specimen's consultation",
                               std::string(kSpecimenSpace)));
  const auto world = world_of(options);
  COMITY_CHECK(ensure_space(installation, world));
  return import_consultation(installation, actor, world.consultation());
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
