#pragma once

#include <filesystem>

#include "service/installation.h"

// A copy of the whole record, to be kept elsewhere and brought back.
namespace comity::service {

/// What was copied, and that it was found whole: journal, tables, files and readings.
struct Copied {
  std::uint64_t spaces = 0;
  std::uint64_t entries = 0;
  std::vector<store::Head> heads;
};

/// Copies the record as it is now into a new folder, an installation of its own with an embedded
/// database, while others go on working; then checks it against the journal. People come along,
/// their sessions and one-time links do not. forbidden; conflict (the folder is not empty).
[[nodiscard]] base::Result<Copied> back_up(Installation& installation, const Actor& actor,
                                           const std::filesystem::path& folder);

/// The same the other way: what lies in `folder` becomes the record of the installation that `into`
/// names, on whichever database. not_found (no installation lies there); conflict (the record is
/// not empty).
[[nodiscard]] base::Result<Copied> restore(const Installation::Options& into,
                                           const std::filesystem::path& folder);

[[nodiscard]] base::JsonObject to_json(const Copied& copied);

}  // namespace comity::service
