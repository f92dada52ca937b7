#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/id.h"
#include "support/disk.h"

// Folders and disks for tests.
namespace comity::test {

/// A folder of its own, gone at the end.
class TestFolder {
 public:
  TestFolder()
      : path_(std::filesystem::temp_directory_path() /
              ("comity-" + base::crockford(base::random_id()))) {
    std::filesystem::create_directories(path_);
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  ~TestFolder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// A file system on a disk that fails when the test wants it to.
class FailingFiles final : public base::FileSystem {
 public:
  explicit FailingFiles(base::FileSystem& files) : files_(files) {}
  /// After so many changes, at worst, the disk is full; negative: never.
  void fail_after(int calls, Fault fault = Fault::full) { disk_.fail_after(calls, fault); }
  [[nodiscard]] Disk& disk() { return disk_; }

  base::Result<std::string> read(const Path& path, std::uint64_t limit) override {
    COMITY_CHECK(allow(Call::read, "read", path));
    return files_.read(path, limit);
  }
  base::Result<std::unique_ptr<base::WritableFile>> create(const Path& path) override {
    COMITY_CHECK(allow(Call::change, "create", path));
    disk_.create(path);
    COMITY_TRY(auto file, files_.create(path));
    return std::make_unique<File>(*this, std::move(file), path);
  }
  base::Status rename(const Path& from, const Path& to) override {
    COMITY_CHECK(allow(Call::change, "rename", to));
    disk_.rename(from, to);
    return files_.rename(from, to);
  }
  base::Status sync_folder(const Path& folder) override {
    COMITY_CHECK(allow(Call::sync, "sync", folder));
    disk_.sync_folder(folder);
    return {};
  }
  base::Status make_folders(const Path& folder) override {
    COMITY_CHECK(allow(Call::change, "make the folder", folder));
    disk_.make_folder(folder);
    return files_.make_folders(folder);
  }
  base::Status remove(const Path& path) override {
    COMITY_CHECK(allow(Call::remove, "remove", path));
    disk_.remove(path);
    return files_.remove(path);
  }
  bool exists(const Path& path) override { return files_.exists(path); }
  base::Status keep_day(const Path& path) override {
    COMITY_CHECK(allow(Call::change, "set the time of", path));
    return files_.keep_day(path);
  }
  base::Result<std::vector<std::string>> list(const Path& folder) override {
    COMITY_CHECK(allow(Call::read, "list", folder));
    return files_.list(folder);
  }

 private:
  class File final : public base::WritableFile {
   public:
    File(FailingFiles& owner, std::unique_ptr<base::WritableFile> file, Path path)
        : owner_(owner), file_(std::move(file)), path_(std::move(path)) {}
    base::Status write(std::string_view bytes) override {
      const auto allowed = owner_.allow(Call::change, "write", path_);
      if (!allowed) bytes = bytes.substr(0, bytes.size() / 2);
      owner_.disk_.write(path_, written_, bytes);
      written_ += bytes.size();
      COMITY_CHECK(file_->write(bytes));
      return allowed;
    }
    base::Status sync() override {
      const auto allowed = owner_.allow(Call::sync, "sync", path_);
      allowed ? owner_.disk_.sync(path_) : owner_.disk_.fail_to_sync(path_);
      return allowed;
    }

   private:
    FailingFiles& owner_;
    std::unique_ptr<base::WritableFile> file_;
    Path path_;
    std::uint64_t written_ = 0;
  };

  base::Status allow(Call call, const char* what, const Path& path) {
    if (disk_.allows(call)) return {};
    const bool full = disk_.fault() == Fault::full;
    return base::fail(base::ErrorKind::unavailable,
                      std::string("cannot ") + what + ": " +
                          (full ? "No space left on device" : "Input/output error"),
                      path.string(),
                      full ? "free some space on the disk and try again" : "check the disk");
  }

  base::FileSystem& files_;
  Disk disk_;
};

}  // namespace comity::test
