#include "store/file_store.h"

#include "store/compression.h"

namespace comity::store {
namespace {

using base::ErrorKind;
using std::filesystem::path;

constexpr std::uint64_t kLargestFile = std::uint64_t{1} << 31;
constexpr std::uint64_t kLargestReading = std::uint64_t{1} << 30;
/// Files open and not yet settled; beyond it the oldest are settled before more are taken.
constexpr std::size_t kMostPending = 200;

}  // namespace

FileStore::FileStore(base::FileSystem& files, path folder)
    : files_(files), folder_(std::move(folder)) {}

FileStore::~FileStore() {
  for (auto& [key, pending] : pending_) {
    pending->file.reset();
    (void)files_.remove(pending->temporary);
  }
}

base::Status FileStore::prepare(Tidy tidy) {
  for (const auto* name : {"incoming", "files", "readings"}) {
    COMITY_CHECK(base::make_lasting_folders(files_, folder_ / name));
  }
  if (tidy == Tidy::no) return {};
  COMITY_TRY(const auto left, files_.list(folder_ / "incoming"));
  for (const auto& name : left) COMITY_CHECK(files_.remove(folder_ / "incoming" / name));
  return {};
}

path FileStore::path_of(const FileKey& key) const {
  const std::string hex = key.hash.hex();
  if (key.kind == FileKind::original) return folder_ / "files" / hex.substr(0, 2) / hex.substr(2);
  return folder_ / "readings" / hex.substr(0, 2) / (hex.substr(2) + ".zst");
}

bool FileStore::holds(const FileKey& key) const { return files_.exists(path_of(key)); }

base::Result<FileKey> FileStore::put(FileKind kind, std::string_view bytes) {
  const FileKey key{kind, base::sha256(bytes)};
  {
    const std::lock_guard lock(mutex_);
    if (pending_.contains(key)) return key;
  }
  const auto target = path_of(key);
  // A damaged file is written anew, which mends it.
  if (files_.exists(target) && read_checked(target, key)) return key;
  make_room();
  const std::string packed = kind == FileKind::reading ? compressed(bytes) : std::string();
  COMITY_TRY(auto pending, write_temporary(kind == FileKind::reading ? packed : bytes));
  const auto shared = std::make_shared<Pending>(std::move(pending));
  const std::lock_guard lock(mutex_);
  if (!pending_.emplace(key, shared).second) (void)files_.remove(shared->temporary);
  return key;
}

base::Result<FileStore::Pending> FileStore::write_temporary(std::string_view bytes) {
  Pending pending;
  pending.temporary =
      folder_ / "incoming" / base::sha256(base::random_bytes(16)).hex().substr(0, 32);
  COMITY_TRY(pending.file, files_.create(pending.temporary));
  if (const auto written = pending.file->write(bytes); !written) {
    pending.file.reset();
    (void)files_.remove(pending.temporary);
    return tl::unexpected(written.error());
  }
  return pending;
}

void FileStore::make_room() {
  std::vector<FileKey> keys;
  {
    const std::lock_guard lock(mutex_);
    if (pending_.size() < kMostPending) return;
    for (const auto& [key, pending] : pending_) keys.push_back(key);
  }
  // What fails here is missing, and said so, when the entry that names it comes.
  (void)settle(keys);
}

std::vector<FileStore::Missing> FileStore::settle(std::span<const FileKey> keys) {
  const std::lock_guard settling(settling_);
  std::vector<Missing> missing;
  std::set<path> folders;
  std::vector<FileKey> named;
  for (const auto& key : keys) {
    const auto pending = pending_of(key);
    if (pending == nullptr) {
      if (!files_.exists(path_of(key))) {
        missing.push_back(
            {key,
             {ErrorKind::not_found, "the file is not stored", key.hash.hex(), "give it again"}});
        continue;
      }
      // Another process may have named it and not yet synced its folder.
      add_folders(path_of(key), folders);
      named.push_back(key);
      continue;
    }
    if (const auto done = settle_one(key, *pending, folders); done) {
      named.push_back(key);
    } else {
      (void)files_.remove(pending->temporary);
      missing.push_back({key, done.error()});
    }
    const std::lock_guard lock(mutex_);
    pending_.erase(key);
  }
  std::set<path> failed;
  for (const auto& folder : folders) {
    const auto synced = sync_folder(folder);
    if (synced) continue;
    failed.insert(folder);
    // Names in it may be lost with the power: no entry may rest on them.
    for (const auto& key : named) {
      const auto parent = path_of(key).parent_path();
      if (parent == folder || parent.parent_path() == folder) {
        missing.push_back({key, synced.error()});
      }
    }
  }
  for (const auto& folder : folders) {
    if (!failed.contains(folder.parent_path())) lasting_.insert(folder);
  }
  // Nobody rests on its names; its time would tell when the last file came.
  (void)files_.keep_day(folder_ / "incoming");
  return missing;
}

/// A folder has the time of the last file that was put into it or taken out.
base::Status FileStore::sync_folder(const path& folder) {
  // One that somebody else restored and owns keeps its time; files are stored in it all the same.
  (void)files_.keep_day(folder);
  return files_.sync_folder(folder);
}

/// What has to be synced for the name to last: its folder, and once the folder's own name, which
/// another process may have made and left.
void FileStore::add_folders(const path& target, std::set<path>& folders) const {
  const auto parent = target.parent_path();
  folders.insert(parent);
  if (!lasting_.contains(parent)) folders.insert(parent.parent_path());
}

std::shared_ptr<FileStore::Pending> FileStore::pending_of(const FileKey& key) {
  const std::lock_guard lock(mutex_);
  const auto found = pending_.find(key);
  return found == pending_.end() ? nullptr : found->second;
}

base::Status FileStore::settle_one(const FileKey& key, Pending& pending, std::set<path>& folders) {
  const auto target = path_of(key);
  const auto parent = target.parent_path();
  if (!files_.exists(parent)) COMITY_CHECK(files_.make_folders(parent));
  COMITY_CHECK(files_.keep_day(pending.temporary));
  COMITY_CHECK(pending.file->sync());
  pending.file.reset();
  COMITY_CHECK(files_.rename(pending.temporary, target));
  add_folders(target, folders);
  return {};
}

base::Status FileStore::erase(const FileKey& key) {
  const std::lock_guard settling(settling_);
  if (const auto pending = pending_of(key)) {
    COMITY_CHECK(files_.remove(pending->temporary));
    const std::lock_guard lock(mutex_);
    pending_.erase(key);
  }
  const auto target = path_of(key);
  if (!files_.exists(target)) return {};
  COMITY_CHECK(files_.remove(target));
  return sync_folder(target.parent_path());
}

base::Result<std::string> FileStore::get(const FileKey& key) {
  const auto target = path_of(key);
  auto bytes = read_checked(target, key);
  if (bytes || bytes.error().kind != ErrorKind::not_found) return bytes;
  // Settled between the two looks, it stands at its target now.
  if (const auto pending = pending_of(key); pending != nullptr) {
    auto waiting = read_checked(pending->temporary, key);
    if (waiting || waiting.error().kind != ErrorKind::not_found) return waiting;
  }
  return read_checked(target, key);
}

base::Result<std::string> FileStore::read_checked(const path& from, const FileKey& key) {
  COMITY_TRY(auto bytes, files_.read(from, kLargestFile));
  if (key.kind == FileKind::reading) {
    auto content = decompressed(bytes, kLargestReading);
    if (!content) {
      return base::fail(content.error().kind, content.error().message, from.string(),
                        "import the document again, or restore the folder from a backup");
    }
    bytes = *std::move(content);
  }
  if (base::sha256(bytes) != key.hash) {
    return base::fail(ErrorKind::corrupt, "the stored bytes do not have their hash", from.string(),
                      "import the document again, or restore the folder from a backup");
  }
  return bytes;
}

}  // namespace comity::store
