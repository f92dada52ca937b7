#include "service/backup.h"

#include <gtest/gtest.h>

#include "service/accounts/accounts.h"
#include "service/importing/import.h"
#include "store/backend_fixture.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using test::FailingFiles;
using test::TestFolder;

class BackupTest : public testing::Test {
 protected:
  std::unique_ptr<Installation> opened(const std::string& name) {
    Installation::Options options;
    options.folder = folder_.path() / name;
    auto installation = Installation::open(options);
    EXPECT_TRUE(installation);
    return installation ? *std::move(installation) : nullptr;
  }
  static void bring_in(Installation& installation, int number) {
    const auto text = "A/RES/89/" + std::to_string(number) +
                      "\n\n*The General Assembly,*\n\n1. *Requests* members to be kind.\n";
    ASSERT_TRUE(import_bytes(installation, owner_of_the_folder(), {{"a.md", text}}, {}));
  }
  TestFolder folder_;
};

TEST_F(BackupTest, APersonComesAlongAndTheirSessionsDoNot) {
  const auto first = opened("first");
  bring_in(*first, 1);
  const auto token = make_owner_token(*first);
  const auto session = sign_in(*first, *token);
  ASSERT_TRUE(session);
  ASSERT_TRUE(first->store().presences().put({"call", first->owner(), "reply", {1}, {1}}, {0}));
  ASSERT_TRUE(back_up(*first, owner_of_the_folder(), folder_.path() / "copy"));
  const auto copy = opened("copy");
  EXPECT_EQ(copy->owner(), first->owner());
  EXPECT_EQ(first->store().presences().at("call", {0})->size(), 1U);
  EXPECT_TRUE(copy->store().presences().at("call", {0})->empty()) << "where somebody was is not";
  EXPECT_EQ(actor_of(*copy, session->session).id, "");
  EXPECT_NE(actor_of(*first, session->session).id, "");
  EXPECT_EQ(*copy->store().dump_hash(), *first->store().dump_hash());
}

TEST_F(BackupTest, WhatComesInMeanwhileStaysOut) {
  const auto first = opened("first");
  bring_in(*first, 1);
  const auto copied = back_up(*first, owner_of_the_folder(), folder_.path() / "copy");
  ASSERT_TRUE(copied);
  bring_in(*first, 2);
  EXPECT_EQ(first->store().heads()->front().size, copied->heads.front().size + 1);
}

TEST_F(BackupTest, ThePublicCopiesNothing) {
  const auto first = opened("first");
  const auto refused = back_up(*first, anyone(), folder_.path() / "copy");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::forbidden);
}

TEST_F(BackupTest, AFullDiskIsToldAndTheRecordStays) {
  FailingFiles files(base::posix_file_system());
  Installation::Options options;
  options.folder = folder_.path() / "first";
  options.files = &files;
  const auto first = Installation::open(options);
  ASSERT_TRUE(first);
  bring_in(**first, 1);
  for (int changes = 0; changes < 4; ++changes) {
    files.fail_after(changes);
    const auto copied = back_up(**first, owner_of_the_folder(),
                                folder_.path() / ("copy" + std::to_string(changes)));
    files.fail_after(-1);
    ASSERT_FALSE(copied) << changes;
    EXPECT_EQ(copied.error().kind, ErrorKind::unavailable);
  }
  EXPECT_TRUE((*first)->store().verify()->valid);
}

TEST_F(BackupTest, FromOneDatabaseToTheOtherAndBack) {
  const auto first = opened("first");
  for (int number = 1; number <= 5; ++number) bring_in(*first, number);
  ASSERT_TRUE(back_up(*first, owner_of_the_folder(), folder_.path() / "copy"));
  for (const auto backend : store::backends()) {
    const auto place = folder_.path() / ("into" + std::to_string(static_cast<int>(backend)));
    const auto given = store::options_of(backend, place);
    Installation::Options into;
    into.folder = place;
    into.database = given.database;
    const auto restored = restore(into, folder_.path() / "copy");
    ASSERT_TRUE(restored) << restored.error().message;
    const auto there = Installation::open(into);
    ASSERT_TRUE(there);
    EXPECT_EQ(*(*there)->store().dump_hash(), *first->store().dump_hash());
    const auto back = back_up(**there, owner_of_the_folder(), place.string() + "-back");
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(back->heads, restored->heads);
  }
}

}  // namespace
}  // namespace comity::service
