// An installation on a disk that fails: at every call in turn, and when the power goes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <set>

#include "service/backup.h"
#include "service/finding/indexes.h"
#include "service/importing/import.h"
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
constexpr std::uint64_t kDocuments = 2;  ///< that the index holds of each file

class FaultsTest : public testing::TestWithParam<Backend> {
 protected:
  using Paths = std::vector<std::filesystem::path>;
  /// What an import ended with.
  struct Ended {
    std::set<std::string> kept;  ///< files that it said are kept
    std::vector<base::Error> errors;
  };

  void open() {
    Installation::Options options;
    options.folder = folder_.path() / "record";
    options.files = &files_;
    options.database = store::options_of(GetParam(), options.folder).database;
    auto installation = Installation::open(options);
    ASSERT_TRUE(installation) << installation.error().message << installation.error().place;
    installation_ = *std::move(installation);
  }

  void lose_power(std::uint64_t seed) {
    installation_.reset();
    files_.disk().lose_power(seed);
    open();
  }

  Paths new_files(int number) {
    Paths paths;
    for (std::size_t i = 0; i < kFiles; ++i) {
      const auto symbol = std::to_string(number * kFiles + i + 1);
      paths.push_back(folder_.path() / (symbol + ".md"));
      std::ofstream(paths.back()) << "A/RES/89/" << symbol
                                  << "\n\n*The General Assembly,*\n\n1. *Requests* members to be "
                                     "kind.\n";
    }
    return paths;
  }

  Ended imported(const Paths& paths) {
    Ended ended;
    ImportOptions options;
    options.threads = 1;
    options.publish = true;
    const auto report = import_files(*installation_, owner_of_the_folder(), paths, options);
    if (!report) {
      ended.errors.push_back(report.error());
      return ended;
    }
    for (const auto& each : report->files) ended.kept.insert(each.file);
    for (const auto& each : report->failed) ended.errors.push_back(each.error);
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
  void expect_whole(const Paths& paths, const std::set<std::string>& kept) {
    auto& record = *installation_;
    const auto verified = record.store().verify();
    ASSERT_TRUE(verified) << verified.error().message;
    EXPECT_TRUE(verified->valid) << verified->fault;
    const auto check = record.store().rebuild_check();
    ASSERT_TRUE(check) << check.error().message << check.error().place;
    EXPECT_TRUE(check->equal) << check->difference << check->place;
    const auto next = import_files(record, owner_of_the_folder(), paths, {});
    ASSERT_TRUE(next) << next.error().message << next.error().place;
    EXPECT_EQ(next->read + next->unchanged, paths.size());
    for (const auto& each : next->files) {
      EXPECT_TRUE(each.adds == Adds::nothing || !kept.contains(each.file))
          << each.file << " was kept";
    }
    const auto read = record.store().read();
    ASSERT_TRUE(read);
    const auto found =
        record.indexes().snapshot(*read->space(kOwnSpace), read->heads().front().size, {});
    ASSERT_TRUE(found) << found.error().message;
    files_kept_ += paths.size();
    EXPECT_EQ(found->documents(), files_kept_ * kDocuments);
    EXPECT_EQ(found->head(), read->heads().front().size);
  }

  /// Imports, in each of which one call more succeeds before the disk fails, until one is done
  /// before it does.
  void fail_at_each_call(Fault fault) {
    ASSERT_NO_FATAL_FAILURE(open());
    bool failed = true;
    for (int calls = test::first_of(fault); failed; calls += test::step_of(fault)) {
      SCOPED_TRACE(calls);
      const auto seed = static_cast<std::uint64_t>(calls);
      const auto paths = new_files(calls);
      files_.fail_after(calls, fault);
      auto ended = imported(paths);
      failed = files_.disk().has_failed();
      if (fault == Fault::lost_power) {
        ASSERT_NO_FATAL_FAILURE(lose_power(seed));
      } else {
        files_.fail_after(-1, fault);
        expect_told(ended);
      }
      if (fault == Fault::failed_sync) {
        // What the next import says is kept outlives the power as well.
        ended = imported(paths);
        EXPECT_EQ(ended.kept.size(), paths.size());
        ASSERT_NO_FATAL_FAILURE(lose_power(seed));
      }
      ASSERT_NO_FATAL_FAILURE(expect_whole(paths, ended.kept));
      ASSERT_FALSE(HasFailure());
      calls_ = calls;
    }
  }

  void back_up_failing(int calls, Fault fault);

  TestFolder folder_;
  test::FailingFiles files_{base::posix_file_system()};
  test::SqliteOnDisk sqlite_{files_.disk()};
  std::unique_ptr<Installation> installation_;
  std::uint64_t files_kept_ = 0;
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

/// A backup in which so many calls succeed; what it says is a copy is one, whatever comes after.
void FaultsTest::back_up_failing(int calls, Fault fault) {
  SCOPED_TRACE(calls);
  const auto place =
      folder_.path() / ("copy-" + std::to_string(static_cast<int>(fault)) + std::to_string(calls));
  files_.fail_after(calls, fault);
  const auto copied = back_up(*installation_, owner_of_the_folder(), place);
  const bool failed = files_.disk().has_failed();
  files_.fail_after(failed ? 0 : -1, fault);
  if (fault == Fault::lost_power) {
    ASSERT_NO_FATAL_FAILURE(lose_power(static_cast<std::uint64_t>(calls)));
  }
  files_.fail_after(-1, fault);
  const auto heads = *installation_->store().heads();
  Installation::Options into;
  into.folder = place.string() + "-restored";
  into.files = &files_;
  const auto restored = restore(into, place);
  if (copied) {
    ASSERT_TRUE(restored) << restored.error().message << restored.error().place;
    EXPECT_EQ(copied->heads, heads);
  } else if (fault != Fault::lost_power) {
    expect_told({{}, {copied.error()}});
  }
  if (restored) {
    EXPECT_EQ(restored->heads, heads) << "an unfinished copy passes for one";
  }
  if (!failed) calls_ = calls;
}

TEST_P(FaultsTest, ABackupIsWholeOrToldOfWhateverFails) {
  ASSERT_NO_FATAL_FAILURE(open());
  EXPECT_EQ(imported(new_files(0)).kept.size(), kFiles);
  for (const auto fault : {Fault::io_error, Fault::full, Fault::failed_sync, Fault::lost_power}) {
    // Calls that are made for every file alike are not all tried.
    const int stride = (fault == Fault::failed_sync ? 2 : 10) * test::step_of(fault);
    calls_ = -1;
    for (int calls = 0; calls_ < 0; calls += stride) {
      ASSERT_NO_FATAL_FAILURE(back_up_failing(calls, fault));
      ASSERT_FALSE(HasFailure());
    }
    EXPECT_GT(calls_, 5);
  }
  EXPECT_TRUE(installation_->store().verify()->valid);
}

INSTANTIATE_TEST_SUITE_P(On, FaultsTest, testing::ValuesIn(store::databases()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace comity::service
