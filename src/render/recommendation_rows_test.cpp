#include "render/recommendation_rows.h"

#include <gtest/gtest.h>

#include "base/csv.h"
#include "base/json.h"

namespace comity::render {
namespace {

TEST(RecommendationsCsv, ReadsBackAsWritten) {
  RecommendationRow row;
  row.symbol = "A/HRC/99/1";
  row.number = "92.6";
  row.clause = 2;
  row.printed = "92.6.";
  row.mechanism = "upr";
  row.state_under_review = "AAA";
  row.session = 13;
  row.text = "Say \"yes\", and\nmean it";
  row.recommending_states = {"BBB", "EU"};
  auto text = recommendations_csv_header();
  append_recommendation_csv(text, row);
  const auto table = base::parse_csv(text);
  ASSERT_TRUE(table) << table.error().message;
  ASSERT_EQ(table->rows.size(), 1U);
  const auto& cells = table->rows[0];
  EXPECT_EQ(cells[table->column("text")], row.text);
  EXPECT_EQ(cells[table->column("recommending_states")], "BBB;EU");
  EXPECT_EQ(cells[table->column("cycle")], "");
  EXPECT_EQ(cells[table->column("clause")], "2");
}

TEST(RecommendationsJson, IsOneLineWithTheSameNames) {
  RecommendationRow row;
  row.number = "92.6";
  row.session = 13;
  row.text = "Say \"yes\", and\nmean it";
  row.recommending_states = {"BBB", "EU"};
  std::string text;
  append_recommendation_json(text, row);
  EXPECT_EQ(text.find('\n'), text.size() - 1);
  const auto json = base::parse_json(text);
  ASSERT_TRUE(json);
  const auto& object = json->as_object();
  EXPECT_EQ(base::text_at(object, "text"), row.text);
  EXPECT_EQ(base::array_at(object, "recommending_states").size(), 2U);
  EXPECT_TRUE(object.at("cycle").is_null());
  const auto table = base::parse_csv(recommendations_csv_header());
  ASSERT_TRUE(table);
  ASSERT_EQ(table->columns.size(), object.size());
  for (const auto& column : table->columns) EXPECT_TRUE(object.contains(column)) << column;
}

}  // namespace
}  // namespace comity::render
