#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>

// The words of the command line as plain values.
namespace comity::cli {

/// How an answer is printed.
enum class Face : std::uint8_t { text, json };

/// `comity show FILE`.
struct Invocation {
  std::filesystem::path file;
  Face face = Face::text;
  std::string language = "en";  ///< in which States are named
};

/// What is printed instead of running: help, the version, or what is wrong with the words.
struct Ending {
  int code = 0;
  std::string text;
};

[[nodiscard]] std::variant<Invocation, Ending> parse_command_line(int argc,
                                                                  const char* const* argv);

}  // namespace comity::cli
