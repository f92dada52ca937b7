// Files ahead of replies: on every database behind the store.
#include "store/people/uploads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "store/backend_fixture.h"
#include "store/calls_fixture.h"

namespace comity::store {
namespace {

constexpr base::Time kUploadNow{1'000};
constexpr base::Time kUploadEnds{2'000};
constexpr UploadBounds kWide{100, 1'000'000};

class UploadsTest : public testing::TestWithParam<Backend> {
 protected:
  Store open_in(const TestFolder& folder) {
    auto store = Store::open(options_of(GetParam(), folder.path()));
    EXPECT_TRUE(store) << store.error().message;
    return *std::move(store);
  }
  static Upload told(std::uint64_t id, std::uint64_t bytes) {
    return {{id},  {5}, kCall,       base::sha256("secret " + std::to_string(id)),
            bytes, 0,   kUploadEnds, "sealed name"};
  }
  TestFolder folder_;
};

TEST_P(UploadsTest, PartsFollowEachOtherAndStayWhenTheStoreIsOpenedAgain) {
  {
    auto store = open_in(folder_);
    auto& uploads = store.uploads();
    ASSERT_TRUE(uploads.begin(told(1, 6), kWide, kUploadNow));
    EXPECT_TRUE(*uploads.append({1}, {0, 4, "abcd"}, kUploadEnds));
    EXPECT_FALSE(*uploads.append({1}, {0, 4, "abcd"}, kUploadEnds)) << "sent twice";
    EXPECT_FALSE(*uploads.append({1}, {5, 1, "f"}, kUploadEnds)) << "out of order";
    EXPECT_FALSE(*uploads.append({1}, {4, 3, "efg"}, kUploadEnds)) << "more than was told";
    EXPECT_FALSE(*uploads.append({2}, {0, 1, "x"}, kUploadEnds)) << "of none";
  }
  auto store = open_in(folder_);
  auto& uploads = store.uploads();
  EXPECT_TRUE(*uploads.append({1}, {4, 2, "ef"}, {3'000}));
  const auto known = *uploads.of({1}, kUploadNow);
  ASSERT_TRUE(known);
  EXPECT_EQ(known->arrived, 6U);
  EXPECT_EQ(known->expires.microseconds, 3'000);
  EXPECT_EQ(known->told, "sealed name");
  EXPECT_EQ(known->proof, base::sha256("secret 1"));
  const auto parts = *uploads.parts({1});
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[1].begins, 4U);
  EXPECT_EQ(parts[1].sealed, "ef");
}

TEST_P(UploadsTest, OfSeveralPartsThatBeginAtOnePlaceOneIsAdded) {
  auto store = open_in(folder_);
  auto other = open_in(folder_);
  ASSERT_TRUE(store.uploads().begin(told(1, 100), kWide, kUploadNow));
  for (std::uint64_t at = 0; at < 100; at += 10) {
    std::vector<std::future<bool>> tried;
    for (int i = 0; i < 4; ++i) {
      auto& uploads = i % 2 == 0 ? store.uploads() : other.uploads();
      tried.push_back(std::async(std::launch::async, [&uploads, at] {
        return *uploads.append({1}, {at, 10, "ten letters"}, kUploadEnds);
      }));
    }
    int added = 0;
    for (auto& each : tried) added += each.get() ? 1 : 0;
    EXPECT_EQ(added, 1);
  }
  EXPECT_EQ((*store.uploads().of({1}, kUploadNow))->arrived, 100U);
  EXPECT_EQ(store.uploads().parts({1})->size(), 10U);
}

TEST_P(UploadsTest, WhatExpiresOrIsGivenUpLeavesNothing) {
  auto store = open_in(folder_);
  auto& uploads = store.uploads();
  for (std::uint64_t id = 1; id <= 3; ++id) {
    ASSERT_TRUE(uploads.begin(told(id, 2), kWide, kUploadNow));
    ASSERT_TRUE(*uploads.append({id}, {0, 2, "xy"}, {kUploadEnds.microseconds + 10 * (id == 2)}));
  }
  ASSERT_TRUE(uploads.discard({3}));
  EXPECT_FALSE(*uploads.of({3}, kUploadNow));
  EXPECT_FALSE(*uploads.of({1}, kUploadEnds)) << "expired, though not swept yet";
  ASSERT_TRUE(uploads.sweep(kUploadEnds));
  EXPECT_THAT(*uploads.parts({1}), testing::IsEmpty());
  EXPECT_THAT(*uploads.parts({3}), testing::IsEmpty());
  EXPECT_EQ(uploads.parts({2})->size(), 1U);
  ASSERT_TRUE(uploads.discard_of({6}, kCall)) << "of another space";
  EXPECT_TRUE(*uploads.of({2}, kUploadEnds));
  ASSERT_TRUE(uploads.discard_of({5}, kCall));
  EXPECT_FALSE(*uploads.of({2}, kUploadEnds));
  EXPECT_THAT(*uploads.parts({2}), testing::IsEmpty());
}

TEST_P(UploadsTest, ThereIsRoomForSoManyAndSoMuchAndWhatExpiredMakesRoom) {
  auto store = open_in(folder_);
  auto& uploads = store.uploads();
  ASSERT_TRUE(uploads.begin(told(1, 60), {2, 100}, kUploadNow));
  EXPECT_EQ(uploads.begin(told(2, 60), {2, 100}, kUploadNow).error().kind,
            base::ErrorKind::unavailable);
  ASSERT_TRUE(uploads.begin(told(2, 40), {2, 100}, kUploadNow));
  EXPECT_EQ(uploads.begin(told(3, 0), {2, 100}, kUploadNow).error().kind,
            base::ErrorKind::unavailable);
  EXPECT_TRUE(uploads.begin(told(3, 100), {2, 100}, kUploadEnds));
}

TEST_P(UploadsTest, AReplyTakesThemAlongOrLeavesThemAsTheyAre) {
  base::ManualClock clock{kCallOpens};
  auto options = options_of(GetParam(), folder_.path());
  options.clock = &clock;
  auto opened = Store::open(options);
  ASSERT_TRUE(opened) << opened.error().message;
  auto& store = *opened;
  const auto space = store.create_space({"home", "Home", false, {}}, ActorId{1})->id;
  ASSERT_TRUE(store.append({{space, ActorId{}, call_act(1)}}));
  auto& uploads = store.uploads();
  const base::Time ends = kCallCloses;
  auto upload = told(1, 2);
  upload.expires = ends;
  ASSERT_TRUE(uploads.begin(upload, kWide, kCallOpens));
  ASSERT_TRUE(*uploads.append({1}, {0, 2, "xy"}, ends));
  PeopleChange beside;
  beside.uploads = {{{1}, base::sha256("mark"), {ends.microseconds + 1}}};
  auto late = reply_act("late", 7);
  EXPECT_FALSE(store.append({{space, ActorId{}, late}}, beside)) << "no such version";
  EXPECT_FALSE((*uploads.of({1}, kCallOpens))->taken);
  EXPECT_EQ(uploads.parts({1})->size(), 1U);
  ASSERT_TRUE(store.append({{space, ActorId{}, reply_act("first", 1)}}, beside));
  const auto taken = *uploads.of({1}, kCallOpens);
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->taken, base::sha256("mark"));
  EXPECT_EQ(taken->bytes, 0U);
  EXPECT_EQ(taken->told, "");
  EXPECT_THAT(*uploads.parts({1}), testing::IsEmpty());
  EXPECT_FALSE(*uploads.append({1}, {0, 1, "x"}, ends)) << "it has gone";
  ASSERT_TRUE(uploads.discard_of({5}, kCall));
  EXPECT_TRUE(*uploads.of({1}, ends)) << "the mark outlives the call";
  ASSERT_TRUE(uploads.sweep({ends.microseconds + 1}));
  EXPECT_FALSE(*uploads.of({1}, ends));
  TestFolder backup;
  auto copy = open_in(backup);
  ASSERT_TRUE(copy.copy_from(store));
  EXPECT_FALSE(*copy.uploads().of({1}, kCallOpens)) << "no backup has it";
}

INSTANTIATE_TEST_SUITE_P(On, UploadsTest, testing::ValuesIn(backends()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace comity::store
