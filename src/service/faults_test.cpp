// An installation on a disk that fails: at every call in turn, and when the power goes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <optional>

#include "service/backup.h"
#include "service/import.h"
#include "service/indexes.h"
#include "store/backend_fixture.h"
#include "support/sqlite_on_disk.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using store::Backend;
using test::Fault;
using test::TestFolder;

constexpr std::size_t kFiles = 2;

class FaultsTest : public testing::TestWithParam<Backend> {
 protected:
  /// What an import ended with.
  struct Ended {
    std::vector<std::string> kept;  ///< files that it said are kept
    std::vector<base::Error> errors;
  };

  void SetUp() override {
    for (std::size_t i = 0; i < kFiles; ++i) {
      const auto path = sources_.path() / (std::to_string(i) + ".md");
      std::ofstream(path) << "A/RES/89/" << i
                          << "\n\n*The General Assembly,*\n\n1. *Requests* members to be kind.\n";
    }
  }

  base::Result<std::unique_ptr<Installation>> opened(const std::string& name = "record") {
    Installation::Options options;
    options.folder = folder_->path() / name;
    options.files = &files_;
    if (store::is_postgres(GetParam()) && name == "record") {
      options.database = store::options_of(GetParam(), options.folder).database;
    }
    return Installation::open(options);
  }

  static void add(Ended& ended, base::Result<ImportReport> report) {
    if (!report) {
      ended.errors.push_back(report.error());
      return;
    }
    for (const auto& each : report->files) ended.kept.push_back(each.file);
    for (const auto& each : report->failed) ended.errors.push_back(each.error);
  }

  Ended imported() {
    Ended ended;
    auto installation = opened();
    if (!installation) {
      ended.errors.push_back(installation.error());
      return ended;
    }
    ImportOptions options;
    options.threads = 1;
    options.publish = true;
    add(ended, import_files(**installation, owner_of_the_folder(), {sources_.path()}, options));
    return ended;
  }

  static void expect_told(const Ended& ended) {
    for (const auto& error : ended.errors) {
      SCOPED_TRACE(error.message + " (" + error.place + ")");
      EXPECT_EQ(error.kind, ErrorKind::unavailable);
      EXPECT_NE(error.place, "");
      EXPECT_NE(error.mend, "");
    }
  }

  /// The record is whole, the next import finishes what the last left, and all of it is found.
  void expect_whole(const Ended& before, const std::string& name = "record") {
    auto installation = opened(name);
    ASSERT_TRUE(installation) << installation.error().message << installation.error().place;
    auto& record = **installation;
    const auto verified = record.store().verify();
    ASSERT_TRUE(verified) << verified.error().message;
    EXPECT_TRUE(verified->valid) << verified->fault;
    const auto check = record.store().rebuild_check();
    ASSERT_TRUE(check) << check.error().message << check.error().place;
    EXPECT_TRUE(check->equal) << check->difference << check->place;
    const auto next = import_files(record, owner_of_the_folder(), {sources_.path()}, {});
    ASSERT_TRUE(next) << next.error().message << next.error().place;
    EXPECT_EQ(next->read + next->unchanged, kFiles);
    for (const auto& each : next->files) {
      const bool kept =
          std::find(before.kept.begin(), before.kept.end(), each.file) != before.kept.end();
      EXPECT_TRUE(each.unchanged || !kept) << each.file << " was said to be kept";
    }
    const auto read = record.store().read();
    ASSERT_TRUE(read);
    const auto& space = *read->space(kOwnSpace);
    const auto found = record.indexes().snapshot(space, read->heads().front().size, {});
    ASSERT_TRUE(found) << found.error().message;
    // A document and a paragraph or two of each.
    EXPECT_EQ(found->documents(), documents_of(found->head()));
  }

  /// What an index of all the files holds, learnt from the first that was asked.
  std::uint64_t documents_of(std::uint64_t head) {
    EXPECT_GE(head, 1 + kFiles);
    if (documents_ == 0) {
      auto whole = opened("whole");
      EXPECT_TRUE(import_files(**whole, owner_of_the_folder(), {sources_.path()}, {}));
      const auto read = (*whole)->store().read();
      documents_ = (*whole)
                       ->indexes()
                       .snapshot(*read->space(kOwnSpace), read->heads().front().size, {})
                       ->documents();
    }
    return documents_;
  }

  /// An import on a disk that fails after 0, 1, 2… calls, until it is done before the disk fails.
  void fail_at_each_call(Fault fault) {
    bool failed = true;
    for (int calls = 0; failed; ++calls) {
      SCOPED_TRACE(calls);
      folder_.emplace();
      files_.fail_after(calls, fault);
      const auto ended = imported();
      failed = files_.disk().has_failed();
      files_.fail_after(-1);
      if (fault == Fault::lost_power) {
        files_.disk().lose_power(static_cast<std::uint64_t>(calls));
      } else {
        expect_told(ended);
      }
      ASSERT_NO_FATAL_FAILURE(expect_whole(ended));
      if (fault == Fault::failed_sync) {
        // What the next import said is kept outlives the power as well.
        files_.disk().lose_power(static_cast<std::uint64_t>(calls));
        ASSERT_NO_FATAL_FAILURE(expect_whole(all_kept()));
      }
      ASSERT_FALSE(HasFailure());
      calls_ = calls;
    }
  }

  Ended all_kept() {
    Ended all;
    for (std::size_t i = 0; i < kFiles; ++i) {
      all.kept.push_back((sources_.path() / (std::to_string(i) + ".md")).string());
    }
    return all;
  }

  TestFolder sources_;
  test::FailingFiles files_{base::posix_file_system()};
  test::SqliteOnDisk sqlite_{files_.disk()};
  std::optional<TestFolder> folder_;
  std::uint64_t documents_ = 0;
  int calls_ = 0;
};

TEST_P(FaultsTest, EveryCallMayFail) {
  fail_at_each_call(Fault::io_error);
  EXPECT_GT(calls_, 20);
}

TEST_P(FaultsTest, TheDiskMayBeFullAtAnyMoment) {
  fail_at_each_call(Fault::full);
  EXPECT_GT(calls_, 20);
}

TEST_P(FaultsTest, EverySyncMayFail) {
  fail_at_each_call(Fault::failed_sync);
  EXPECT_GT(calls_, 10);
}

TEST_P(FaultsTest, ThePowerMayGoAtAnyMoment) {
  fail_at_each_call(Fault::lost_power);
  EXPECT_GT(calls_, 20);
}

INSTANTIATE_TEST_SUITE_P(On, FaultsTest, testing::ValuesIn(store::databases()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace comity::service
