#include "service/specimen.h"

#include "specimen/world.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

std::size_t size_of(const SpecimenOptions& options) {
  return options.recommendations == 0 ? specimen::kDefaultSize : options.recommendations;
}

base::Status ensure_space(Installation& installation, const SpecimenOptions& options) {
  auto& store = installation.store();
  COMITY_TRY(const auto register_file,
             store.put_file(specimen::register_csv(options.seed, size_of(options))));
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
  COMITY_CHECK(ensure_space(installation, options));
  auto world = specimen::generate(options.seed, size_of(options));
  std::vector<NamedBytes> files;
  files.reserve(world.files.size());
  for (auto& file : world.files) files.push_back({std::move(file.name), std::move(file.bytes)});
  auto wishes = import;
  wishes.space = kSpecimenSpace;
  wishes.publish = true;
  return import_bytes(installation, actor, std::move(files), wishes);
}

Result<bool> has_specimen(Installation& installation) {
  COMITY_TRY(const auto read, installation.store().read());
  return read.space(kSpecimenSpace) != nullptr;
}

Result<std::size_t> write_specimen(const std::filesystem::path& folder, base::FileSystem& files,
                                   const SpecimenOptions& options) {
  COMITY_CHECK(files.make_folders(folder));
  COMITY_CHECK(base::write_atomically(files, folder / "states.csv",
                                      specimen::register_csv(options.seed, size_of(options))));
  std::size_t count = 1;
  COMITY_CHECK(specimen::write(options.seed, size_of(options), [&](specimen::File&& file) {
    ++count;
    return base::write_atomically(files, folder / file.name, file.bytes);
  }));
  return count;
}

}  // namespace comity::service
