#include "http/protocol/address.h"

#include <gtest/gtest.h>

namespace comity::http {
namespace {

TEST(Address, IsTakenApartOnce) {
  const auto target = parse_target("/documents/A%2FHRC/21/%C3%A9?q=a+b%26c&x=&y&q=2");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->segments, (std::vector<std::string>{"documents", "A/HRC", "21", "é"}));
  ASSERT_EQ(target->parameters.size(), 4U);
  EXPECT_EQ(target->parameters[0].value, "a b&c");
  EXPECT_EQ(target->parameters[2].name, "y");
  EXPECT_EQ(value_of(target->parameters, "q"), "a b&c");
  EXPECT_EQ(parse_target("/")->segments.size(), 0U);
  EXPECT_EQ(parse_target("/a/")->segments.back(), "");
  // What was decoded is not decoded again.
  EXPECT_EQ(parse_target("/%2525")->segments[0], "%25");
}

TEST(Address, NamesWhereItIsWrong) {
  const auto refused = parse_target("/search?q=%G1");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, base::ErrorKind::invalid_input);
  EXPECT_NE(refused.error().place.find('3'), std::string::npos);
}

TEST(Address, TakesOnlySoManyParameters) {
  std::string many = "/search?";
  for (int index = 0; index < 201; ++index) many += "a=1&";
  EXPECT_EQ(parse_target(many).error().kind, base::ErrorKind::too_large);
}

TEST(Address, IsPutTogetherAgain) {
  EXPECT_EQ(encoded("a b/é&"), "a%20b%2F%C3%A9%26");
  EXPECT_EQ(encoded_path("A/HRC/21/11*"), "A/HRC/21/11*");
  const std::vector<Parameter> pairs = {{"q", "a&b=c +"}, {"é", ""}};
  const auto again = parse_pairs(query_of(pairs));
  ASSERT_TRUE(again);
  ASSERT_EQ(again->size(), 2U);
  EXPECT_EQ((*again)[0].value, "a&b=c +");
  EXPECT_EQ((*again)[1].name, "é");
}

TEST(Cookie, IsFoundByItsWholeNameAndOnlyOnce) {
  const std::string header = "xsession=1; session=2;  other=session=3";
  EXPECT_EQ(cookie_of(header, "session"), "2");
  EXPECT_FALSE(cookie_of("a=1", "session"));
  EXPECT_FALSE(cookie_of("session=1; session=2", "session"));
  EXPECT_FALSE(cookie_of("session=1, session=2", "session"));
}

}  // namespace
}  // namespace comity::http
