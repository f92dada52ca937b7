#include "render/paragraph_rows.h"

#include <gtest/gtest.h>

#include "base/csv.h"
#include "base/json.h"

namespace comity::render {
namespace {

TEST(ObservationRows, SayTheSameInBothFormats) {
  ObservationRow row{"CERD/C/XAA/CO/1", "6 (b)", "treaty-body:CERD", "XAA", 0, "", "Lamps", "=lit"};
  auto text = csv_header(observation_columns());
  append_csv(text, fields_of(row));
  const auto table = base::parse_csv(text);
  ASSERT_TRUE(table) << table.error().message;
  const auto& cells = table->rows.at(0);
  EXPECT_EQ(cells[table->column("number")], "6 (b)");
  EXPECT_EQ(cells[table->column("session")], "");
  EXPECT_EQ(cells[table->column("text")], "'=lit");
  std::string line;
  append_json(line, observation_columns(), fields_of(row));
  const auto json = base::parse_json(line);
  ASSERT_TRUE(json);
  EXPECT_EQ(base::text_at(json->as_object(), "text"), "=lit");
  EXPECT_TRUE(json->as_object().at("session").is_null());
  for (const auto& column : table->columns) EXPECT_TRUE(json->as_object().contains(column));
}

TEST(StatementRows, ListWhoSpeaks) {
  StatementRow row{"A/HRC/99/1", "14", {"XAA"}, 2, 13, {"XBB", "XCC"}, "other", "They agreed."};
  auto text = csv_header(statement_columns());
  append_csv(text, fields_of(row));
  const auto table = base::parse_csv(text);
  ASSERT_TRUE(table) << table.error().message;
  EXPECT_EQ(table->rows.at(0)[table->column("speaking_states")], "XBB;XCC");
  EXPECT_EQ(table->rows.at(0)[table->column("session")], "13");
  std::string line;
  append_json(line, statement_columns(), fields_of(row));
  const auto json = base::parse_json(line);
  ASSERT_TRUE(json);
  EXPECT_EQ(base::array_at(json->as_object(), "speaking_states").size(), 2U);
  EXPECT_EQ(base::integer_at(json->as_object(), "cycle"), 2);
}

}  // namespace
}  // namespace comity::render
