#pragma once

#include <span>

#include "cli/command_line.h"

namespace CLI {
class App;
}

// The words of `comity people …`.
namespace comity::cli {

struct PeopleCommand {
  Command command;
  const char* name;
  const char* help;
};
/// Below `people`, in the order of the help.
[[nodiscard]] std::span<const PeopleCommand> people_commands();

/// What the command takes beside the options of all commands. `result` must live as long as `sub`.
void add_people_options(CLI::App& sub, Command command, Invocation& result);

}  // namespace comity::cli
