#include "service/documents/document_view.h"

#include <gtest/gtest.h>

namespace comity::service {
namespace {

model::Reading table(std::size_t rows, std::size_t columns) {
  model::Reading reading;
  reading.kind = model::WorkKind::table;
  auto& paragraph = reading.paragraphs.emplace_back();
  paragraph.kind = model::ParagraphKind::table;
  paragraph.rows.resize(rows);
  for (auto& row : paragraph.rows) row.resize(columns, {{{"x", {}, ""}}});
  return reading;
}

base::JsonObject shown(const model::Reading& reading) {
  const StateNames states({});
  const auto json = reading_json(reading, {states, model::Language::en, "~1", {}});
  return json.at("paragraphs").as_array().at(0).as_object();
}

TEST(DocumentView, ShowsTheFirstRowsOfATable) {
  const auto small = shown(table(100, 2));
  EXPECT_EQ(base::array_at(small, "rows").size(), 100U);
  EXPECT_EQ(base::integer_at(small, "row_count"), 100);
  EXPECT_EQ(base::integer_at(small, "rows_left"), 0);
  const auto long_one = shown(table(33'080, 11));
  EXPECT_EQ(base::array_at(long_one, "rows").size(), 100U);
  EXPECT_EQ(base::integer_at(long_one, "row_count"), 33'080);
  EXPECT_EQ(base::integer_at(long_one, "rows_left"), 32'980);
  const auto wide = shown(table(50, 1'000));
  EXPECT_EQ(base::array_at(wide, "rows").size(), 3U);
  EXPECT_EQ(base::array_at(shown(table(2, 9'000)), "rows").size(), 1U) << "one at least";
}

}  // namespace
}  // namespace comity::service
