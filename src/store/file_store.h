#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file_system.h"
#include "base/hash.h"
#include "base/result.h"

namespace comity::store {

enum class FileKind : std::uint8_t {
  original,  ///< files/ab/cdef…: the bytes as they came
  reading,   ///< readings/ab/cdef….zst: canonical JSON, compressed; the hash is of the JSON
};

/// A file by what it is and the hash of its content.
struct FileKey {
  FileKind kind = FileKind::original;
  base::Hash hash;
  auto operator<=>(const FileKey&) const = default;
};

/// Files kept by hash. put() writes under a temporary name; settle() makes durable: sync, rename,
/// sync of the folder, so that what stands under its hash is whole. Of the time at which a file was
/// kept its day alone can be seen, since some are anonymous replies. Thread-safe.
class FileStore {
 public:
  FileStore(base::FileSystem& files, std::filesystem::path folder);
  FileStore(const FileStore&) = delete;
  FileStore& operator=(const FileStore&) = delete;
  /// Takes away what was put and never settled.
  ~FileStore();

  /// Makes the folders. `tidy`: also takes away what killed processes left.
  enum class Tidy : std::uint8_t { no, yes };
  [[nodiscard]] base::Status prepare(Tidy tidy);

  [[nodiscard]] base::Result<FileKey> put(FileKind kind, std::string_view bytes);
  /// Makes them durable; gives the keys that are not (with the error, maybe twice); the rest is.
  struct Missing {
    FileKey key;
    base::Error error;
  };
  [[nodiscard]] std::vector<Missing> settle(std::span<const FileKey> keys);
  /// The content, checked against its hash; also of files not settled yet. not_found, corrupt.
  [[nodiscard]] base::Result<std::string> get(const FileKey& key);
  [[nodiscard]] std::filesystem::path path_of(const FileKey& key) const;
  /// Whether a settled file stands under its hash.
  [[nodiscard]] bool holds(const FileKey& key) const;
  /// Takes a file away, settled or not; nothing where there is none.
  [[nodiscard]] base::Status erase(const FileKey& key);

 private:
  struct Pending {
    std::filesystem::path temporary;
    std::unique_ptr<base::WritableFile> file;
  };

  [[nodiscard]] std::shared_ptr<Pending> pending_of(const FileKey& key);
  [[nodiscard]] base::Result<Pending> write_temporary(std::string_view bytes);
  [[nodiscard]] base::Status settle_one(const FileKey& key, Pending& pending,
                                        std::set<std::filesystem::path>& folders);
  [[nodiscard]] base::Status sync_folder(const std::filesystem::path& folder);
  void add_folders(const std::filesystem::path& target,
                   std::set<std::filesystem::path>& folders) const;
  [[nodiscard]] base::Result<std::string> read_checked(const std::filesystem::path& path,
                                                       const FileKey& key);
  void make_room();

  base::FileSystem& files_;
  std::filesystem::path folder_;
  std::mutex mutex_;
  std::map<FileKey, std::shared_ptr<Pending>> pending_;
  std::mutex settling_;  ///< one settle at a time
  /// Those whose names are on the disk, as far as this process has seen to it.
  std::set<std::filesystem::path> lasting_;
};

}  // namespace comity::store
