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
  EXPECT_TRUE(*passwords.is("correct horse", *hash));
  EXPECT_FALSE(*passwords.is("correct horse", ""));
  std::atomic<int> told = 0;
  std::atomic<int> right = 0;
  {
    std::vector<std::jthread> callers;
    for (int i = 0; i < 16; ++i) {
      callers.emplace_back([&] {
        const auto is = passwords.is("correct horse", *hash);
        if (!is) told += is.error().kind == base::ErrorKind::unavailable ? 1 : 100;
        if (is && *is) ++right;
      });
    }
  }
  EXPECT_EQ(told + right, 16);
  EXPECT_GE(right, 2);
  EXPECT_GE(told, 1) << "sixteen at once would take a gigabyte";
}

}  // namespace
}  // namespace comity::service
