#pragma once

#include <functional>
#include <iosfwd>
#include <stop_token>

#include "cli/command_line.h"
#include "service/installation.h"

namespace comity::cli {

/// Where a command writes; `progress` where a person looks at a terminal.
struct Streams {
  std::ostream& out;
  std::ostream& error;
  bool progress = false;
  bool colours = false;  ///< where `out` is a terminal that shows them
};

/// What only the program as a whole can do: serving, which needs `http`.
struct Program {
  /// Serves until asked to stop; `first` is the address to name when ready, "/" as a rule.
  std::function<base::Status(service::Installation&, const Invocation&, const std::string& first,
                             std::stop_token)>
      serve;
};

/// Runs one command to its end and gives the exit code. The installation is open already.
[[nodiscard]] int run(service::Installation& installation, const Invocation& invocation,
                      const Program& program, const Streams& streams, std::stop_token stop);

/// Restores a backup into the installation that `into` names, which must not be open yet.
[[nodiscard]] int run_restore(const service::Installation::Options& into,
                              const Invocation& invocation, const Streams& streams);

/// Prints manual pages and completions: what needs no installation.
[[nodiscard]] int run_manual(const Invocation& invocation, const Streams& streams);

/// Who acts on the command line, and in which language.
[[nodiscard]] service::Ask ask_of(const Invocation& invocation);

/// Prints an error as people read it (message, place, mend) and gives its exit code.
int report(const base::Error& error, std::ostream& out);

}  // namespace comity::cli
