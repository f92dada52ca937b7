// Who is where, on every database behind the store.
#include "store/people/presences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/backend_fixture.h"
#include "store/test_fixture.h"

namespace comity::store {
namespace {

constexpr ActorId kAna{77};
constexpr ActorId kBen{78};

class PresencesTest : public testing::TestWithParam<Backend> {
 protected:
  Store open() {
    auto store = Store::open(options_of(GetParam(), folder_.path()));
    EXPECT_TRUE(store) << store.error().message;
    return *std::move(store);
  }
  static Presence at(ActorId who, const std::string& reply, std::int64_t now) {
    return {"C", who, reply, {now}, {now}};
  }
  TestFolder folder_;
};

TEST_P(PresencesTest, OnePlaceAPersonUntilTheyAreSilent) {
  auto store = open();
  auto& presences = store.presences();
  ASSERT_TRUE(presences.put(at(kAna, "R", 10), {0}));
  ASSERT_TRUE(presences.put(at(kBen, "R", 20), {0}));
  ASSERT_TRUE(presences.put(at(kAna, "R", 30), {0}));
  auto there = *presences.at("C", {0});
  ASSERT_EQ(there.size(), 2U);
  EXPECT_EQ(there[0].person, kAna);
  EXPECT_EQ(there[0].since.microseconds, 10) << "they have been there all the time";
  EXPECT_EQ(there[0].seen.microseconds, 30);
  ASSERT_TRUE(presences.put(at(kAna, "S", 40), {0}));
  there = *presences.at("C", {0});
  ASSERT_EQ(there.size(), 2U) << "one place a person";
  EXPECT_EQ(there[1].person, kAna);
  EXPECT_EQ(there[1].reply, "S");
  EXPECT_EQ(there[1].since.microseconds, 40);
  EXPECT_THAT(*presences.at("D", {0}), testing::IsEmpty());
  EXPECT_EQ(presences.at("C", {20})->size(), 1U) << "who is silent is not there";
}

TEST_P(PresencesTest, LeaveNothingBehind) {
  auto store = open();
  auto& presences = store.presences();
  ASSERT_TRUE(store.accounts().put_person({kAna, "Ana", {1}}));
  ASSERT_TRUE(presences.put(at(kAna, "R", 10), {0}));
  ASSERT_TRUE(presences.put(at(kBen, "R", 50), {20}));
  EXPECT_EQ(presences.at("C", {0})->size(), 1U) << "the silent are forgotten, not hidden";
  ASSERT_TRUE(presences.put(at(kAna, "R", 60), {20}));
  EXPECT_EQ(presences.at("C", {0})->back().since.microseconds, 60) << "they came anew";
  ASSERT_TRUE(presences.remove("C", kBen));
  ASSERT_TRUE(store.accounts().erase_person(kAna));
  EXPECT_THAT(*presences.at("C", {0}), testing::IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(On, PresencesTest, testing::ValuesIn(backends()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace comity::store
