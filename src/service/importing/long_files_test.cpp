// Files longer than an import takes go in piece by piece, whole record by whole record.
#include "service/importing/long_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "support/test_files.h"

namespace comity::service {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class LongFilesTest : public testing::Test {
 protected:
  std::vector<std::string> pieces(const std::string& name, const std::string& bytes,
                                  std::uint64_t size) {
    const auto path = folder_.path() / name;
    std::ofstream(path, std::ios::binary) << bytes;
    const auto found = pieces_of(path, size);
    EXPECT_TRUE(found) << found.error().message;
    std::vector<std::string> out;
    for (const auto& piece : *found) {
      const auto own = bytes_of(path, piece);
      EXPECT_TRUE(own) << own.error().message;
      out.push_back(piece.name + ": " + own.value_or(""));
    }
    return out;
  }
  test::TestFolder folder_;
};

TEST_F(LongFilesTest, RowsHaveTheNamesOfTheColumnsInEachPiece) {
  EXPECT_THAT(pieces("a.csv", "a,b\n1,\"x\ny\"\n2,\"say \"\"no\"\"\"\n3,z", 8),
              ElementsAre("part 1.csv: a,b\n1,\"x\ny\"\n",
                          "part 2.csv: a,b\n2,\"say \"\"no\"\"\"\n", "part 3.csv: a,b\n3,z"));
}

TEST_F(LongFilesTest, RowsHaveTheTitleAboveTheColumnsInEachPiece) {
  EXPECT_THAT(pieces("a.csv", "sep=;\nAll\na;b;c\n1;2;3\n4;5;6\n", 6),
              ElementsAre("part 1.csv: sep=;\nAll\na;b;c\n1;2;3\n",
                          "part 2.csv: sep=;\nAll\na;b;c\n4;5;6\n"));
}

TEST_F(LongFilesTest, ObjectsOfAListStayWhole) {
  EXPECT_THAT(pieces("a.json", "[ {\"a\":\"}\\\"]\",\"b\":[{}]},\n {\"a\":2} , {\"a\":3}\n]", 15),
              ElementsAre("part 1.json: [ {\"a\":\"}\\\"]\",\"b\":[{}]}]",
                          "part 2.json: [{\"a\":2} , {\"a\":3}\n]"));
}

TEST_F(LongFilesTest, LinesOfObjectsStayWhole) {
  EXPECT_THAT(pieces("a.jsonl", "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n", 10),
              ElementsAre("part 1.ndjson: {\"a\":1}\n{\"a\":2}\n", "part 2.ndjson: {\"a\":3}\n"));
}

TEST_F(LongFilesTest, WhatCannotBeCutHasNoPieces) {
  EXPECT_THAT(pieces("short.csv", "a,b\n1,2\n", 100), IsEmpty());
  EXPECT_THAT(pieces("a.pdf", "%PDF-1.4 and more", 4), IsEmpty());
  EXPECT_THAT(pieces("long.csv", "a,b\n\"" + std::string(100, 'x'), 10), IsEmpty());
  EXPECT_EQ(pieces_of(folder_.path() / "none.csv", 10).error().kind, base::ErrorKind::unavailable);
}

}  // namespace
}  // namespace comity::service
