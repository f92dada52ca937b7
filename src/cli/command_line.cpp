#include "cli/command_line.h"

#include <CLI/CLI.hpp>
#include <sstream>

#include "cli/exit_codes.h"

namespace comity::cli {

std::variant<Invocation, Ending> parse_command_line(int argc, const char* const* argv) {
  CLI::App app("Comity reads United Nations documents as structure.", "comity");
  app.require_subcommand(1);
  app.set_version_flag("--version", "comity 0.1.0");
  Invocation result;
  auto* show = app.add_subcommand("show", "Print one document as structure");
  show->add_option("FILE", result.file, "A resolution, draft or report: PDF, Markdown or text")
      ->required();
  show->add_option("--language", result.language, "In which States are named")
      ->check(CLI::IsMember({"ar", "zh", "en", "fr", "ru", "es"}))
      ->capture_default_str();
  show->add_flag_callback("--json", [&] { result.face = Face::json; }, "Print JSON");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::ostringstream out;
    const int code = app.exit(error, out, out);
    return Ending{code == 0 ? kDone : kUsage, out.str()};
  }
  return result;
}

}  // namespace comity::cli
