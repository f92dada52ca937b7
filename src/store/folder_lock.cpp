#include "store/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace comity::store {
namespace {

// A lock of the open file, not of the process: two stores in one process count as two.
bool take(int descriptor, int how) {
  while (::flock(descriptor, how) != 0) {
    if (errno != EINTR) return false;
  }
  return true;
}

base::Result<int> opened(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
  if (descriptor >= 0) return descriptor;
  return base::fail(
      errno == EACCES || errno == EROFS ? base::ErrorKind::forbidden : base::ErrorKind::unavailable,
      "cannot open: " + std::generic_category().message(errno), path.string(),
      "check who owns the folder, its permissions and the space on its disk");
}

}  // namespace

base::Result<FolderLock> FolderLock::open_alone(const std::filesystem::path& folder) {
  const auto path = folder / "lock";
  COMITY_TRY(const int descriptor, opened(path));
  FolderLock lock(descriptor, true);
  if (take(descriptor, LOCK_EX | LOCK_NB)) return lock;
  return base::fail(base::ErrorKind::unavailable, "another process has this folder", path.string(),
                    "end the other one, or ask it");
}

base::Result<FolderLock> FolderLock::open(const std::filesystem::path& folder) {
  const auto path = folder / "lock";
  COMITY_TRY(const int descriptor, opened(path));
  if (take(descriptor, LOCK_EX | LOCK_NB)) return FolderLock(descriptor, true);
  FolderLock lock(descriptor, false);
  // Whoever is alone is so only while tidying up.
  if (!take(descriptor, LOCK_SH)) {
    return base::fail(base::ErrorKind::unavailable,
                      "cannot lock: " + std::generic_category().message(errno), path.string());
  }
  return lock;
}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), alone_(other.alone_) {}

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(alone_, other.alone_);
  return *this;
}

FolderLock::~FolderLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void FolderLock::share() {
  if (alone_) (void)take(descriptor_, LOCK_SH);
  alone_ = false;
}

}  // namespace comity::store
