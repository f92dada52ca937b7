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

const ActorId kOwner{42};

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
    if (heads.empty()) {
      COMITY_TRY(const auto space, store.create_space({"home", "Home", false, {}}, kOwner));
      kept.space = space.id;
    }
    for (int i = 0; i < 3; ++i) {
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

  FailingFiles files_{base::posix_file_system()};
  SqliteOnDisk sqlite_{files_.disk()};
  std::optional<TestFolder> folder_;
};

TEST_P(DiskTest, APowerFailureAtAnyMomentLosesNothingThatWasKept) {
  bool went = true;
  for (int calls = 0; went; ++calls) {
    ASSERT_LT(calls, 2000);
    new_folder();
    Kept kept;
    files_.fail_after(calls, Fault::lost_power);
    (void)work(kept);
    went = files_.disk().has_failed();
    files_.disk().lose_power(static_cast<std::uint64_t>(calls));
    SCOPED_TRACE(calls);
    ASSERT_NO_FATAL_FAILURE(expect_whole(kept));
    if (HasFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(On, DiskTest, testing::ValuesIn(databases()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace comity::store
