// Real documents read after their cleaning as they did before.
#include "reading/cleaning.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "reading/reader.h"
#include "support/real_data.h"

namespace comity::reading {
namespace {

namespace fs = std::filesystem;

/// What a document says, wherever in the file it stands.
std::string said_in(const model::Document& document) {
  std::string text;
  for (const auto& block : document.blocks) {
    text += std::to_string(static_cast<int>(block.kind)) + block.label + "|" +
            model::text_of(block.runs) + "\n";
  }
  return text;
}

TEST(RealCleaning, RealDocumentsReadAsTheyDidBefore) {
  const auto data = real::data();
  if (!data) return;
  const auto created = Reader::create();
  ASSERT_TRUE(created) << created.error().message;
  const auto& reader = *created;
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(*data)) {
    const auto type = entry.path().extension();
    if (!entry.is_regular_file() || (type != ".pdf" && type != ".docx")) continue;
    const auto name = entry.path().filename().string();
    const auto bytes = real::bytes_of(entry.path());
    auto before = reader.read(bytes, name);
    if (!before) continue;
    const auto cleaned = reader.clean(bytes, name);
    ASSERT_TRUE(cleaned) << name << ": " << cleaned.error().message << cleaned.error().place;
    auto after = reader.read(cleaned->bytes, name);
    ASSERT_TRUE(after) << name << ": " << after.error().message;
    EXPECT_EQ(said_in(*after), said_in(*before)) << name;
    EXPECT_EQ(after->pages.size(), before->pages.size()) << name;
    ++files;
  }
  EXPECT_GT(files, 50U);
}

}  // namespace
}  // namespace comity::reading
