#include "cli/environment.h"

#include <cstdlib>

namespace comity::cli {

std::string from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::filesystem::path default_data() {
  if (const char* named = std::getenv("XDG_DATA_HOME"); named != nullptr && *named != '\0') {
    return std::filesystem::path(named) / "comity";
  }
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home == nullptr ? "." : home) / ".local/share/comity";
}

}  // namespace comity::cli
