// The record on a disk that fails: what was said to be kept is kept, what is there is whole.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "store/backend_fixture.h"
#include "store/test_fixture.h"
#include "support/sqlite_on_disk.h"

namespace comity::store {
namespace {

using test::Fault;
using test::SqliteOnDisk;

class DiskTest : public testing::TestWithParam<Backend> {
 protected:
  /// What the record has said that it keeps.
  struct Kept {
    std::optional<SpaceId> space;
    std::vector<std::string> works;
  };

  base::Result<Store> open() {
    auto options = options_of(GetParam(), folder());
    options.files = &files_;
    return Store::open(options);
  }
  [[nodiscard]] std::filesystem::path folder() const { return folder_->path() / "record"; }
  void new_folder() { folder_.emplace(); }

  /// Works until something fails.
  base::Status work(Kept& kept) {
    COMITY_TRY(auto store, open());
    COMITY_TRY(const auto heads, store.heads());
    if (!heads.empty()) {
      kept.space = heads.front().space;
    } else {
      COMITY_TRY(const auto space, store.create_space({"home", "Home", false, {}}, kOwner));
      kept.space = space.id;
    }
    for (int i = 0; i < 2; ++i) {
      const auto name = "A/TEST/" + std::to_string(i);
      COMITY_TRY(const auto act, stored(store, name, name, report_of("XCC", 4)));
      COMITY_TRY(const auto appended, store.append({{*kept.space, kOwner, act}}));
      kept.works.push_back(appended.front().work);
    }
    return {};
  }

  void expect_whole(const Kept& kept) {
    auto store = open();
    ASSERT_TRUE(store) << store.error().message << store.error().place;
    const auto verified = store->verify();
    ASSERT_TRUE(verified) << verified.error().message;
    EXPECT_TRUE(verified->valid) << verified->fault;
    const auto check = store->rebuild_check();
    ASSERT_TRUE(check) << check.error().message << check.error().place;
    EXPECT_TRUE(check->equal) << check->difference << check->place;
    const auto read = store->read();
    ASSERT_TRUE(read);
    EXPECT_TRUE(!kept.space || read->space(*kept.space) != nullptr);
    for (const auto& name : kept.works) {
      const auto work = read->work(name, Visibility::everything());
      ASSERT_TRUE(work && *work) << name;
      EXPECT_EQ(store->file((*work)->file).value_or("none"), name);
      EXPECT_TRUE(store->reading((*work)->reading));
    }
  }

  static void expect_told(const base::Error& error) {
    SCOPED_TRACE(error.message + " (" + error.place + ")");
    EXPECT_EQ(error.kind, base::ErrorKind::unavailable);
    EXPECT_NE(error.place, "");
    EXPECT_NE(error.mend, "");
  }
  void fail_at_each_call(Fault fault);

  FailingFiles files_{base::posix_file_system()};
  SqliteOnDisk sqlite_{files_.disk()};
  std::optional<TestFolder> folder_;
};

/// From an empty folder, on a disk that fails after 0, 1, 2… calls, until all is done before.
void DiskTest::fail_at_each_call(Fault fault) {
  bool failed = true;
  for (int calls = test::first_of(fault); failed; calls += test::step_of(fault)) {
    SCOPED_TRACE(calls);
    const auto seed = static_cast<std::uint64_t>(calls);
    new_folder();
    Kept kept;
    files_.fail_after(calls, fault);
    const auto done = work(kept);
    failed = files_.disk().has_failed();
    if (fault == Fault::lost_power) {
      files_.disk().lose_power(seed);
    } else {
      files_.fail_after(-1, fault);
      EXPECT_TRUE(done || failed);
      if (!done) expect_told(done.error());
    }
    if (fault == Fault::failed_sync) {
      // What is kept the next time outlives the power as well.
      const auto again = work(kept);
      ASSERT_TRUE(again) << again.error().message << again.error().place;
      files_.disk().lose_power(seed);
    }
    ASSERT_NO_FATAL_FAILURE(expect_whole(kept));
    ASSERT_FALSE(HasFailure());
  }
}

TEST_P(DiskTest, EveryCallMayFail) { fail_at_each_call(Fault::io_error); }

TEST_P(DiskTest, EverySyncMayFail) { fail_at_each_call(Fault::failed_sync); }

TEST_P(DiskTest, ThePowerMayGoAtAnyMoment) { fail_at_each_call(Fault::lost_power); }

INSTANTIATE_TEST_SUITE_P(On, DiskTest, testing::ValuesIn(databases()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace comity::store
