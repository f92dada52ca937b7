// What people keep for themselves, on every database behind the store.
#include "store/people/saved_searches.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/backend_fixture.h"
#include "store/test_fixture.h"

namespace comity::store {
namespace {

constexpr ActorId kKeeper{77};

class SavedSearchesTest : public testing::TestWithParam<Backend> {
 protected:
  Store open() {
    auto store = Store::open(options_of(GetParam(), folder_.path()));
    EXPECT_TRUE(store) << store.error().message;
    return *std::move(store);
  }
  static SavedSearch named(std::uint64_t id, const std::string& name) {
    return {{id}, kKeeper, name, R"({"query":"água"})", "home:1", {static_cast<std::int64_t>(id)}};
  }
  TestFolder folder_;
};

TEST_P(SavedSearchesTest, AreKeptRenamedSeenAndForgottenWithTheAccount) {
  {
    auto store = open();
    ASSERT_TRUE(store.accounts().put_person({kKeeper, "Guest", {1}}));
    ASSERT_TRUE(store.saved_searches().add(named(1, "Water"), 2));
    ASSERT_TRUE(store.saved_searches().add(named(2, "Prisons"), 2));
  }
  auto store = open();
  auto& searches = store.saved_searches();
  EXPECT_EQ(searches.add(named(3, "Third"), 2).error().kind, base::ErrorKind::conflict);
  EXPECT_EQ(searches.add(named(3, "Water"), 9).error().kind, base::ErrorKind::conflict);
  EXPECT_TRUE(*searches.rename(kKeeper, {1}, "Rivers"));
  EXPECT_TRUE(*searches.rename(kKeeper, {1}, "Rivers")) << "its own name is free for it";
  EXPECT_EQ(searches.rename(kKeeper, {2}, "Rivers").error().kind, base::ErrorKind::conflict);
  EXPECT_TRUE(*searches.see(kKeeper, {1}, "home:9"));
  EXPECT_FALSE(*searches.see({78}, {1}, "home:10")) << "another person's";
  const auto kept = *searches.of(kKeeper);
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(kept[0].name, "Rivers");
  EXPECT_EQ(kept[0].seen, "home:9");
  EXPECT_EQ(kept[0].question, R"({"query":"água"})");
  EXPECT_EQ(kept[1].name, "Prisons");
  EXPECT_TRUE(*searches.remove(kKeeper, {2}));
  EXPECT_FALSE(*searches.remove(kKeeper, {2}));
  ASSERT_TRUE(store.accounts().erase_person(kKeeper));
  EXPECT_THAT(*searches.of(kKeeper), testing::IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(On, SavedSearchesTest, testing::ValuesIn(backends()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace comity::store
