#include "service/served.h"

#include <gtest/gtest.h>

#include <fstream>

#include "support/test_files.h"

namespace comity::service {
namespace {

class ServedTest : public testing::Test {
 protected:
  void SetUp() override {
    auto installation = Installation::open({folder_.path()});
    ASSERT_TRUE(installation) << installation.error().message;
    installation_ = *std::move(installation);
  }

  test::TestFolder folder_;
  std::unique_ptr<Installation> installation_;
};

TEST_F(ServedTest, TheAddressIsKnownAsLongAsTheServerRuns) {
  EXPECT_EQ(served_origin(*installation_), "");
  {
    const auto served = Served::at(*installation_, "http://127.0.0.1:8123");
    ASSERT_TRUE(served) << served.error().message;
    EXPECT_EQ(served_origin(*installation_), "http://127.0.0.1:8123");
  }
  EXPECT_EQ(served_origin(*installation_), "");
}

TEST_F(ServedTest, WhatAKilledServerLeftIsNoAddress) {
  std::ofstream(folder_.path() / "served") << "http://127.0.0.1:8123\n";
  EXPECT_EQ(served_origin(*installation_), "");
}

TEST_F(ServedTest, OfTwoServersTheLaterIsTold) {
  auto first = Served::at(*installation_, "http://127.0.0.1:8123");
  ASSERT_TRUE(first);
  const auto second = Served::at(*installation_, "http://127.0.0.1:8124");
  ASSERT_TRUE(second);
  {
    const auto ended = *std::move(first);
  }
  EXPECT_EQ(served_origin(*installation_), "http://127.0.0.1:8124");
}

}  // namespace
}  // namespace comity::service
