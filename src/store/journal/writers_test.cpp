// Spaces are written side by side where the database can, and each in its order everywhere.
#include "store/journal/writers.h"

#include <gtest/gtest.h>

#include <thread>

#include "store/backend_fixture.h"
#include "store/sql/postgres.h"
#include "store/test_fixture.h"

namespace comity::store {
namespace {

using Submitted = std::future<base::Result<std::vector<Appended>>>;

class WritersTest : public testing::TestWithParam<Backend> {
 protected:
  Store open() {
    auto store = Store::open(options_of(GetParam(), folder_.path()));
    EXPECT_TRUE(store) << store.error().message;
    return *std::move(store);
  }
  static SpaceId make_space(Store& store, const std::string& name) {
    const auto space = store.create_space({name, "Home", false, {}}, kOwner);
    EXPECT_TRUE(space) << space.error().message;
    return space->id;
  }
  static Submitted submit(Store& store, SpaceId space, const std::string& work) {
    const auto act = stored(store, work, work, report_of("XCC", 3));
    EXPECT_TRUE(act);
    return store.submit({{space, kOwner, *act}});
  }

  TestFolder folder_;
};

TEST_P(WritersTest, ManySpacesSideBySideEachInItsOrder) {
  constexpr std::size_t kSpaces = 6;  // more than have a queue of their own
  constexpr std::size_t kWorks = 8;
  auto store = open();
  std::vector<SpaceId> spaces;
  for (std::size_t i = 0; i < kSpaces; ++i) {
    spaces.push_back(make_space(store, "space-" + std::to_string(i)));
  }
  std::vector<std::thread> threads;
  for (const auto space : spaces) {
    threads.emplace_back([&store, space] {
      // The same works and files in each.
      std::vector<Submitted> submitted;
      for (std::size_t i = 0; i < kWorks; ++i) {
        submitted.push_back(submit(store, space, "A/SIDE/" + std::to_string(i)));
      }
      for (std::size_t i = 0; i < kWorks; ++i) {
        const auto appended = submitted[i].get();
        ASSERT_TRUE(appended) << appended.error().message;
        EXPECT_EQ(appended->front().number, i + 2);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  const auto heads = store.heads();
  for (const auto& head : *heads) EXPECT_EQ(head.size, kWorks + 1);
  EXPECT_TRUE(store.verify()->valid);
  EXPECT_TRUE(store.rebuild_check()->equal);
}

TEST_P(WritersTest, ASpaceDoesNotWaitForAnother) {
  if (!is_postgres(GetParam())) return;  // SQLite has one writer
  auto store = open();
  const auto held = make_space(store, "held");
  const auto free = make_space(store, "free");
  const auto database = sql::postgres_database(options_of(GetParam(), folder_.path()).database);
  const auto other = *database->connect(sql::Intent::write);
  ASSERT_TRUE(other->begin(sql::Intent::write));
  ASSERT_TRUE(other->integer("SELECT size FROM heads WHERE space = $1 FOR UPDATE", held.value));
  auto waiting = submit(store, held, "A/HELD/1");
  EXPECT_TRUE(submit(store, free, "A/FREE/1").get());
  EXPECT_TRUE(store.accounts().put_person({kOwner, "Ada", {}}));
  EXPECT_EQ(waiting.wait_for(std::chrono::milliseconds(0)), std::future_status::timeout);
  other->roll_back();
  EXPECT_TRUE(waiting.get());
}

TEST_P(WritersTest, ClosingFinishesWhatWasSubmittedToEverySpace) {
  std::vector<Submitted> submitted;
  {
    auto store = open();
    for (const char* name : {"one", "two", "three"}) {
      submitted.push_back(submit(store, make_space(store, name), "A/LAST/1"));
    }
  }
  for (auto& each : submitted) EXPECT_TRUE(each.get());
  const auto heads = open().heads();
  for (const auto& head : *heads) EXPECT_EQ(head.size, 2U);
}

INSTANTIATE_TEST_SUITE_P(On, WritersTest, testing::ValuesIn(backends()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace comity::store
