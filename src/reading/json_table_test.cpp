#include "reading/json_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace comity::reading {
namespace {

using base::ErrorKind;
using testing::ElementsAre;
using Rows = std::vector<std::vector<std::string>>;

Rows first_rows(const model::Document& document) {
  Rows out;
  for (const auto& row : document.blocks.at(0).rows) {
    out.emplace_back();
    for (const auto& cell : row) out.back().push_back(model::text_of(cell.runs));
  }
  return out;
}

TEST(JsonTable, HasAColumnForEachNameAndARowForEachLine) {
  const auto document = read_json_table(
      "{\"a\": \"x\", \"b\": [\"1\", \"2; 3\", null, 4]}\r\n\n{\"c\": true, \"a\": 7, \"b\": "
      "null}\n"
      "{\"trailer\": {\"count\": 2}}\n");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->media_type, "application/x-ndjson");
  EXPECT_EQ(first_rows(*document),
            (Rows{{"a", "b", "c"}, {"x", "1; 2; 3; 4", ""}, {"7", "", "true"}}));
  EXPECT_TRUE(document->findings.empty());
}

TEST(JsonTable, TakesAListOfObjects) {
  const auto document = read_json_table(" [{\"a\": \"x\"},\n {\"a\": {\"b\": 1}}]");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->media_type, "application/json");
  EXPECT_EQ(first_rows(*document), (Rows{{"a"}, {"x"}, {"{\"b\":1}"}}));
}

TEST(JsonTable, KeepsALineThatIsNoObjectAndSaysWhich) {
  const auto document = read_json_table("{\"a\": \"x\"}\n{\"a\": \"y\n{\"a\": \"z\"}\n");
  ASSERT_TRUE(document);
  EXPECT_EQ(first_rows(*document), (Rows{{"a"}, {"x"}, {"{\"a\": \"y"}, {"z"}}));
  ASSERT_EQ(document->findings.size(), 1U);
  EXPECT_EQ(document->findings[0].rule, "table.broken-row");
  EXPECT_EQ(document->findings[0].saw, "2");
  EXPECT_EQ(document->findings[0].assumed, "3") << "the row of the table";
}

TEST(JsonTable, NeverEvaluatesWhatLooksLikeAFormula) {
  EXPECT_EQ(first_rows(*read_json_table("{\"a\": \"=1+1\"}\n")), (Rows{{"a"}, {"=1+1"}}));
}

TEST(JsonTable, SaysWhatIsNoTable) {
  EXPECT_EQ(read_json_table("{\n \"a\": 1\n}\n").error().place, "line 1");
  EXPECT_EQ(read_json_table("[1, 2]").error().kind, ErrorKind::corrupt);
  EXPECT_EQ(read_json_table("[{\"a\": 1}").error().kind, ErrorKind::corrupt);
  EXPECT_EQ(read_json_table("{\"trailer\": {}}").error().kind, ErrorKind::corrupt);
  std::string broken = "{\"a\": 1}\n";
  for (int i = 0; i < 300; ++i) broken += "x\n";
  EXPECT_EQ(read_json_table(broken).error().place, "line 202");
}

TEST(JsonTable, HasLimits) {
  std::string deep = "{\"a\": 1}\n{\"a\":" + std::string(100, '[') + std::string(100, ']') + "}\n";
  const auto document = read_json_table(deep);
  ASSERT_TRUE(document) << "too deep a line is a broken one";
  EXPECT_EQ(document->findings.size(), 1U);
  std::string wide = "{";
  for (int i = 0; i < 1001; ++i) {
    wide += (i > 0 ? ",\"c" : "\"c") + std::to_string(i) + "\":1";
  }
  EXPECT_EQ(read_json_table(wide + "}\n").error().kind, ErrorKind::too_large);
  std::string many;
  for (int i = 0; i < 900; ++i) {
    many += "{";
    for (int c = 0; c < 900; ++c) many += (c > 0 ? ",\"" : "\"") + std::to_string(c) + "\":1";
    many += "}\n";
  }
  EXPECT_EQ(read_json_table(many).error().kind, ErrorKind::too_large);
}

}  // namespace
}  // namespace comity::reading
