// Real documents read after their cleaning as they did before.
#include "reading/cleaning.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "reading/reader.h"
#include "support/real_data.h"

namespace comity::reading {
namespace {

namespace fs = std::filesystem;

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
    before->producer.clear();
    after->producer.clear();
    EXPECT_TRUE(*after == *before) << name;
    ++files;
  }
  EXPECT_GT(files, 50U);
}

}  // namespace
}  // namespace comity::reading
