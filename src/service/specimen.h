#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>

#include "service/importing/import.h"

// The specimen: an invented world, so that a newcomer sees the whole product (design 9).
namespace comity::service {

struct SpecimenOptions {
  std::uint64_t seed = 1;
  std::size_t recommendations = 0;  ///< 0: the default world's
  bool consultation = true;         ///< held at once; else by hold_specimen_consultation()
};

/// Imports and publishes the world into the specimen's space, which is made with the world's own
/// register of States, and holds its consultation there. conflict: there is a specimen of another
/// seed or size already.
[[nodiscard]] base::Result<ImportReport> import_specimen(Installation& installation,
                                                         const Actor& actor,
                                                         const SpecimenOptions& options,
                                                         const ImportOptions& import);

/// Holds the consultation of the specimen that is there, once: what people do in weeks, some three
/// hundred entries. What a process that was ended had begun is finished; one that is at work on it
/// is left alone, and waited for until `stop`. Nothing where the specimen is of another seed or
/// size. forbidden.
[[nodiscard]] base::Status hold_specimen_consultation(Installation& installation,
                                                      const Actor& actor,
                                                      const SpecimenOptions& options,
                                                      const std::stop_token& stop);

/// Whether the installation has a specimen.
[[nodiscard]] base::Result<bool> has_specimen(Installation& installation);

/// Writes the world's documents and its register ("states.csv") into a folder; gives how many
/// files.
[[nodiscard]] base::Result<std::size_t> write_specimen(const std::filesystem::path& folder,
                                                       base::FileSystem& files,
                                                       const SpecimenOptions& options);

}  // namespace comity::service
