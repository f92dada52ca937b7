#include "base/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace comity::base {
namespace {

using testing::HasSubstr;

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(Json, MembersKeepTheirOrder) {
  const std::string text = R"({"b":1,"a":[true,null,"é"],"c":{"d":-2.5E0}})";
  EXPECT_EQ(to_text(parse_json(text).value()), text);
}

TEST(Json, PrettyTextIsTheSameValueIndented) {
  const auto value = parse_json(R"({"a":[1,{}],"b":{},"c":"x\"y"})").value();
  EXPECT_EQ(to_pretty_text(value),
            "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": {},\n  \"c\": \"x\\\"y\"\n}\n");
  EXPECT_EQ(parse_json(to_pretty_text(value)).value(), value);
}

TEST(Json, IsStrict) {
  for (const auto* text : {"", "{", "[1,]", "{\"a\":1,}", "// no\n1", "NaN", "'a'", "01", "1 2",
                           "\"\x80\"", "\"\\ud800\"", "\"\n\""}) {
    const auto value = parse_json(text);
    ASSERT_FALSE(value.has_value()) << text;
    EXPECT_EQ(value.error().kind, ErrorKind::invalid_input) << text;
    EXPECT_THAT(value.error().place, HasSubstr("offset ")) << text;
  }
}

TEST(Json, ErrorsNameTheOffset) {
  EXPECT_EQ(parse_json("[1, 2, x]").error().place, "offset 7");
  EXPECT_EQ(parse_json("[1] [2]").error().place, "offset 4");
}

TEST(Json, DepthIsLimited) {
  EXPECT_TRUE(parse_json(nested(64)).has_value());
  EXPECT_EQ(parse_json(nested(65)).error().kind, ErrorKind::invalid_input);
  EXPECT_FALSE(parse_json(nested(1'000'000)).has_value());
  EXPECT_FALSE(parse_json(nested(3), {.depth = 2}).has_value());
}

TEST(Json, SizeIsLimited) {
  EXPECT_TRUE(parse_json("[10]", {.bytes = 4}).has_value());
  EXPECT_EQ(parse_json("[100]", {.bytes = 4}).error().kind, ErrorKind::too_large);
}

TEST(Json, MembersThatAreAbsentOrOfAnotherTypeAreNeutral) {
  const auto value = parse_json(
      R"({"text":"a","integer":7,"large":18446744073709551615,"number":1.5,"truth":true,)"
      R"("array":[1],"object":{"x":1}})");
  const auto& object = value.value().as_object();
  EXPECT_EQ(text_at(object, "text"), "a");
  EXPECT_EQ(text_at(object, "integer"), "");
  EXPECT_EQ(integer_at(object, "integer"), 7);
  EXPECT_EQ(integer_at(object, "text"), 0);
  EXPECT_EQ(integer_at(object, "none"), 0);
  EXPECT_EQ(number_at(object, "number"), 1.5);
  EXPECT_EQ(number_at(object, "integer"), 7.0);
  EXPECT_EQ(number_at(object, "text"), 0.0);
  EXPECT_TRUE(truth_at(object, "truth"));
  EXPECT_FALSE(truth_at(object, "integer"));
  EXPECT_EQ(array_at(object, "array").size(), 1U);
  EXPECT_TRUE(array_at(object, "object").empty());
  EXPECT_EQ(object_at(object, "object").size(), 1U);
  EXPECT_TRUE(object_at(object, "none").empty());
}

}  // namespace
}  // namespace comity::base
