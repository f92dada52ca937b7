#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/command_line.h"

namespace CLI {
class App;
}

// The words of commands about finding beyond those of `comity search`.
namespace comity::cli {

struct SearchesCommand {
  Command command;
  const char* name;
  const char* help;
};
/// Below `searches`, in the order of the help.
[[nodiscard]] std::span<const SearchesCommand> searches_commands();

// What the commands take beside the options of all. What they fill must live as long as `sub`.
void add_searches_options(CLI::App& sub, Command command, Invocation& result);
void add_complete_options(CLI::App& sub, Invocation& result);
void add_filter_option(CLI::App& sub, std::vector<std::string>& filters);
/// Takes them apart. Throws CLI::ValidationError.
void split_filters(const std::vector<std::string>& filters, Invocation& result);

}  // namespace comity::cli
