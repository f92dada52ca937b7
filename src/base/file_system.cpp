#include "base/file_system.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include "base/clock.h"
#include "base/hash.h"

namespace comity::base {
namespace {

using Path = FileSystem::Path;

tl::unexpected<Error> system_error(int code, std::string_view what, const Path& path) {
  ErrorKind kind = ErrorKind::unavailable;
  std::string mend;
  if (code == ENOENT || code == ENOTDIR) kind = ErrorKind::not_found;
  if (code == EACCES || code == EPERM) kind = ErrorKind::forbidden;
  if (kind == ErrorKind::not_found)
    mend = "check the name; the file may have been moved or removed";
  if (kind == ErrorKind::unavailable) mend = "check the disk and try again";
  if (code == ENOSPC || code == EDQUOT) mend = "free some space on the disk and try again";
  if (kind == ErrorKind::forbidden) mend = "check who owns the file and its permissions";
  return fail(kind, std::string(what) + ": " + std::generic_category().message(code), path.string(),
              std::move(mend));
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

class PosixFile final : public WritableFile {
 public:
  PosixFile(int fd, Path path) : descriptor_(fd), path_(std::move(path)) {}

  Status write(std::string_view bytes) override {
    while (!bytes.empty()) {
      const auto written = ::write(descriptor_.get(), bytes.data(), bytes.size());
      if (written < 0) {
        if (errno == EINTR) continue;
        return system_error(errno, "cannot write", path_);
      }
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
  }

  Status sync() override {
    if (::fsync(descriptor_.get()) != 0) return system_error(errno, "cannot sync", path_);
    return {};
  }

 private:
  Descriptor descriptor_;
  Path path_;
};

class PosixFileSystem final : public FileSystem {
 public:
  Result<std::string> read(const Path& path, std::uint64_t limit) override {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) return system_error(errno, "cannot open", path);
    struct stat facts{};
    if (::fstat(file.get(), &facts) != 0) return system_error(errno, "cannot look at", path);
    if (S_ISDIR(facts.st_mode)) return fail(ErrorKind::invalid_input, "is a folder", path.string());
    const auto too_large = [&] {
      return fail(ErrorKind::too_large,
                  "larger than the limit of " + std::to_string(limit) + " bytes", path.string());
    };
    if (static_cast<std::uint64_t>(facts.st_size) > limit) return too_large();
    std::string bytes(static_cast<std::size_t>(facts.st_size), '\0');
    std::size_t have = 0;
    while (true) {
      if (have == bytes.size()) bytes.resize(bytes.size() + 4096);
      const auto got = ::read(file.get(), bytes.data() + have, bytes.size() - have);
      if (got < 0) {
        if (errno == EINTR) continue;
        return system_error(errno, "cannot read", path);
      }
      if (got == 0) break;
      have += static_cast<std::size_t>(got);
      if (have > limit) return too_large();
    }
    bytes.resize(have);
    return bytes;
  }

  Result<std::unique_ptr<WritableFile>> create(const Path& path) override {
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
    if (fd < 0) return system_error(errno, "cannot create", path);
    return std::make_unique<PosixFile>(fd, path);
  }

  Status rename(const Path& from, const Path& to) override {
    if (::rename(from.c_str(), to.c_str()) != 0) return system_error(errno, "cannot rename", from);
    return {};
  }

  Status sync_folder(const Path& folder) override {
    const Descriptor file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (file.get() < 0 || ::fsync(file.get()) != 0) {
      return system_error(errno, "cannot sync", folder);
    }
    return {};
  }

  Status make_folders(const Path& folder) override {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return system_error(error.value(), "cannot make the folder", folder);
    return {};
  }

  Status remove(const Path& path) override {
    if (std::remove(path.c_str()) != 0) return system_error(errno, "cannot remove", path);
    return {};
  }

  bool exists(const Path& path) override { return ::access(path.c_str(), F_OK) == 0; }

  Status keep_day(const Path& path) override {
    constexpr std::int64_t kSecond = 1'000'000;
    struct stat facts{};
    if (::stat(path.c_str(), &facts) != 0) return system_error(errno, "cannot look at", path);
    const Time changed{facts.st_mtim.tv_sec * kSecond};
    const timespec day{start_of_day(changed).microseconds / kSecond, 0};
    const std::array<timespec, 2> times{day, day};
    if (::utimensat(AT_FDCWD, path.c_str(), times.data(), 0) != 0) {
      return system_error(errno, "cannot set the time of", path);
    }
    return {};
  }

  Result<std::vector<std::string>> list(const Path& folder) override {
    std::error_code error;
    std::vector<std::string> names;
    for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end;
         it.increment(error)) {
      names.push_back(it->path().filename().string());
    }
    if (error) return system_error(error.value(), "cannot list", folder);
    std::sort(names.begin(), names.end());
    return names;
  }
};

Path parent_of(const Path& path) { return path.has_parent_path() ? path.parent_path() : Path("."); }

}  // namespace

FileSystem& posix_file_system() {
  static PosixFileSystem files;
  return files;
}

Status write_atomically(FileSystem& files, const Path& path, std::string_view bytes) {
  const Path temporary = path.string() + ".tmp-" + sha256(random_bytes(16)).hex().substr(0, 12);
  auto written = [&]() -> Status {
    COMITY_TRY(auto file, files.create(temporary));
    COMITY_CHECK(file->write(bytes));
    COMITY_CHECK(file->sync());
    file.reset();
    return files.rename(temporary, path);
  }();
  if (!written) {
    if (files.exists(temporary)) (void)files.remove(temporary);
    return written;
  }
  return files.sync_folder(parent_of(path));
}

Status make_lasting_folders(FileSystem& files, const Path& folder) {
  if (folder.empty() || files.exists(folder)) return {};
  COMITY_CHECK(make_lasting_folders(files, folder.parent_path()));
  COMITY_CHECK(files.make_folders(folder));
  auto synced = files.sync_folder(parent_of(folder));
  // It would be taken for lasting the next time.
  if (!synced) (void)files.remove(folder);
  return synced;
}

}  // namespace comity::base
