#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/id.h"

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

/// A file system on which, after so many changes, the disk is full.
class FailingFiles final : public base::FileSystem {
 public:
  explicit FailingFiles(base::FileSystem& files) : files_(files) {}
  /// Negative: never.
  void fail_after(int changes) { left_ = changes; }

  base::Result<std::string> read(const Path& path, std::uint64_t limit) override {
    return files_.read(path, limit);
  }
  base::Result<std::unique_ptr<base::WritableFile>> create(const Path& path) override {
    COMITY_CHECK(spend(path));
    COMITY_TRY(auto file, files_.create(path));
    return std::make_unique<File>(*this, std::move(file), path);
  }
  base::Status rename(const Path& from, const Path& to) override {
    COMITY_CHECK(spend(to));
    return files_.rename(from, to);
  }
  base::Status sync_folder(const Path& folder) override {
    COMITY_CHECK(spend(folder));
    return files_.sync_folder(folder);
  }
  base::Status make_folders(const Path& folder) override { return files_.make_folders(folder); }
  base::Status remove(const Path& path) override { return files_.remove(path); }
  bool exists(const Path& path) override { return files_.exists(path); }
  base::Result<std::vector<std::string>> list(const Path& folder) override {
    return files_.list(folder);
  }

 private:
  class File final : public base::WritableFile {
   public:
    File(FailingFiles& owner, std::unique_ptr<base::WritableFile> file, Path path)
        : owner_(owner), file_(std::move(file)), path_(std::move(path)) {}
    base::Status write(std::string_view bytes) override {
      if (auto status = owner_.spend(path_); !status) {
        (void)file_->write(bytes.substr(0, bytes.size() / 2));
        return status;
      }
      return file_->write(bytes);
    }
    base::Status sync() override {
      COMITY_CHECK(owner_.spend(path_));
      return file_->sync();
    }

   private:
    FailingFiles& owner_;
    std::unique_ptr<base::WritableFile> file_;
    Path path_;
  };

  base::Status spend(const Path& path) {
    if (left_ < 0) return {};
    if (left_ == 0) {
      return base::fail(base::ErrorKind::unavailable, "no space left on device", path.string());
    }
    --left_;
    return {};
  }

  base::FileSystem& files_;
  std::atomic<int> left_{-1};
};

}  // namespace comity::test
