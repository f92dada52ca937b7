#include "service/accounts/passwords.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace comity::service {
namespace {

TEST(Passwords, AFewAreHashedAtATimeAndTheOthersAreTold) {
  Passwords passwords(PasswordCost::interactive);
  const auto hash = passwords.hash("correct horse");
  ASSERT_TRUE(hash);
  EXPECT_TRUE(hash->starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
  EXPECT_TRUE(*passwords.is("correct horse", *hash, Comes::stranger));
  EXPECT_FALSE(*passwords.is("correct horse", "", Comes::stranger));
  std::atomic<int> told = 0;
  std::atomic<int> right = 0;
  {
    std::vector<std::jthread> callers;
    for (int i = 0; i < 16; ++i) {
      callers.emplace_back([&] {
        const auto is = passwords.is("correct horse", *hash, Comes::stranger);
        if (!is) told += is.error().kind == base::ErrorKind::unavailable ? 1 : 100;
        if (is && *is) ++right;
      });
    }
  }
  EXPECT_EQ(told + right, 16);
  EXPECT_GE(right, 2);
  EXPECT_GE(told, 1) << "sixteen at once would take a gigabyte";
}

TEST(Passwords, WhoIsKnownIsNotKeptOutByStrangers) {
  Passwords passwords(PasswordCost::least);
  const auto hash = passwords.hash("correct horse");
  ASSERT_TRUE(hash);
  std::vector<std::jthread> strangers;
  for (int i = 0; i < 8; ++i) {
    strangers.emplace_back([&](const std::stop_token& stop) {
      while (!stop.stop_requested()) (void)passwords.is("a guess", *hash, Comes::stranger);
    });
  }
  for (int i = 0; i < 20; ++i) {
    const auto is = passwords.is("correct horse", *hash, Comes::known);
    ASSERT_TRUE(is) << is.error().message;
    EXPECT_TRUE(*is);
  }
}

}  // namespace
}  // namespace comity::service
