#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

// What the rules of the house (docs/architecture.md) are checked on: the modules as their
// CMakeLists.txt declare them, and the includes and length of every file.
namespace comity::layers {

struct Include {
  std::size_t line = 0;
  std::string target;  ///< what stands between the quotation marks or angle brackets
  bool angled = false;
};

struct SourceFile {
  std::string path;  ///< from the repository's root: "src/names/register.h"
  std::size_t lines = 0;
  std::vector<Include> includes;
  std::vector<std::size_t> regex_lines;  ///< lines that name std::regex

  /// "names" for src/names/register.h; empty outside src.
  [[nodiscard]] std::string_view module() const;
  [[nodiscard]] bool is_header() const { return path.ends_with(".h"); }
  [[nodiscard]] bool is_test() const {
    return path.ends_with("_test.cpp") || path.ends_with("_fixture.h");
  }
};

/// A module's own words in its CMakeLists.txt.
struct Module {
  std::vector<std::string> depends;
  std::vector<std::string> links;       ///< LINKS and PUBLIC_LINKS
  std::vector<std::string> test_links;  ///< TEST_LINKS
  /// Headers in its folders that its README.md names: "reviews/positions.h".
  std::vector<std::string> offers;
};

struct House {
  std::map<std::string, Module, std::less<>> modules;
  std::vector<SourceFile> files;
};

/// The words of comity_module(...) in a CMakeLists.txt, entered under its NAME, with what the
/// module's README.md offers.
void read_module(std::string_view cmake, House& house, std::string_view readme = {});
/// Includes, lines and forbidden words of one file's text.
[[nodiscard]] SourceFile read_source(std::string path, std::string_view text);
/// The house as it stands on disk; errors name the file that could not be read.
[[nodiscard]] base::Result<House> read_house(const std::filesystem::path& root);

/// Every breach of the rules, one sentence each with file, line and the mend; sorted by file.
[[nodiscard]] std::vector<std::string> breaches(const House& house);

}  // namespace comity::layers
