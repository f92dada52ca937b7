#include "service/robots.h"

#include <gtest/gtest.h>

namespace comity::service {
namespace {

TEST(Robots, TheLongestRuleDecides) {
  const auto robots =
      Robots::parse("User-agent: *\nDisallow: /\nAllow: /en/\nDisallow: /en/private", "comity");
  EXPECT_FALSE(robots.allows("/"));
  EXPECT_TRUE(robots.allows("/en/A/RES/74/153"));
  EXPECT_FALSE(robots.allows("/en/private/x"));
  EXPECT_TRUE(Robots::parse("user-agent:*\ndisallow:/a\nallow:/a", "comity").allows("/a"));
}

TEST(Robots, ANamedGroupIsTheOnlyOne) {
  constexpr const char* kText =
      "User-agent: *\nDisallow: /\n\nUser-agent: Other\nUser-agent: COMITY # both\nDisallow: /x\n"
      "Crawl-delay: 2.5\n\nUser-agent: comity\nDisallow: /y\n";
  const auto robots = Robots::parse(kText, "comity");
  EXPECT_TRUE(robots.allows("/"));
  EXPECT_FALSE(robots.allows("/x1"));
  EXPECT_FALSE(robots.allows("/y"));
  EXPECT_EQ(robots.delay().count(), 2'500);
  EXPECT_FALSE(Robots::parse(kText, "unheard").allows("/a"));
}

TEST(Robots, StarsAndDollarsFit) {
  const auto robots =
      Robots::parse("User-agent: *\nDisallow: /*.pdf$\nDisallow: /a*b*c\nDisallow:\n", "comity");
  EXPECT_FALSE(robots.allows("/x/y.pdf"));
  EXPECT_TRUE(robots.allows("/x/y.pdf?z"));
  EXPECT_FALSE(robots.allows("/aXbYc/d"));
  EXPECT_TRUE(robots.allows("/aXc"));
  EXPECT_TRUE(robots.allows("/"));
}

TEST(Robots, WhatSaysNothingAllowsEverything) {
  for (const char* text : {"", "<!doctype html><p>Not found", "Disallow: /", "User-agent: *\n"}) {
    EXPECT_TRUE(Robots::parse(text, "comity").allows("/a")) << text;
  }
  EXPECT_TRUE(Robots().allows("/a"));
}

// A rule of stars alone costs no more than its length times the path's.
TEST(Robots, ManyStarsCostLittle) {
  std::string rule = "User-agent: *\nDisallow: /";
  for (int i = 0; i < 900; ++i) rule += "*a";
  const auto robots = Robots::parse(rule + "b$", "comity");
  EXPECT_TRUE(robots.allows("/" + std::string(2'000, 'a')));
}

}  // namespace
}  // namespace comity::service
