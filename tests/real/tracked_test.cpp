// Real texts as tracked changes of each other: accepted they read as the later, rejected as the
// earlier one.
#include <gtest/gtest.h>

#include <utility>

#include "real/read_again.h"
#include "render/docx.h"
#include "service/texts/compare_texts.h"
#include "support/rejected.h"
#include "support/test_files.h"

namespace comity {
namespace {

using Pair = std::pair<const char*, const char*>;

class RealTracked : public testing::TestWithParam<Pair> {};

std::vector<std::string> read(const service::Installation& installation, std::string_view bytes) {
  const auto reading = installation.read_file(bytes, "text.docx", names::Register::builtin());
  EXPECT_TRUE(reading) << (reading ? "" : reading.error().message);
  return reading ? real::numbered(**reading) : std::vector<std::string>();
}

std::vector<std::string> plain(const service::Installation& installation,
                               const std::filesystem::path& file) {
  const auto reading = service::read_apart(installation, file);
  EXPECT_TRUE(reading) << file;
  if (!reading) return {};
  return read(installation, render::docx(**reading, (*reading)->symbol.text()).value());
}

TEST_P(RealTracked, IsBothTexts) {
  const auto data = real::data();
  if (!data) return;
  const test::TestFolder folder;
  service::Installation::Options options;
  options.folder = folder.path() / "record";
  const auto installation = service::Installation::open(options);
  ASSERT_TRUE(installation) << installation.error().message;
  const auto from = *data / "resolutions" / GetParam().first;
  const auto to = *data / "resolutions" / GetParam().second;
  const auto file = service::tracked_comparison(**installation, {service::owner_of_the_folder()},
                                                {{{}, from}, {{}, to}, {}, {}});
  ASSERT_TRUE(file) << file.error().message;
  const auto accepted = plain(**installation, to);
  const auto rejected = plain(**installation, from);
  EXPECT_GT(accepted.size(), 5U);
  EXPECT_GT(rejected.size(), 5U);
  real::expect_equal(accepted, read(**installation, *file->bytes), "accepted");
  real::expect_equal(rejected, read(**installation, test_support::rejected(*file->bytes)),
                     "rejected");
}

INSTANTIATE_TEST_SUITE_P(
    Texts, RealTracked,
    testing::Values(Pair{"A_RES_73_6-en.pdf", "A_RES_73_7-en.pdf"},
                    Pair{"A_RES_73_7-en.pdf", "A_RES_73_3-en.pdf"},
                    Pair{"paragraphs/A_RES_71_177.txt", "paragraphs/A_RES_72_245.txt"},
                    Pair{"paragraphs/A_HRC_RES_41_20.txt", "paragraphs/A_HRC_RES_52_10.txt"},
                    Pair{"paragraphs/A_RES_78_190.txt", "paragraphs/A_RES_79_180.txt"}));

}  // namespace
}  // namespace comity
