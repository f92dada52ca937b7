#include "support/disk.h"

#include <fstream>
#include <iterator>
#include <set>

namespace comity::test {
namespace {

namespace fs = std::filesystem;

bool befalls(Fault fault, Call call) {
  switch (fault) {
    case Fault::full:
      return call == Call::change || call == Call::sync;
    case Fault::io_error:
      return true;
    case Fault::failed_sync:
      return call == Call::sync;
    case Fault::lost_power:
      return call != Call::read;
  }
  return false;
}

std::string content_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

void Disk::fail_after(int calls, Fault fault) {
  const std::lock_guard lock(mutex_);
  left_ = calls;
  fault_ = fault;
  failed_ = false;
}

bool Disk::has_failed() const {
  const std::lock_guard lock(mutex_);
  return failed_;
}

Fault Disk::fault() const {
  const std::lock_guard lock(mutex_);
  return fault_;
}

bool Disk::allows(Call call) {
  const std::lock_guard lock(mutex_);
  if (left_ < 0) return true;
  if (failed_ && fault_ == Fault::lost_power) return false;
  if (!befalls(fault_, call)) return true;
  if (left_ > 0) {
    --left_;
    return true;
  }
  failed_ = true;
  const bool once = fault_ == Fault::io_error || fault_ == Fault::failed_sync;
  if (once) left_ = -1;
  return false;
}

/// As it lies on the disk where nothing is known of it.
Disk::Name& Disk::name_of(const Path& path) {
  const auto [found, unknown] = names_.try_emplace(path);
  if (unknown) {
    Pointer there;
    if (fs::exists(path)) {
      there = std::make_shared<File>();
      there->folder = fs::is_directory(path);
      if (!there->folder) there->kept = content_of(path);
    }
    found->second = {std::move(there)};
  }
  return found->second;
}

void Disk::create(const Path& path) {
  const std::lock_guard lock(mutex_);
  auto& name = name_of(path);
  if (name.back() != nullptr) {
    name.back()->pending.push_back({0, {}, true});
  } else {
    name.push_back(std::make_shared<File>());
  }
}

void Disk::open(const Path& path) {
  const std::lock_guard lock(mutex_);
  auto& name = name_of(path);
  if (name.back() == nullptr) name.push_back(std::make_shared<File>());
}

void Disk::write(const Path& path, std::uint64_t offset, std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  if (const auto& file = name_of(path).back()) {
    file->pending.push_back({offset, std::string(bytes), false});
  }
}

void Disk::cut(const Path& path, std::uint64_t size) {
  const std::lock_guard lock(mutex_);
  if (const auto& file = name_of(path).back()) file->pending.push_back({size, {}, true});
}

void Disk::sync(const Path& path) {
  const std::lock_guard lock(mutex_);
  const auto& file = name_of(path).back();
  if (file == nullptr) return;
  for (const auto& change : file->pending) apply(file->kept, change);
  file->pending.clear();
}

// As on Linux: what could not be written is forgotten, though a reader still sees it.
void Disk::fail_to_sync(const Path& path) {
  const std::lock_guard lock(mutex_);
  if (const auto& file = name_of(path).back()) file->pending.clear();
}

void Disk::rename(const Path& from, const Path& to) {
  const std::lock_guard lock(mutex_);
  auto& before = name_of(from);
  auto file = before.back();
  before.push_back(nullptr);
  name_of(to).push_back(std::move(file));
}

void Disk::remove(const Path& path) {
  const std::lock_guard lock(mutex_);
  auto& name = name_of(path);
  if (name.back() != nullptr) name.push_back(nullptr);
}

void Disk::make_folder(const Path& path) {
  if (path.empty() || path == path.root_path()) return;
  make_folder(path.parent_path());
  const std::lock_guard lock(mutex_);
  auto& name = name_of(path);
  if (name.back() != nullptr) return;
  name.push_back(std::make_shared<File>());
  name.back()->folder = true;
}

void Disk::sync_folder(const Path& path) {
  const std::lock_guard lock(mutex_);
  for (auto& [each, name] : names_) {
    if (each.parent_path() == path) name.erase(name.begin(), name.end() - 1);
  }
}

void Disk::apply(std::string& content, const Change& change) {
  if (change.cuts) {
    content.resize(change.offset);
    return;
  }
  if (content.size() < change.offset + change.bytes.size()) {
    content.resize(change.offset + change.bytes.size());
  }
  content.replace(change.offset, change.bytes.size(), change.bytes);
}

std::string Disk::survivor(const File& file, std::mt19937_64& random) {
  constexpr std::size_t kSector = 512;
  std::string content = file.kept;
  for (auto change : file.pending) {
    const auto fate = random() % 3;
    if (fate == 0) continue;
    if (fate == 1) change.bytes.resize(change.bytes.size() / kSector / 2 * kSector);
    apply(content, change);
  }
  return content;
}

void Disk::lose_power(std::uint64_t seed) {
  const std::lock_guard lock(mutex_);
  std::mt19937_64 random(seed);
  std::set<Path> gone;
  // Folders come before what lies in them.
  for (const auto& [path, name] : names_) {
    const auto& file = name[random() % name.size()];
    if (file == nullptr || gone.contains(path.parent_path())) {
      if (name.back() != nullptr && name.back()->folder) gone.insert(path);
      fs::remove_all(path);
    } else if (!file->folder) {
      std::ofstream(path, std::ios::binary | std::ios::trunc) << survivor(*file, random);
    }
    // The memory that SQLite's processes share is in no file that lasts.
    fs::remove(path.string() + "-shm");
  }
  names_.clear();
  left_ = -1;
}

}  // namespace comity::test
