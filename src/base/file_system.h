#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace comity::base {

/// A file open for appending. Not thread-safe. Closed when destroyed; only sync() makes durable.
class WritableFile {
 public:
  virtual ~WritableFile() = default;
  [[nodiscard]] virtual Status write(std::string_view bytes) = 0;
  /// Returns when the bytes are on the disk.
  [[nodiscard]] virtual Status sync() = 0;
};

/// The file system, passed in so that a failing one can be tested. Thread-safe. Errors carry the
/// path as their place: not_found, too_large (limit of a read), unavailable (full disk, I/O error).
class FileSystem {
 public:
  using Path = std::filesystem::path;
  virtual ~FileSystem() = default;

  [[nodiscard]] virtual Result<std::string> read(const Path& path, std::uint64_t limit) = 0;
  [[nodiscard]] virtual Result<std::unique_ptr<WritableFile>> create(const Path& path) = 0;
  /// Atomic on one file system; durable after sync_folder of the parent.
  [[nodiscard]] virtual Status rename(const Path& from, const Path& to) = 0;
  [[nodiscard]] virtual Status sync_folder(const Path& folder) = 0;
  /// With those above it that are missing; each is durable after sync_folder of its parent.
  [[nodiscard]] virtual Status make_folders(const Path& folder) = 0;
  /// A file or an empty folder.
  [[nodiscard]] virtual Status remove(const Path& path) = 0;
  [[nodiscard]] virtual bool exists(const Path& path) = 0;
  /// Of the times at which it was last changed and read, leaves the day (UTC) alone; of a file
  /// durable with its sync.
  [[nodiscard]] virtual Status keep_day(const Path& path) = 0;
  /// Names in a folder, sorted by bytes.
  [[nodiscard]] virtual Result<std::vector<std::string>> list(const Path& folder) = 0;
};

/// The machine's own file system.
[[nodiscard]] FileSystem& posix_file_system();

/// Writes a file so that after a crash it is there whole or not at all: temporary name, sync,
/// rename, sync of the folder.
[[nodiscard]] Status write_atomically(FileSystem& files, const FileSystem::Path& path,
                                      std::string_view bytes);

/// Makes the folder, and those above it that are missing, so that after a crash they are there.
[[nodiscard]] Status make_lasting_folders(FileSystem& files, const FileSystem::Path& folder);

}  // namespace comity::base
