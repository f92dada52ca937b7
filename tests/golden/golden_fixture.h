#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "grammar/parse.h"
#include "names/register.h"
#include "reading/reader.h"

// What the tests of golden documents share.
namespace comity::golden {

/// Where the golden documents lie.
[[nodiscard]] inline const std::filesystem::path& folder() {
  static const std::filesystem::path path =
      std::filesystem::path(COMITY_SOURCE_DIR) / "tests/golden";
  return path;
}

[[nodiscard]] inline std::string content_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << "no file " << path << "; COMITY_REBASE=1 writes it";
  return {std::istreambuf_iterator<char>(in), {}};
}

/// One reader for all tests of a program.
[[nodiscard]] inline const reading::Reader& reader() {
  static const auto made = reading::Reader::create();
  EXPECT_TRUE(made);
  return *made;
}

/// The States of the golden documents.
[[nodiscard]] inline const names::Register& states() {
  static const auto loaded = names::Register::load(content_of(folder() / "states.csv"));
  EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().message);
  return *loaded;
}

/// What the whole way of reading makes of a file.
[[nodiscard]] inline model::Reading read(const std::string& bytes, const std::string& name) {
  const auto document = reader().read(bytes, name);
  EXPECT_TRUE(document) << name << ": " << (document ? "" : document.error().message);
  return document ? grammar::parse(*document, states()) : model::Reading{};
}

}  // namespace comity::golden
