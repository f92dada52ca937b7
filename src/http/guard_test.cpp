#include "http/guard.h"

#include <gtest/gtest.h>

namespace comity::http {
namespace {

Request posted(std::vector<Header> headers) {
  Request request;
  request.method = Method::post;
  request.headers = std::move(headers);
  return request;
}

TEST(Guard, OnlyOurOwnPagesMayPost) {
  EXPECT_TRUE(is_same_origin(posted({{"Sec-Fetch-Site", "same-origin"}}), Transport::plain));
  EXPECT_FALSE(is_same_origin(posted({{"Sec-Fetch-Site", "none"}}), Transport::plain));
  const Header host{"Host", "comity.example:8080"};
  EXPECT_TRUE(
      is_same_origin(posted({host, {"Origin", "http://comity.example:8080"}}), Transport::plain));
  EXPECT_FALSE(
      is_same_origin(posted({host, {"Origin", "http://comity.example:8080"}}), Transport::tls));
  EXPECT_FALSE(is_same_origin(posted({host, {"Origin", "null"}}), Transport::plain));
  EXPECT_TRUE(is_same_origin(posted({host}), Transport::plain));
}

TEST(FormTokens, HoldForOneSessionAndLookDifferentEachTime) {
  const FormTokens tokens;
  const std::string token = tokens.make("a");
  EXPECT_TRUE(tokens.holds(token, "a"));
  EXPECT_FALSE(tokens.holds(token, "b"));
  EXPECT_NE(token, tokens.make("a"));
  EXPECT_FALSE(tokens.holds("", "a"));
  EXPECT_FALSE(tokens.holds(std::string(token.size(), 'z'), "a"));
  EXPECT_FALSE(FormTokens().holds(token, "a"));
}

TEST(Throttle, SlowsOneNetworkDownAndLetsItRest) {
  base::ManualClock clock(base::Time{0});
  Throttle throttle(clock, 2);
  EXPECT_EQ(throttle.wait_of("a"), 0);
  EXPECT_EQ(throttle.wait_of("a"), 0);
  EXPECT_EQ(throttle.wait_of("a"), 30);
  EXPECT_EQ(throttle.wait_of("b"), 0);
  clock.set(base::Time{29'000'001});
  EXPECT_EQ(throttle.wait_of("a"), 1);
  clock.set(base::Time{30'000'000});
  EXPECT_EQ(throttle.wait_of("a"), 0);
  EXPECT_EQ(throttle.wait_of("a"), 30);
  clock.set(base::Time{600'000'000});
  EXPECT_EQ(throttle.wait_of("a"), 0);
  EXPECT_EQ(throttle.wait_of("a"), 0);
  EXPECT_EQ(throttle.wait_of("a"), 30) << "rest is not saved up";
  clock.set(base::Time{0});
  EXPECT_LE(throttle.wait_of("a"), 60) << "a clock that was set back";
}

TEST(Throttle, RemembersSoManyNetworksAndNoMore) {
  base::ManualClock clock(base::Time{1'000'000'000});
  Throttle throttle(clock, 1);
  for (int network = 0; network < 10'000; ++network) {
    EXPECT_EQ(throttle.wait_of(std::to_string(network)), 0);
  }
  EXPECT_EQ(throttle.wait_of("one more"), 0);
  EXPECT_GT(throttle.wait_of("and another"), 0) << "newcomers share one count";
  EXPECT_GT(throttle.wait_of("7"), 0) << "those that are known are still counted by themselves";
  clock.set(base::Time{1'061'000'000});
  EXPECT_EQ(throttle.wait_of("and another"), 0) << "who has rested is forgotten";
  EXPECT_EQ(throttle.wait_of("a third"), 0);
}

TEST(Throttle, NoLimitIsNone) {
  base::ManualClock clock(base::Time{0});
  Throttle throttle(clock, 0);
  for (int time = 0; time < 1000; ++time) EXPECT_EQ(throttle.wait_of("a"), 0);
}

}  // namespace
}  // namespace comity::http
