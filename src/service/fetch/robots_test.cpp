#include "service/fetch/robots.h"

#include <gtest/gtest.h>

namespace comity::service::fetching {
namespace {

Robots read(std::string_view text) { return Robots::parse(text, "comity"); }

TEST(RobotsTest, NoRuleAllowsEverything) {
  EXPECT_TRUE(Robots().allows("/a"));
  EXPECT_TRUE(read("").allows("/a"));
  EXPECT_TRUE(read("User-agent: *\nDisallow:\n").allows("/a"));
  EXPECT_TRUE(read("Disallow: /\n").allows("/a")) << "a rule of no program";
}

TEST(RobotsTest, TheGroupThatNamesTheProgramCountsAlone) {
  const auto robots = read(
      "User-agent: *\nDisallow: /\n\n"
      "user-agent: other\nUser-Agent: Comity/9.9\nDisallow: /private # ours\nCrawl-delay: 2.5\n");
  EXPECT_TRUE(robots.allows("/public"));
  EXPECT_FALSE(robots.allows("/private/x"));
  EXPECT_EQ(robots.delay(), std::chrono::milliseconds(2500));
}

TEST(RobotsTest, GroupsForTheSameProgramAreOne) {
  const auto robots = read(
      "User-agent: comity\nDisallow: /a\nUser-agent: x\nDisallow: /c\nUser-agent: comity\n"
      "Disallow: /b\n");
  EXPECT_FALSE(robots.allows("/a"));
  EXPECT_FALSE(robots.allows("/b"));
  EXPECT_TRUE(robots.allows("/c"));
}

TEST(RobotsTest, TheLongestRuleDecides) {
  const auto robots = read(
      "User-agent: *\nDisallow: /api\nAllow: /api/symbol\nDisallow: /api/symbol/x\n"
      "Allow: /same\nDisallow: /same\n");
  EXPECT_FALSE(robots.allows("/api/other"));
  EXPECT_TRUE(robots.allows("/api/symbol/access?s=A/1"));
  EXPECT_FALSE(robots.allows("/api/symbol/x"));
  EXPECT_TRUE(robots.allows("/same")) << "an allowance before a refusal of the same length";
}

TEST(RobotsTest, StarsAndTheEndOfThePath) {
  const auto robots = read("User-agent: *\nDisallow: /*.doc$\nDisallow: /q?*l=fr\nDisallow: *zz\n");
  EXPECT_FALSE(robots.allows("/a/b.doc"));
  EXPECT_TRUE(robots.allows("/a/b.doc?x"));
  EXPECT_TRUE(robots.allows("/a/b.docx"));
  EXPECT_FALSE(robots.allows("/q?s=1&l=fr&t=pdf"));
  EXPECT_TRUE(robots.allows("/q?s=1&l=en"));
  EXPECT_FALSE(robots.allows("/a-zz-b"));
  EXPECT_TRUE(read("User-agent: *\nDisallow: /a*bc$\n").allows("/abcb"));
  EXPECT_FALSE(read("User-agent: *\nDisallow: /a*bc$\n").allows("/abcbc"));
  EXPECT_TRUE(read("User-agent: *\nDisallow: /ab*b$\n").allows("/ab")) << "the b counts once";
}

TEST(RobotsTest, EscapesAreComparedAsWhatTheyStandFor) {
  const auto robots = read("User-agent: *\nDisallow: /%7ea%2fb/ü\n");
  EXPECT_FALSE(robots.allows("/~a%2Fb/%C3%BC"));
  EXPECT_TRUE(robots.allows("/~a/b/ü")) << "an escaped slash parts nothing";
}

TEST(RobotsTest, EveryLineEndAndEveryOddLineIsRead) {
  const auto robots =
      read("\xEF\xBB\xBFUser-agent: *\rSitemap: /s\r\nDisallow : /a\n\n: /\nAllow\n");
  EXPECT_FALSE(robots.allows("/a"));
  EXPECT_TRUE(robots.allows("/robots.txt"));
  EXPECT_TRUE(read("User-agent: *\nDisallow: /").allows("/robots.txt"));
  EXPECT_FALSE(read("User-agent: *\nCrawl-delay: soon\n").delay());
  EXPECT_EQ(read("User-agent: *\nCrawl-delay: 1e9\n").delay(), std::chrono::hours(1));
}

}  // namespace
}  // namespace comity::service::fetching
