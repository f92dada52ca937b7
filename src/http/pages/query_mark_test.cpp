#include "http/pages/query_mark.h"

#include <gtest/gtest.h>

namespace comity::http {
namespace {

base::JsonObject marked_in(std::string_view query, std::string_view error) {
  return query_mark(query, base::parse_json(error)->as_object()).as_object();
}

TEST(QueryMark, CountsCharactersAsTheErrorDoes) {
  const auto mark = marked_in("вода (торф", R"({"message": "m", "position": 5, "length": 1})");
  EXPECT_EQ(base::text_at(mark, "before"), "вода ");
  EXPECT_EQ(base::text_at(mark, "marked"), "(");
  EXPECT_EQ(base::text_at(mark, "after"), "торф");
  EXPECT_EQ(base::text_at(mark, "instead"), "");
  EXPECT_TRUE(query_mark("вода", {}).is_null());
}

TEST(QueryMark, AValueThatIsNoneIsShownWithWhatWasProbablyMeant) {
  const auto mark = marked_in("eau theme:\"droit à l’eau\" -prison",
                              R"({"message": "m", "position": 10, "length": 15, "field": "theme",
                                  "value": "droit à l’eau", "values": ["Water and sanitation"],
                                  "perhaps": "Water and sanitation"})");
  EXPECT_EQ(base::text_at(mark, "marked"), "\"droit à l’eau\"");
  EXPECT_EQ(base::text_at(mark, "instead"), "eau theme:\"Water and sanitation\" -prison");
  EXPECT_TRUE(base::truth_at(mark, "has_values"));
  EXPECT_FALSE(base::truth_at(mark, "of_fields"));
}

TEST(QueryMark, AFieldThatIsNoneIsShownWithTheFieldsThereAre) {
  const auto mark = marked_in("eau stat:FRA",
                              R"({"code": "unknown_field", "message": "m", "position": 4,
                                  "length": 4, "value": "stat", "values": ["title", "state"],
                                  "perhaps": "state"})");
  EXPECT_EQ(base::text_at(mark, "code"), "unknown_field");
  EXPECT_EQ(base::text_at(mark, "instead"), "eau state:FRA");
  EXPECT_TRUE(base::truth_at(mark, "of_fields"));
}

TEST(QueryMark, APlaceBehindTheEndMarksNothing) {
  const auto mark = marked_in("a", R"({"message": "m", "position": 9, "length": 9})");
  EXPECT_EQ(base::text_at(mark, "before"), "a");
  EXPECT_EQ(base::text_at(mark, "marked"), "");
}

}  // namespace
}  // namespace comity::http
