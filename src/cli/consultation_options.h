#pragma once

#include <span>

#include "cli/command_line.h"

namespace CLI {
class App;
}

// The words of `comity consultation …`.
namespace comity::cli {

struct ConsultationCommand {
  Command command;
  const char* name;
  const char* help;
};
/// Below `consultation`, in the order of the help.
[[nodiscard]] std::span<const ConsultationCommand> consultation_commands();

/// What the command takes beside the options of all commands. `result` must live as long as `sub`.
void add_consultation_options(CLI::App& sub, Command command, Invocation& result);

}  // namespace comity::cli
