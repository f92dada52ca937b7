#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/csv.h"
#include "base/file_system.h"

// The tables of data/, most of which are built into the program. An unquoted comma in one takes
// down the command that reads it, in all languages.
namespace comity::layers {
namespace {

constexpr std::uint64_t kLongestTable = std::uint64_t{16} << 20;

std::vector<std::filesystem::path> tables() {
  std::vector<std::filesystem::path> found;
  const auto data = std::filesystem::path(COMITY_SOURCE_DIR) / "data";
  for (const auto& each : std::filesystem::recursive_directory_iterator(data)) {
    if (each.path().extension() == ".csv") found.push_back(each.path());
  }
  return found;
}

TEST(Tables, EachRowHasAsManyCellsAsTheHead) {
  const auto all = tables();
  EXPECT_GT(all.size(), 50U);
  for (const auto& path : all) {
    const auto text = base::posix_file_system().read(path, kLongestTable);
    ASSERT_TRUE(text) << path;
    const auto table = base::parse_csv(*text);
    EXPECT_TRUE(table) << path << ", " << table.error().place << ": " << table.error().message;
    if (!table) continue;
    EXPECT_FALSE(table->rows.empty()) << path;
    for (const auto& row : table->rows) EXPECT_EQ(row.size(), table->columns.size()) << path;
  }
}

TEST(Tables, AnUnquotedCommaIsToldByItsLine) {
  const auto table = base::parse_csv("rule,sentence\na,one\nb,one, two\n");
  ASSERT_FALSE(table);
  EXPECT_NE(table.error().place.find('3'), std::string::npos) << table.error().place;
}

}  // namespace
}  // namespace comity::layers
