#include "base/file_system.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <limits>

#include "base/hash.h"
#include "support/test_files.h"

namespace comity::base {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using Path = FileSystem::Path;

constexpr auto kNoLimit = std::numeric_limits<std::uint64_t>::max();

class FileSystemTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(files_.make_folders(folder_).has_value()); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  FileSystem& files_ = posix_file_system();
  const Path folder_ =
      std::filesystem::temp_directory_path() / ("comity-" + sha256(random_bytes(16)).hex());
};

TEST_F(FileSystemTest, WhatIsWrittenIsRead) {
  const auto path = folder_ / "résumé.txt";
  auto file = files_.create(path).value();
  ASSERT_TRUE(file->write("one ").has_value());
  ASSERT_TRUE(file->write("two").has_value());
  ASSERT_TRUE(file->sync().has_value());
  EXPECT_EQ(files_.read(path, kNoLimit).value(), "one two");
  EXPECT_THAT(files_.list(folder_).value(), ElementsAre("résumé.txt"));
}

TEST_F(FileSystemTest, ReadsNoMoreThanTheLimit) {
  ASSERT_TRUE(write_atomically(files_, folder_ / "file", "12345").has_value());
  EXPECT_TRUE(files_.read(folder_ / "file", 5).has_value());
  const auto error = files_.read(folder_ / "file", 4).error();
  EXPECT_EQ(error.kind, ErrorKind::too_large);
  EXPECT_EQ(error.place, (folder_ / "file").string());
}

TEST_F(FileSystemTest, ErrorsNameThePathAndKind) {
  const auto absent = folder_ / "absent";
  EXPECT_EQ(files_.read(absent, kNoLimit).error().kind, ErrorKind::not_found);
  EXPECT_EQ(files_.read(absent, kNoLimit).error().place, absent.string());
  EXPECT_EQ(files_.list(absent).error().kind, ErrorKind::not_found);
  EXPECT_EQ(files_.remove(absent).error().kind, ErrorKind::not_found);
  EXPECT_EQ(files_.create(absent / "file").error().kind, ErrorKind::not_found);
  EXPECT_EQ(files_.rename(absent, folder_ / "b").error().kind, ErrorKind::not_found);
  EXPECT_EQ(files_.read(folder_, kNoLimit).error().kind, ErrorKind::invalid_input);
}

TEST_F(FileSystemTest, AFullDiskIsNamedWithItsMend) {
  auto file = files_.create("/dev/full");
  ASSERT_TRUE(file.has_value()) << file.error().message;
  const auto error = (*file)->write("text").error();
  EXPECT_EQ(error.kind, ErrorKind::unavailable);
  EXPECT_EQ(error.place, "/dev/full");
  EXPECT_FALSE(error.mend.empty());
}

TEST_F(FileSystemTest, RenameReplacesAndRemoveTakesAway) {
  ASSERT_TRUE(write_atomically(files_, folder_ / "a", "new").has_value());
  ASSERT_TRUE(write_atomically(files_, folder_ / "b", "old").has_value());
  ASSERT_TRUE(files_.rename(folder_ / "a", folder_ / "b").has_value());
  EXPECT_EQ(files_.read(folder_ / "b", kNoLimit).value(), "new");
  EXPECT_FALSE(files_.exists(folder_ / "a"));
  ASSERT_TRUE(files_.remove(folder_ / "b").has_value());
  EXPECT_FALSE(files_.exists(folder_ / "b"));
}

TEST_F(FileSystemTest, OfTheTimeOfAChangeTheDayAloneIsKept) {
  constexpr std::int64_t kDay = 86'400;
  const auto path = folder_ / "a";
  ASSERT_TRUE(write_atomically(files_, path, "text").has_value());
  const std::array<timespec, 2> times{timespec{5, 0}, timespec{20'000 * kDay + 4711, 815}};
  for (const auto& each : {path, folder_}) {
    ASSERT_EQ(::utimensat(AT_FDCWD, each.c_str(), times.data(), 0), 0);
    ASSERT_TRUE(files_.keep_day(each).has_value());
    struct stat facts{};
    ASSERT_EQ(::stat(each.c_str(), &facts), 0);
    for (const auto& time : {facts.st_mtim, facts.st_atim}) {
      EXPECT_EQ(time.tv_sec, 20'000 * kDay);
      EXPECT_EQ(time.tv_nsec, 0);
    }
  }
  EXPECT_EQ(files_.keep_day(folder_ / "absent").error().kind, ErrorKind::not_found);
}

TEST_F(FileSystemTest, WritingAtomicallyLeavesOnlyTheFile) {
  ASSERT_TRUE(write_atomically(files_, folder_ / "head", "12").has_value());
  EXPECT_THAT(files_.list(folder_).value(), ElementsAre("head"));
}

// Operations of a write: create, write, sync, rename, sync of the folder.
TEST_F(FileSystemTest, AFailedAtomicWriteLeavesTheOldFileAlone) {
  ASSERT_TRUE(write_atomically(files_, folder_ / "head", "old").has_value());
  for (int operation = 0; operation < 4; ++operation) {
    test::FailingFiles failing(files_);
    failing.fail_after(operation);
    const auto status = write_atomically(failing, folder_ / "head", "new and longer");
    ASSERT_FALSE(status.has_value()) << operation;
    EXPECT_EQ(status.error().kind, ErrorKind::unavailable);
    EXPECT_EQ(files_.read(folder_ / "head", kNoLimit).value(), "old") << operation;
    EXPECT_THAT(files_.list(folder_).value(), ElementsAre("head")) << operation;
  }
}

TEST_F(FileSystemTest, AFailedSyncOfTheFolderIsTold) {
  test::FailingFiles failing(files_);
  failing.fail_after(4);
  EXPECT_FALSE(write_atomically(failing, folder_ / "head", "new").has_value());
  EXPECT_EQ(files_.read(folder_ / "head", kNoLimit).value(), "new");
  test::FailingFiles whole(files_);
  whole.fail_after(5);
  EXPECT_TRUE(write_atomically(whole, folder_ / "head", "newer").has_value());
}

TEST_F(FileSystemTest, AFailedFirstWriteLeavesNothing) {
  for (int operation = 0; operation < 4; ++operation) {
    test::FailingFiles failing(files_);
    failing.fail_after(operation);
    EXPECT_FALSE(write_atomically(failing, folder_ / "head", "new").has_value());
    EXPECT_THAT(files_.list(folder_).value(), IsEmpty()) << operation;
  }
}

TEST_F(FileSystemTest, APathWithoutAFolderIsInTheWorkingFolder) {
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder_);
  const auto status = write_atomically(files_, "head", "here");
  std::filesystem::current_path(before);
  ASSERT_TRUE(status.has_value()) << status.error().message;
  EXPECT_THAT(files_.list(folder_).value(), SizeIs(1));
}

}  // namespace
}  // namespace comity::base
