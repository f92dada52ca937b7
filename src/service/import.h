#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "service/installation.h"

// Bringing files into the record.
namespace comity::service {

struct ImportOptions {
  std::string space = std::string(kOwnSpace);  ///< made where it is missing
  bool publish = false;
  unsigned threads = 0;  ///< 0: one for each core
  /// Called from one thread at a time after each file.
  std::function<void(std::size_t done, std::size_t total, const std::string& file)> progress;
  std::stop_token stop;  ///< asked for, files not yet begun are left for the next time
};

/// A file that was not read.
struct FailedFile {
  std::string file;
  base::Error error;
};

/// A file that was read, now or earlier.
struct ReadFile {
  std::string file;
  std::string work;
  bool unchanged = false;
  std::size_t findings = 0;
  /// The name of a file with another text under the same work, language and issue, or empty.
  std::string conflict;
};

struct ImportReport {
  std::uint64_t read = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t doubtful = 0;      ///< of those read, with findings
  std::vector<ReadFile> files;     ///< in the order given
  std::vector<FailedFile> failed;  ///< in the order given
  bool interrupted = false;
};

/// The files under the paths, folders walked through in the order of names; a path that is not
/// there, or a folder that cannot be opened, is among them, so that its failure is told.
[[nodiscard]] std::vector<std::filesystem::path> files_under(
    const std::vector<std::filesystem::path>& paths);

/// A file to import: its name and, when its turn comes, its bytes; asked for from any thread.
struct FileSource {
  std::string name;
  std::function<base::Result<std::string>()> bytes;
};

/// Reads the files and keeps what they say; of a ZIP archive each file by itself, named
/// "archive.zip/file.pdf". Durable and indexed when it returns. A file that fails is told and the
/// others go on. forbidden; errors of the installation itself (a full disk) end it.
[[nodiscard]] base::Result<ImportReport> import_files(
    Installation& installation, const Actor& actor, const std::vector<std::filesystem::path>& paths,
    const ImportOptions& options);

/// The same for bytes that lie nowhere; `name` stands for the file.
struct NamedBytes {
  std::string name;
  std::string bytes;
};
[[nodiscard]] base::Result<ImportReport> import_bytes(Installation& installation,
                                                      const Actor& actor,
                                                      std::vector<NamedBytes> files,
                                                      const ImportOptions& options);

/// The same for files that are made or fetched when their turn comes.
[[nodiscard]] base::Result<ImportReport> import_sources(Installation& installation,
                                                        const Actor& actor,
                                                        std::vector<FileSource> sources,
                                                        const ImportOptions& options);

[[nodiscard]] base::JsonObject to_json(const ImportReport& report);

}  // namespace comity::service
