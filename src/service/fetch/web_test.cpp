#include "service/fetch/web.h"

#include <gtest/gtest.h>

namespace comity::service::fetching {
namespace {

using std::chrono::seconds;

TEST(WebAddressTest, HasOriginHostAndPath) {
  const auto parts = parse_web_address("HTTPS://Documents.Example:443/a/b?s=A/1#f");
  ASSERT_TRUE(parts) << parts.error().message;
  EXPECT_EQ(parts->origin, "https://documents.example");
  EXPECT_EQ(parts->host, "documents.example");
  EXPECT_EQ(parts->path, "/a/b?s=A/1");
  EXPECT_TRUE(parts->secure);
  EXPECT_EQ(parse_web_address("http://a.example:8080")->origin, "http://a.example:8080");
  EXPECT_EQ(parse_web_address("http://a.example:8080")->path, "/");
}

TEST(WebAddressTest, OthersAreRefused) {
  for (const char* address : {"", "ftp://a.example/x", "file:///etc/passwd", "a.example/x",
                              "https://name:secret@a.example/", "https://", "gopher://a/"}) {
    EXPECT_FALSE(parse_web_address(address)) << address;
  }
}

TEST(WebAddressTest, OddNumbersAreTheAddressesTheyStandFor) {
  EXPECT_EQ(parse_web_address("http://0x7f.1/")->host, "127.0.0.1");
  EXPECT_EQ(parse_web_address("http://2130706433/")->host, "127.0.0.1");
}

TEST(PublicAddressTest, NetworksOfOnesOwnAreNone) {
  for (const char* address : {"127.0.0.1",
                              "127.255.0.9",
                              "10.1.2.3",
                              "172.16.0.1",
                              "172.31.255.255",
                              "192.168.1.1",
                              "169.254.169.254",
                              "100.64.0.1",
                              "0.0.0.0",
                              "224.0.0.1",
                              "255.255.255.255",
                              "192.0.2.1",
                              "198.19.0.1",
                              "::1",
                              "::",
                              "[::1]",
                              "fe80::1",
                              "fe80::1%eth0",
                              "fc00::1",
                              "ff02::1",
                              "::ffff:127.0.0.1",
                              "::ffff:10.0.0.1",
                              "64:ff9b::a00:1",
                              "2001:db8::1",
                              "2002:7f00:1::",
                              "2001:0:1::",
                              "3fff::1"}) {
    EXPECT_EQ(is_public(address), false) << address;
  }
}

TEST(PublicAddressTest, TheInternetsAre) {
  for (const char* address :
       {"8.8.8.8", "172.15.0.1", "172.32.0.1", "100.128.0.1", "198.17.0.1", "198.20.0.1",
        "223.255.255.255", "2606:4700::1111", "[2a00::1]", "::ffff:8.8.8.8", "64:ff9b::808:808"}) {
    EXPECT_EQ(is_public(address), true) << address;
  }
  EXPECT_EQ(is_public("documents.example"), std::nullopt);
  EXPECT_EQ(is_public(""), std::nullopt);
}

TEST(RetryAfterTest, IsSecondsOrADate) {
  const base::Time now{std::int64_t{1'700'000'000} * 1'000'000};  // 2023-11-14T22:13:20Z
  EXPECT_EQ(retry_after("120", now), seconds(120));
  EXPECT_EQ(retry_after("0", now), seconds(0));
  EXPECT_EQ(retry_after("Tue, 14 Nov 2023 22:14:20 GMT", now), seconds(60));
  EXPECT_EQ(retry_after("Tuesday, 14-Nov-23 22:14:20 GMT", now), seconds(60));
  EXPECT_EQ(retry_after("Tue Nov 14 22:14:20 2023", now), seconds(60));
  EXPECT_EQ(retry_after("Mon, 13 Nov 2023 22:14:20 GMT", now), seconds(0)) << "it is past";
  EXPECT_EQ(retry_after("", now), std::nullopt);
  EXPECT_EQ(retry_after("-5", now), std::nullopt);
  EXPECT_EQ(retry_after("soon", now), std::nullopt);
}

}  // namespace
}  // namespace comity::service::fetching
