#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "base/result.h"

// Where documents are fetched from, and how politely (data/fetch/settings.csv).
namespace comity::service::fetching {

/// An address, or a path below a mirror, with {symbol}, {symbol_} (its slashes as low lines),
/// {language} and {format} in it; `format` is empty where it has any.
struct Pattern {
  std::string format;
  std::string text;
};

struct Settings {
  std::vector<Pattern> service;  ///< in the order in which they are tried
  std::vector<Pattern> mirror;   ///< the same, below a folder or an address
  std::string contact;           ///< told to servers; may be empty
  std::string proxy;             ///< an address, or empty
  bool local = false;            ///< this machine and private networks may be asked
  std::chrono::seconds pause{1};
  int attempts = 4;
  std::chrono::seconds backoff{2};
  std::chrono::seconds longest{300};
  std::chrono::seconds silence{60};
  std::uint64_t most_bytes = std::uint64_t{100} << 20;
  std::chrono::hours fresh{24};
};

/// The settings of a table over those before: what it names takes the place of all rows of that
/// name. invalid_input names the line and the mend; `place` is the table's.
[[nodiscard]] base::Result<Settings> read_settings(std::string_view csv, const std::string& place,
                                                   Settings before);
/// The program's own, and over them FOLDER/fetch.csv where there is one.
[[nodiscard]] base::Result<Settings> settings_of(base::FileSystem& files,
                                                 const std::filesystem::path& folder);

struct Blanks {
  std::string_view symbol;
  std::string_view language;
  std::string_view format;
};
/// The pattern filled in as an address: what is no letter, digit or -._~/ is percent-encoded.
[[nodiscard]] std::string filled_address(std::string_view pattern, const Blanks& blanks);
/// The same as a path.
[[nodiscard]] std::string filled_path(std::string_view pattern, const Blanks& blanks);

/// Whether a text is an http or https address.
[[nodiscard]] bool is_web_address(std::string_view text);

}  // namespace comity::service::fetching
