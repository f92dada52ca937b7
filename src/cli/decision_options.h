#pragma once

#include <span>

#include "cli/command_line.h"

namespace CLI {
class App;
}

// The words of `comity correct …`, `comity settle` and `comity tag`.
namespace comity::cli {

struct DecisionCommand {
  Command command;
  const char* name;
  const char* help;
};
/// Below `correct`, in the order of the help.
[[nodiscard]] std::span<const DecisionCommand> correct_commands();

/// What the command takes beside the options of all commands. `result` must live as long as `sub`.
void add_decision_options(CLI::App& sub, Command command, Invocation& result);

}  // namespace comity::cli
