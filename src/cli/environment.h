#pragma once

#include <filesystem>
#include <string>

namespace comity::cli {

/// The value of a variable, or empty.
[[nodiscard]] std::string from_environment(const char* name);

/// The folder where an installation lies when none is named.
[[nodiscard]] std::filesystem::path default_data();

}  // namespace comity::cli
