#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "house.h"

namespace comity::layers {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A small house in order: names stands on base, store on names and base.
House small_house() {
  House house;
  read_module("comity_module(NAME base LINKS dep::icu)", house);
  read_module("comity_module(NAME names DEPENDS base)", house);
  read_module("# the record\ncomity_module(NAME store  # files and tables\n  DEPENDS base names)\n",
              house);
  read_module("comity_module(NAME search DEPENDS base)", house);
  return house;
}

std::vector<std::string> breaches_with(std::string path, std::string_view text) {
  auto house = small_house();
  house.files.push_back(read_source(std::move(path), text));
  return breaches(house);
}

TEST(Layers, TheHouseKeepsItsRules) {
  const auto house = read_house(COMITY_SOURCE_DIR);
  ASSERT_TRUE(house.has_value()) << house.error().message << ": " << house.error().place;
  ASSERT_FALSE(house->modules.empty());
  ASSERT_FALSE(house->files.empty());
  const auto found = breaches(*house);
  std::string list;
  for (const auto& each : found) list += "\n  " + each;
  EXPECT_TRUE(found.empty()) << found.size() << " breaches of docs/architecture.md:" << list;
}

TEST(Layers, EveryModuleHasAReadme) {
  const auto house = read_house(COMITY_SOURCE_DIR);
  ASSERT_TRUE(house.has_value());
  for (const auto& [name, module] : house->modules) {
    const auto readme = std::filesystem::path(COMITY_SOURCE_DIR) / "src" / name / "README.md";
    EXPECT_TRUE(std::filesystem::exists(readme)) << "src/" << name << " has no README.md";
  }
}

TEST(Layers, IncludingALowerDeclaredFloorIsInOrder) {
  EXPECT_THAT(breaches_with("src/store/store.cpp",
                            "#include \"store/store.h\"\n#include \"names/register.h\"\n"
                            "#include <sqlite3.h>\n#include \"embedded_comity_store.h\"\n"),
              IsEmpty());
}

TEST(Layers, IncludingAHigherFloorIsABreach) {
  EXPECT_THAT(breaches_with("src/names/register.cpp", "\n#include \"store/store.h\"\n"),
              ElementsAre(HasSubstr("src/names/register.cpp:2: names (floor 2) includes")));
}

TEST(Layers, NeighboursOnOneFloorDoNotKnowEachOther) {
  auto house = small_house();
  read_module("comity_module(NAME render DEPENDS base search)", house);
  house.files.push_back(read_source("src/render/csv.cpp", "#include \"search/index.h\"\n"));
  EXPECT_THAT(breaches(house),
              ElementsAre(HasSubstr("src/render/CMakeLists.txt"), HasSubstr("only lower floors")));
}

TEST(Layers, AnUndeclaredDependencyIsABreach) {
  EXPECT_THAT(breaches_with("src/search/index.cpp", "#include \"names/register.h\"\n"),
              ElementsAre(HasSubstr("names is not under DEPENDS")));
}

TEST(Layers, AModuleOffersWhatItsReadmeNames) {
  auto house = small_house();
  read_module("comity_module(NAME names DEPENDS base)", house, "- `forms/short.h`: forms of names");
  const std::string text = "#include \"names/forms/short.h\"\n#include \"names/forms/long.h\"\n";
  house.files.push_back(read_source("src/store/store.cpp", text));
  EXPECT_THAT(breaches(house), ElementsAre(HasSubstr("store.cpp:2: \"names/forms/long.h\" is")));
}

TEST(Layers, PrivateHeadersStayInTheirModule) {
  EXPECT_THAT(breaches_with("src/store/store.cpp", "#include \"names/detail/trie.h\"\n"),
              ElementsAre(HasSubstr("is private to names")));
  EXPECT_THAT(breaches_with("src/store/store.cpp", "#include \"names/trie_internal.h\"\n"),
              ElementsAre(HasSubstr("is private to names")));
  EXPECT_THAT(breaches_with("src/names/register.cpp", "#include \"names/detail/trie.h\"\n"),
              IsEmpty());
}

TEST(Layers, ThirdPartyTypesStayInSourceFiles) {
  EXPECT_THAT(breaches_with("src/store/store.h", "#pragma once\n#include <sqlite3.h>\n"),
              ElementsAre(HasSubstr("src/store/store.h:2: <sqlite3.h> in a header")));
  EXPECT_THAT(breaches_with("src/names/register.h", "#include <fmt/format.h>\n"),
              ElementsAre(HasSubstr("<fmt/format.h>")));
  EXPECT_THAT(breaches_with("src/base/json.h", "#include <boost/json/value.hpp>\n"), IsEmpty());
  EXPECT_THAT(breaches_with("src/base/result.h", "#include <tl/expected.hpp>\n#include <string>\n"),
              IsEmpty());
}

TEST(Layers, TestsMayUseGoogleTestAndWhatTestsShare) {
  EXPECT_THAT(breaches_with("src/names/register_fixture.h", "#include <gtest/gtest.h>\n"),
              IsEmpty());
  EXPECT_THAT(breaches_with("src/names/register_test.cpp", "#include \"support/pdf_writer.h\"\n"),
              IsEmpty());
  EXPECT_THAT(breaches_with("src/names/register.cpp", "#include \"support/pdf_writer.h\"\n"),
              ElementsAre(HasSubstr("names no module")));
}

TEST(Layers, RegexIsABreach) {
  EXPECT_THAT(breaches_with("src/names/register.cpp", "#include <regex>\nstd::regex r(\"a\");\n"),
              ElementsAre(HasSubstr(":1: <regex>"), HasSubstr(":2: std::regex")));
}

TEST(Layers, LongFilesAreABreach) {
  std::string lines;
  for (int i = 0; i < 500; ++i) lines += "\n";
  EXPECT_THAT(breaches_with("tests/stories/runner.cpp", lines), IsEmpty());
  EXPECT_THAT(breaches_with("tests/stories/runner.cpp", lines + "\n"),
              ElementsAre(HasSubstr("501 lines")));
}

TEST(Layers, PathsUpwardsAndModulesWithoutFloorAreBreaches) {
  EXPECT_THAT(breaches_with("src/store/store.cpp", "#include \"../names/register.h\"\n"),
              ElementsAre(HasSubstr("names no module")));
  auto house = small_house();
  read_module("comity_module(NAME attic DEPENDS base)", house);
  EXPECT_THAT(breaches(house), ElementsAre(HasSubstr("attic has no floor")));
}

TEST(Layers, LinkingAModulePastDependsIsABreach) {
  auto house = small_house();
  read_module("comity_module(NAME render DEPENDS base LINKS comity_names)", house);
  EXPECT_THAT(breaches(house), ElementsAre(HasSubstr("links comity_names")));
}

}  // namespace
}  // namespace comity::layers
