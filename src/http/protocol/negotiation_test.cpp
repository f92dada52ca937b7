#include "http/protocol/negotiation.h"

#include <gtest/gtest.h>

#include "http/protocol/etag.h"

namespace comity::http {
namespace {

TEST(Negotiation, TheClosestRangeDecides) {
  const std::vector<std::string_view> offered = {"text/html", "application/json"};
  EXPECT_EQ(choose_media_type("", offered), 0U);
  EXPECT_EQ(choose_media_type("*/*", offered), 0U);
  EXPECT_EQ(choose_media_type("application/json", offered), 1U);
  EXPECT_EQ(choose_media_type("text/*;q=0.2, application/*;q=0.3", offered), 1U);
  EXPECT_EQ(choose_media_type("text/html;q=0, */*", offered), 1U);
  EXPECT_EQ(choose_media_type("image/png", offered), std::nullopt);
  EXPECT_EQ(choose_media_type("text/html;q=0, application/json;q=0", offered), std::nullopt);
  EXPECT_EQ(choose_media_type(", ;;q=1,/", offered), std::nullopt);
}

TEST(Negotiation, LanguagesAndCodings) {
  EXPECT_EQ(choose_language("fr-CH, fr;q=0.9, en;q=0.8", {"en", "fr"}), "fr");
  EXPECT_EQ(choose_language("zz", {"en", "fr"}), "en");
  EXPECT_EQ(choose_coding("gzip, br"), Coding::br);
  EXPECT_EQ(choose_coding("gzip;q=1, br;q=0.5"), Coding::gzip);
  EXPECT_EQ(choose_coding("br;q=0, *"), Coding::gzip);
  EXPECT_EQ(choose_coding(""), Coding::identity);
}

TEST(Etag, AreComparedWeaklyForReadingAndByAnswerForChanging) {
  EXPECT_TRUE(none_match_names("W/\"a\", \"b,c\"", "\"b,c\""));
  EXPECT_TRUE(none_match_names("\"a\"", "W/\"a\""));
  EXPECT_TRUE(none_match_names("*", "\"a\""));
  EXPECT_FALSE(none_match_names("a", "\"a\""));
  EXPECT_EQ(match_names("", "x"), Precondition::missing);
  EXPECT_EQ(match_names("\"x\"", "x"), Precondition::met);
  EXPECT_EQ(match_names("W/\"x-html-en\"", "x"), Precondition::met);
  EXPECT_EQ(match_names("\"xy\"", "x"), Precondition::failed);
  EXPECT_EQ(match_names("\"\"", ""), Precondition::failed);
}

}  // namespace
}  // namespace comity::http
