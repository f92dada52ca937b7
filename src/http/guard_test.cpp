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

TEST(Throttle, SlowsOneNetworkDownForAMinute) {
  base::ManualClock clock(base::Time{0});
  Throttle throttle(clock, 2);
  EXPECT_EQ(throttle.wait_of("a"), 0);
  EXPECT_EQ(throttle.wait_of("a"), 0);
  EXPECT_EQ(throttle.wait_of("a"), 60);
  EXPECT_EQ(throttle.wait_of("b"), 0);
  clock.set(base::Time{59'000'000});
  EXPECT_EQ(throttle.wait_of("a"), 1);
  clock.set(base::Time{60'000'000});
  EXPECT_EQ(throttle.wait_of("a"), 0);
}

}  // namespace
}  // namespace comity::http
