#include <gtest/gtest.h>

#include <string>

#include "http/pages/messages.h"

// What a sentence from right to left does to the texts that come into it.
namespace comity::http {
namespace {

Catalogue catalogue_from(std::string_view direction, std::string_view locale,
                         std::string_view more = "") {
  return *Catalogue::parse(R"({"language": "x", "name": "x", "direction": ")" +
                           std::string(direction) + R"(", "locale": ")" + std::string(locale) +
                           R"(", "messages": {"of": "{text}, {count, number}"})" +
                           std::string(more) + "}");
}

std::string said_of(const Catalogue& catalogue, const std::string& text) {
  return catalogue.format("of", {{"text", text}, {"count", std::int64_t{1234}}});
}

constexpr auto kArabic = "ar-u-nu-latn";
constexpr auto kBolivia = "بوليفيا";

TEST(RightToLeft, TextsOfTheOtherDirectionAreIsolated) {
  const Catalogue arabic = catalogue_from("rtl", kArabic);
  EXPECT_EQ(said_of(arabic, "A/HRC/14/7"), "\u2068A/HRC/14/7\u2069, 1,234");
  EXPECT_EQ(said_of(arabic, "92.6~2"), "\u206892.6~2\u2069, 1,234");
  EXPECT_EQ(said_of(arabic, kBolivia), std::string(kBolivia) + ", 1,234");
  const Catalogue english = catalogue_from("ltr", "en-GB");
  EXPECT_EQ(said_of(english, "A/HRC/14/7"), "A/HRC/14/7, 1,234");
  EXPECT_EQ(said_of(english, "92.6~2"), "92.6~2, 1,234");
  EXPECT_EQ(said_of(english, kBolivia), "\u2068" + std::string(kBolivia) + "\u2069, 1,234");
}

TEST(RightToLeft, MonthsAreThoseThatTheCatalogueNames) {
  const Catalogue named = catalogue_from(
      "rtl", kArabic,
      R"(, "months": ["1", "2", "3", "4", "5", "6", "تموز/يوليه", "8", "9", "10", "11", "12"])");
  EXPECT_EQ(named.date("2012-07-09"), "9 تموز/يوليه 2012");
  EXPECT_EQ(catalogue_from("rtl", kArabic).date("2012-07-09"), "9 يوليو 2012");
  EXPECT_EQ(named.date("2012-07-09T18:00"), "9 تموز/يوليه 2012 18:00");
}

}  // namespace
}  // namespace comity::http
