#include "service/served.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <thread>
#include <utility>

#include "base/file_system.h"
#include "base/text.h"

namespace comity::service {
namespace {

constexpr std::uint64_t kLongestOrigin = 2000;  // bytes

std::filesystem::path served_file(const Installation& installation) {
  return installation.folder() / "served";
}

int open_served(const std::filesystem::path& path) {
  return ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
}

/// Whether the path still leads to the open file: a server that began later has put its own there.
bool leads_to(const std::filesystem::path& path, int descriptor) {
  struct stat there{};
  struct stat ours{};
  return ::stat(path.c_str(), &there) == 0 && ::fstat(descriptor, &ours) == 0 &&
         there.st_dev == ours.st_dev && there.st_ino == ours.st_ino;
}

}  // namespace

base::Result<Served> Served::at(const Installation& installation, std::string_view origin) {
  const auto path = served_file(installation);
  COMITY_CHECK(base::write_atomically(installation.files(), path, std::string(origin) + "\n"));
  Served served(path, open_served(path));
  // The lock ends with the process, however that ends. Whoever asks holds it for a moment; a second
  // server over the folder holds it for good.
  constexpr int kMostTries = 20;
  for (int tries = 0; served.descriptor_ >= 0 && tries < kMostTries; ++tries) {
    if (::flock(served.descriptor_, LOCK_EX | LOCK_NB) == 0) return served;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return base::fail(base::ErrorKind::unavailable, "cannot lock the file", path.string());
}

Served::Served(Served&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

Served& Served::operator=(Served&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

Served::~Served() {
  if (descriptor_ < 0) return;
  if (leads_to(path_, descriptor_)) (void)::unlink(path_.c_str());
  ::close(descriptor_);
}

std::string served_origin(const Installation& installation) {
  const auto path = served_file(installation);
  const int descriptor = open_served(path);
  if (descriptor < 0) return {};
  const bool runs = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0;
  ::close(descriptor);
  if (!runs) return {};
  const auto text = installation.files().read(path, kLongestOrigin);
  return text ? std::string(base::trimmed(*text)) : std::string();
}

}  // namespace comity::service
