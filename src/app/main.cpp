#include <sodium.h>

#include <iostream>

#include "cli/command_line.h"
#include "cli/exit_codes.h"
#include "cli/inspect.h"

namespace {

using namespace comity;

base::Status show(const cli::Invocation& invocation) {
  COMITY_TRY(const auto reader, reading::Reader::create());
  return cli::show_file(
      reader, invocation.file, invocation.face,
      model::language_from(invocation.language).value_or(model::Language::en), std::cout);
}

}  // namespace

int main(int argc, char** argv) {
  if (sodium_init() < 0) return 1;
  const auto parsed = cli::parse_command_line(argc, argv);
  if (const auto* ending = std::get_if<cli::Ending>(&parsed)) {
    (ending->code == cli::kDone ? std::cout : std::cerr) << ending->text;
    return ending->code;
  }
  const auto shown = show(std::get<cli::Invocation>(parsed));
  return shown ? cli::kDone : cli::report(shown.error(), std::cerr);
}
