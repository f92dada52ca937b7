// A long table in parts says what it says whole.
#include "reading/table_parts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "reading/json_table.h"

namespace comity::reading {
namespace {

using namespace std::string_view_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(const base::Result<model::Document>& document) {
  Rows out;
  EXPECT_TRUE(document) << document.error().message;
  if (!document) return out;
  for (const auto& row : document->blocks.front().rows) {
    out.emplace_back();
    for (const auto& cell : row) out.back().push_back(model::text_of(cell.runs));
  }
  return out;
}

/// Rows of all parts, the names of the columns once.
Rows together(const std::vector<Member>& parts, std::size_t most) {
  Rows out;
  for (const auto& part : parts) {
    const bool json = part.name.ends_with(".ndjson");
    auto rows = rows_of(json ? read_json_table(*part.bytes)
                             : read_table(*part.bytes, part.name.ends_with(".tsv")));
    std::size_t cells = 0;
    for (const auto& row : rows) cells += row.size();
    EXPECT_LE(cells, most) << part.name;
    if (!out.empty() && !rows.empty()) rows.erase(rows.begin());
    out.insert(out.end(), rows.begin(), rows.end());
  }
  return out;
}

std::vector<std::string> names_of(const std::vector<Member>& parts) {
  std::vector<std::string> names;
  for (const auto& part : parts) names.push_back(part.name);
  return names;
}

TEST(TableParts, AreNamedByTheirRows) {
  const auto parts = table_parts("a,b\n1,2\n3,4\n5,6\n7,8\n9,10\n", 11);
  EXPECT_THAT(names_of(parts), ElementsAre("rows 1-1.csv", "rows 2-2.csv", "rows 3-3.csv",
                                           "rows 4-4.csv", "rows 5-5.csv"));
  EXPECT_EQ(*parts[4].bytes, "a,b\n9,10\n");
  EXPECT_THAT(names_of(table_parts("a\tb\n1\t2\n3\t4\n", 5)),
              ElementsAre("rows 1-1.tsv", "rows 2-2.tsv"));
}

TEST(TableParts, HaveTheTitlesAboveTheColumns) {
  const auto parts = table_parts("All the rows,,\n\nas of May\na,b,c\n1,2,3\n4,5,\n6,7,8\n", 12);
  EXPECT_THAT(names_of(parts), ElementsAre("rows 1-1.csv", "rows 2-2.csv", "rows 3-3.csv"));
  EXPECT_EQ(*parts[2].bytes, "All the rows,,\nas of May\na,b,c\n6,7,8\n");
  const auto said = table_parts("sep=;\nAll of it\na;b;c\n1;2;3\n4;5;6\n", 6);
  ASSERT_THAT(said, SizeIs(2));
  EXPECT_EQ(*said[1].bytes, "sep=;\nAll of it\na;b;c\n4;5;6\n");
  // The first column of many tables counts the rows and has no name.
  const auto counted = table_parts(",a,b\n1,x,y\n2,z,w\n3,v,u\n", 9);
  EXPECT_EQ(*counted.back().bytes, ",a,b\n3,v,u\n");
}

TEST(TableParts, BeginBelowWhatHeadsTheFile) {
  EXPECT_EQ(bytes_of_head("a,b\n1,2\n"), 4U);
  EXPECT_EQ(bytes_of_head("sep=;\nAll\na;b;c\n1;2;3\n"), 16U);
  EXPECT_EQ(bytes_of_head("\xEF\xBB\xBF"
                          "All\na,b,c\n1,2,3\n"),
            13U);
  EXPECT_EQ(bytes_of_head("no end"), 0U);
}

TEST(TableParts, OfAShortTableThereAreNone) {
  EXPECT_THAT(table_parts("a,b\n1,2\n3,4\n", 6), IsEmpty());
  EXPECT_THAT(table_parts("a,b\n1,2\n\n3,4\n", 6), IsEmpty());
  EXPECT_THAT(table_parts("a,b\n1,2\n3,4\n5,6\n", 6), SizeIs(3));
  EXPECT_THAT(table_parts("", 0), IsEmpty());
  EXPECT_THAT(table_parts("[]", 0), IsEmpty());
  EXPECT_FALSE(may_be_long_table("a,b\n1,2\n"));
}

TEST(TableParts, KeepWhatFieldsHold) {
  for (const auto text :
       {"sep=;\nname;note\na;\"two\nlines\"\nb;\"with \"\"marks\"\"\"\nc;x\nd;y"sv,
        "name,note\r\na,\"x, y\"\r\n\"b\" c,z\r\nd,w\r\ne,v\r\n"sv, "n;m\r1;2\r3;4\r5;6\r"sv}) {
    const auto parts = table_parts(text, 7);
    EXPECT_FALSE(parts.empty()) << text;
    EXPECT_EQ(together(parts, 8), rows_of(read_table(text, false))) << text;
  }
}

TEST(TableParts, OfObjectsAreLines) {
  const auto list = R"([{"a": "x, ]}", "b": [1, {"c": 2}]},
    {"a": "\"\\", "b": null}, {"a": 3, "b": "z"}])"sv;
  const auto parts = table_parts(list, 6);
  EXPECT_THAT(names_of(parts),
              ElementsAre("rows 1-1.ndjson", "rows 2-2.ndjson", "rows 3-3.ndjson"));
  EXPECT_EQ(together(parts, 12), rows_of(read_json_table(list)));
  const auto lines = "{\"a\":1,\"b\":2}\n\n{\"a\":3,\"b\":4}\nbroken\n{\"a\":5,\"b\":6}\n"sv;
  EXPECT_EQ(together(table_parts(lines, 7), 24), rows_of(read_json_table(lines)));
}

TEST(TableParts, ThatCannotBeMadeAreLeftToTheReader) {
  for (const auto text :
       {"[{\"a\":1},{\"a\":"sv, "[1,2,3]"sv, "[{\"a\":1}"sv, "\"never closed"sv}) {
    EXPECT_THAT(table_parts(text, 1), IsEmpty()) << text;
  }
}

TEST(TableParts, OfRandomTablesSayWhatTheWholeSays) {
  std::mt19937 random(7);
  const std::vector<std::string> fields = {"a", "", "\"x,y\"", "\"l\nm\"", "\"q\"\"\"", "é", "=1"};
  for (int table = 0; table < 200; ++table) {
    std::string text = "one,two,three\n";
    for (std::size_t rows = 2 + random() % 30; rows > 0; --rows) {
      const auto width = random() % 5 == 0 ? 2 + random() % 3 : 3;
      for (std::size_t i = 0; i < width; ++i) {
        text += (i == 0 ? "" : ",") + (i == 0 ? "r" : fields[random() % fields.size()]);
      }
      text += random() % 2 == 0 ? "\n" : "\r\n";
    }
    const auto most = 16 + random() % 40;
    const auto parts = table_parts(text, most);
    const auto whole = rows_of(read_table(text, false));
    if (parts.empty()) continue;
    EXPECT_EQ(together(parts, most), whole) << text;
  }
}

}  // namespace
}  // namespace comity::reading
