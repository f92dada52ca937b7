#include "http/router.h"

#include <gtest/gtest.h>

namespace comity::http {
namespace {

Routing route_of(Method method, std::vector<std::string> segments) {
  return find_route(method, segments);
}

TEST(Router, TheLongestWorkEndsThePath) {
  const auto document = route_of(Method::get, {"documents", "A", "HRC", "21", "11"});
  ASSERT_TRUE(document.match);
  EXPECT_EQ(document.match->route->id, RouteId::document);
  EXPECT_EQ(document.match->value("work"), "A/HRC/21/11");
  const auto image = route_of(Method::get, {"documents", "A", "HRC", "pages", "2.png"});
  ASSERT_TRUE(image.match);
  EXPECT_EQ(image.match->route->id, RouteId::page_image);
  EXPECT_EQ(image.match->value("page"), "2");
  const auto one = route_of(Method::get, {"recommendations", "A", "HRC", "21", "11", "92.6~2"});
  ASSERT_TRUE(one.match);
  EXPECT_EQ(one.match->value("work"), "A/HRC/21/11");
  EXPECT_EQ(one.match->value("number"), "92.6~2");
}

TEST(Router, AnExtensionNamesAFace) {
  const auto json = route_of(Method::get, {"documents", "A", "HRC.json"});
  ASSERT_TRUE(json.match);
  EXPECT_EQ(json.match->face, Face::json);
  EXPECT_EQ(json.match->value("work"), "A/HRC");
  const auto home = route_of(Method::get, {".json"});
  ASSERT_TRUE(home.match);
  EXPECT_EQ(home.match->route->id, RouteId::home);
  const auto csv = route_of(Method::get, {"states.csv"});
  EXPECT_FALSE(csv.match);
  EXPECT_FALSE(csv.offered.empty());
}

TEST(Router, AWiderPatternLendsNoMethods) {
  const auto wrong = route_of(Method::get, {"documents", "A", "publish"});
  EXPECT_FALSE(wrong.match);
  EXPECT_EQ(wrong.allowed, std::vector<Method>{Method::post});
  const auto sign_in = route_of(Method::options, {"sign-in"});
  EXPECT_EQ(allow_text(sign_in.allowed), "GET, HEAD, POST, OPTIONS");
}

TEST(Router, UnknownPathsTakeNothing) {
  for (const auto& segments : std::vector<std::vector<std::string>>{
           {"x"}, {"documents", ""}, {"states", "A", "B"}, {"reviews", "A"}, {"home"}}) {
    const auto unknown = route_of(Method::get, segments);
    EXPECT_FALSE(unknown.match);
    EXPECT_TRUE(unknown.allowed.empty());
  }
}

}  // namespace
}  // namespace comity::http
