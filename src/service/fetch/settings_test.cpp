#include "service/fetch/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file_system.h"
#include "support/test_files.h"

namespace comity::service::fetching {
namespace {

using base::ErrorKind;

TEST(FetchSettingsTest, TheProgramsOwnNameTheDocumentService) {
  const test::TestFolder folder;
  const auto settings = settings_of(base::posix_file_system(), folder.path());
  ASSERT_TRUE(settings) << settings.error().message << settings.error().place;
  ASSERT_EQ(settings->service.size(), 2U);
  EXPECT_EQ(filled_address(settings->service[0].text, {"A/HRC/21/11", "fr", "pdf"}),
            "https://documents.un.org/api/symbol/access?s=A/HRC/21/11&l=fr&t=pdf");
  EXPECT_EQ(settings->service[0].format, "pdf");
  EXPECT_EQ(settings->mirror.size(), 3U);
  EXPECT_EQ(settings->pause, std::chrono::seconds(1));
  EXPECT_FALSE(settings->local);
  EXPECT_EQ(settings->most_bytes, std::uint64_t{100} << 20);
}

TEST(FetchSettingsTest, AnInstallationsOwnTakeThePlaceOfAllRowsOfTheirName) {
  const test::TestFolder folder;
  ASSERT_TRUE(base::write_atomically(
      base::posix_file_system(), folder.path() / "fetch.csv",
      "setting,value\nmirror,{symbol_}.{format}\npause,7\nlocal,yes\ncontact,https://a.example\n"));
  const auto settings = settings_of(base::posix_file_system(), folder.path());
  ASSERT_TRUE(settings) << settings.error().message;
  ASSERT_EQ(settings->mirror.size(), 1U);
  EXPECT_EQ(settings->mirror[0].text, "{symbol_}.{format}");
  EXPECT_EQ(settings->service.size(), 2U);
  EXPECT_EQ(settings->pause, std::chrono::seconds(7));
  EXPECT_TRUE(settings->local);
  EXPECT_EQ(settings->contact, "https://a.example");
}

TEST(FetchSettingsTest, BlanksAreFilledInAsAddressesAndAsPaths) {
  const Blanks blanks{"A/RES/217(III)[A]", "en", "pdf"};
  EXPECT_EQ(filled_address("https://x/{symbol}?{language}", blanks),
            "https://x/A/RES/217%28III%29%5BA%5D?en");
  EXPECT_EQ(filled_path("{symbol_}-{language}.{format}", blanks), "A_RES_217(III)[A]-en.pdf");
  // What a symbol brings is never filled in again.
  EXPECT_EQ(filled_path("{symbol}{", {"{format}", "en", "pdf"}), "{format}{");
}

class RefusedSettings : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(RefusedSettings, NameLineAndMend) {
  const auto [row, why] = GetParam();
  const auto read =
      read_settings(std::string("setting,format,value\npause,,2\n") + row + "\n", "fetch.csv", {});
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(read.error().place, "fetch.csv, line 3");
  EXPECT_THAT(read.error().message + "|" + read.error().mend, testing::HasSubstr(why));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, RefusedSettings,
    testing::Values(std::pair{"speed,,9", "is not known"}, std::pair{"pause,,fast", "whole number"},
                    std::pair{"attempts,,0", "from 1 to 20"},
                    std::pair{"local,,perhaps", "yes or no"},
                    std::pair{"service,pdf,https://a.example/{sign}", "{symbol_}"},
                    std::pair{"service,pdf,https://a.example/x", "where the symbol goes"},
                    std::pair{"service,pdf,https://{symbol}.example/", "address of a server"},
                    std::pair{"service,pdf,ftp://a.example/{symbol}", "address of a server"},
                    std::pair{"mirror,,../{symbol}", "leads out"},
                    std::pair{"mirror,,/etc/{symbol}", "leads out"}));

TEST(FetchSettingsTest, ATableWithoutColumnNamesIsRefused) {
  const auto read = read_settings("pause,2\n", "fetch.csv", {});
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().place, "fetch.csv, line 1");
  EXPECT_FALSE(read_settings("", "fetch.csv", {}));
}

}  // namespace
}  // namespace comity::service::fetching
