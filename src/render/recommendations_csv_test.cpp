#include "render/recommendations_csv.h"

#include <gtest/gtest.h>

#include "base/csv.h"

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

}  // namespace
}  // namespace comity::render
