// Files that are told to be texts of a work.
#include <gtest/gtest.h>

#include <fstream>

#include "service/importing/import.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

class ImportAsTest : public testing::Test {
 protected:
  void SetUp() override {
    auto installation = Installation::open({folder_.path() / "record"});
    ASSERT_TRUE(installation) << installation.error().message;
    installation_ = *std::move(installation);
  }

  void write(const std::string& text) const { std::ofstream(path_, std::ios::binary) << text; }

  ImportReport told(const std::string& as, const ImportOptions& options = {}) {
    auto report = import_texts_of(*installation_, owner_of_the_folder(), as, {path_}, options);
    EXPECT_TRUE(report) << report.error().message;
    return report ? *std::move(report) : ImportReport();
  }

  test::TestFolder folder_;
  const std::filesystem::path path_ = folder_.path() / "lamps.md";
  std::unique_ptr<Installation> installation_;
};

TEST_F(ImportAsTest, AFileThatIsInTheRecordAsAnotherWorkIsToldSo) {
  write("# Declaration on lamps\n\nEveryone has the right to light.\n");
  const auto first = import_files(*installation_, owner_of_the_folder(), {path_}, {});
  ASSERT_TRUE(first) << first.error().message;
  ASSERT_EQ(first->files.size(), 1U);
  const auto& work = first->files.front().work;
  ImportOptions dry;
  dry.dry_run = true;
  for (const auto& report : {told("A/RES/217(III)[A]", dry), told("A/RES/217(III)[A]")}) {
    EXPECT_EQ(report.unchanged, 0U);
    ASSERT_EQ(report.failed.size(), 1U);
    const auto& error = report.failed.front().error;
    EXPECT_EQ(error.kind, base::ErrorKind::conflict);
    EXPECT_EQ(error.message, "the file is in the record as " + work + ", not as A/RES/217(III)[A]");
    EXPECT_NE(error.mend.find("save it anew"), std::string::npos);
  }
  // The way that the mend names.
  write("# Declaration on lamps\n\nEveryone has the right to light.\n\n");
  const auto anew = told("A/RES/217(III)[A]");
  ASSERT_EQ(anew.files.size(), 1U);
  EXPECT_EQ(anew.files.front().work, "A/RES/217(III)[A]");
  EXPECT_EQ(told("A/RES/217(III)[A]").unchanged, 1U) << "no news of the same work";
}

}  // namespace
}  // namespace comity::service
