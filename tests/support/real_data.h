#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>

#include "base/csv.h"

namespace comity::real {

/// The folder of real documents, or nothing when it is not here (a failure under CI=true).
[[nodiscard]] inline std::optional<std::filesystem::path> data() {
  const char* given = std::getenv("COMITY_DATA");
  const auto folder = given != nullptr
                          ? std::filesystem::path(given)
                          : std::filesystem::path(COMITY_SOURCE_DIR) / "../shared/data";
  if (std::filesystem::is_directory(folder)) return folder;
  const char* ci = std::getenv("CI");
  EXPECT_FALSE(ci != nullptr && std::string(ci) == "true") << "no folder " << folder;
  std::cout << "not run: no folder " << folder << '\n';
  return std::nullopt;
}

[[nodiscard]] inline std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

[[nodiscard]] inline base::CsvTable table_of(const std::filesystem::path& path) {
  auto table = base::parse_csv(bytes_of(path));
  EXPECT_TRUE(table) << path;
  return table ? *std::move(table) : base::CsvTable{};
}

}  // namespace comity::real
