#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace comity::test {

/// The bytes from which a fuzz target starts. A target of a binary format whose seeds are of an
/// earlier version sees its reader's first line only: a test says that they are read.
[[nodiscard]] inline std::string fuzz_seed(std::string_view name) {
  const auto path = std::filesystem::path(COMITY_SOURCE_DIR) / "fuzz/corpus" / name;
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace comity::test
