#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "service/installation.h"
#include "service/sources/columns.h"

// Bringing files into the record.
namespace comity::service {

/// A file that was not read.
struct FailedFile {
  std::string file;
  base::Error error;
};

/// What a file brings to its space.
enum class Adds : std::uint8_t {
  nothing,  ///< the very file is there already
  copy,     ///< another file of a work that is there
  work,     ///< a work of which nothing was there
};

/// A file that was read, now or earlier.
struct ReadFile {
  std::string file;
  std::string work;  ///< empty in a dry run where the file shows no symbol
  Adds adds = Adds::nothing;
  bool publishes = false;  ///< a work that was not public becomes so
  std::size_t findings = 0;
  std::size_t recommendations = 0;  ///< numbered, in the file
  std::optional<std::size_t> rows;  ///< of a source: those that were taken
  std::size_t refused_rows = 0;     ///< of a source
  bool table = false;               ///< one may say what its columns mean (columns.h)
  /// The name of a file with another text under the same work, language and issue, or empty.
  std::string conflict;
  std::vector<std::string> parts;  ///< works: the resolutions that the document holds
};

using FileOutcome = std::variant<ReadFile, FailedFile>;

struct ImportOptions {
  std::string space = std::string(kOwnSpace);  ///< made where it is missing
  bool publish = false;
  bool dry_run = false;  ///< reads and compares; the record is not written to
  unsigned threads = 0;  ///< 0: one for each core
  /// What the columns of the tables mean, kept for others with the same header; none: as was told
  /// before, else as it is found out.
  std::vector<ColumnWord> columns;
  /// Called from one thread at a time after each file.
  std::function<void(std::size_t done, std::size_t total, const std::string& file)> progress;
  /// The same with what became of it; `file` counts from 0 in the order given. An archive's files
  /// are told one by one, `left` of them still to come.
  std::function<void(std::size_t file, const FileOutcome& outcome, std::size_t left)> settled;
  /// Called before each file is read, from several threads at once.
  std::function<void(std::size_t file)> begun;
  std::stop_token stop;  ///< asked for, files not yet begun are left for the next time
};

/// What an import did; of a dry run, what it would do to the record as it stands.
struct ImportReport {
  bool dry_run = false;
  std::uint64_t read = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t doubtful = 0;         ///< of those read, with findings
  std::uint64_t new_works = 0;        ///< of those read
  std::uint64_t new_copies = 0;       ///< of those read, files of works that were there
  std::uint64_t conflicts = 0;        ///< of those read
  std::uint64_t published = 0;        ///< works that become public
  std::uint64_t recommendations = 0;  ///< numbered, in those read
  std::vector<ReadFile> files;        ///< in the order given
  std::vector<FailedFile> failed;     ///< in the order given
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
  std::string origin = "import";  ///< or the address it was fetched from
  std::uint64_t size = 0;         ///< in bytes; the largest are read first
};

/// Reads the files and keeps what they say; of a ZIP archive each file by itself, named
/// "archive.zip/file.pdf". Durable and indexed when it returns. A file that fails is told and the
/// others go on. In a dry run, files of one import are told against each other too. forbidden;
/// errors of the installation itself (a full disk) end it.
[[nodiscard]] base::Result<ImportReport> import_files(
    Installation& installation, const Actor& actor, const std::vector<std::filesystem::path>& paths,
    const ImportOptions& options);

/// The same for files that are texts of the work `as` and do not print its symbol: other languages
/// of it, or other files. One that prints another symbol, or is in the record as another work
/// already, is refused.
[[nodiscard]] base::Result<ImportReport> import_texts_of(
    Installation& installation, const Actor& actor, const std::string& as,
    const std::vector<std::filesystem::path>& paths, const ImportOptions& options);

/// The same for bytes that lie nowhere; `name` stands for the file.
struct NamedBytes {
  std::string name;
  std::string bytes;
};
[[nodiscard]] base::Result<ImportReport> import_bytes(Installation& installation,
                                                      const Actor& actor,
                                                      std::vector<NamedBytes> files,
                                                      const ImportOptions& options);

/// The same for files that are made or fetched when their turn comes. `as`: the symbol of the work
/// that they are texts of where they print none; empty: as they say.
[[nodiscard]] base::Result<ImportReport> import_sources(Installation& installation,
                                                        const Actor& actor,
                                                        std::vector<FileSource> sources,
                                                        const ImportOptions& options,
                                                        const std::string& as = {});

/// The largest file that an import takes.
inline constexpr std::uint64_t kMostFileBytes = std::uint64_t{200} << 20;

[[nodiscard]] base::JsonObject to_json(const FileOutcome& outcome);
[[nodiscard]] base::JsonObject to_json(const ImportReport& report);

}  // namespace comity::service
