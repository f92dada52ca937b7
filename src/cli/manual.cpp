#include "cli/manual.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace comity::cli {
namespace {

/// Text as roff takes it: no backslash, no dash that becomes a hyphen, no request at a line's
/// start.
std::string roff(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool starts = at == 0 || text[at - 1] == '\n';
    if (starts && (text[at] == '.' || text[at] == '\'')) out += "\\&";
    if (text[at] == '\\') {
      out += "\\e";
    } else if (text[at] == '-') {
      out += "\\-";
    } else {
      out += text[at];
    }
  }
  return out;
}

std::string full_name(const CommandWords& command, char between) {
  auto name = command.name.empty() ? std::string("comity") : "comity " + command.name;
  std::replace(name.begin(), name.end(), ' ', between);
  return name;
}

std::string written(const OptionWords& option) {
  const auto name =
      option.place ? "\\fI" + roff(option.name) + "\\fR" : "\\fB" + roff(option.name) + "\\fR";
  return option.value.empty() ? name : name + " \\fI" + roff(option.value) + "\\fR";
}

std::string synopsis(const CommandWords& command) {
  std::string line = ".B " + roff(full_name(command, ' ')) + "\n";
  if (!command.commands.empty()) return line + "\\fICOMMAND\\fR …\n";
  for (const bool place : {false, true}) {
    for (const auto& option : command.options) {
      if (option.place != place) continue;
      const auto text = written(option) + (option.repeated ? " …" : "");
      line += option.required ? text + "\n" : "[" + text + "]\n";
    }
  }
  return line;
}

std::string options_of(const CommandWords& command) {
  if (command.options.empty()) return {};
  std::string out = ".SH OPTIONS\n";
  for (const auto& option : command.options) {
    out += ".TP\n" + written(option) + "\n" + roff(option.help) + ".\n";
    if (!option.choices.empty()) {
      out += roff(fmt::format("One of {}.", fmt::join(option.choices, ", "))) + "\n";
    }
    if (!option.standard.empty()) out += roff("Otherwise " + option.standard + ".") + "\n";
  }
  return out;
}

std::string description_of(const CommandWords& command) {
  std::string out = ".SH DESCRIPTION\n" + roff(command.help) + ".\n";
  bool examples = false;
  for (std::string_view rest = about(command.name); !rest.empty();) {
    const auto end = rest.find("\n\n");
    const auto part = rest.substr(0, end);
    rest = end == rest.npos ? std::string_view() : rest.substr(end + 2);
    if (!part.starts_with("  ")) {
      out += ".PP\n" + roff(part) + "\n";
      continue;
    }
    if (!examples) out += ".SH EXAMPLES\n";
    examples = true;
    out += ".PP\n.nf\n.RS\n" + roff(part) + "\n.RE\n.fi\n";
  }
  return out;
}

std::string commands_of(const CommandWords& command) {
  if (command.commands.empty()) return {};
  std::string out = ".SH COMMANDS\n";
  for (const auto& each : command.commands) {
    out += ".TP\n.BR " + roff(full_name(each, '-')) + " (1)\n" + roff(each.help) + ".\n";
  }
  return out;
}

constexpr std::string_view kExitStatus = R"(.SH EXIT STATUS
.TP
.B 0
Done.
.TP
.B 1
An error inside the program.
.TP
.B 2
The words of the command line, or a question that cannot be read.
.TP
.B 3
Import: some files were refused; the others are in the record.
.TP
.B 4 \- 12
Not found, conflict, forbidden, unauthenticated, too large, unsupported, corrupt, unavailable, timeout.
.TP
.B 130
Interrupted; nothing is half done.
)";

constexpr std::string_view kEnvironment = R"(.SH ENVIRONMENT
.TP
.B COMITY_DATA_DIR
The installation's folder, where
.B \-\-data
does not name it.
.TP
.B COMITY_DATABASE
The PostgreSQL, where
.B \-\-database
does not name it.
.TP
.B COMITY_INDEX_DIR
The folder of the search index, where
.B \-\-index
does not name it.
)";

void add_pages(const CommandWords& whole, const CommandWords& command,
               std::vector<std::pair<std::string, std::string>>& pages) {
  pages.emplace_back(full_name(command, '-') + ".1", manual_page(whole, command));
  for (const auto& each : command.commands) add_pages(whole, each, pages);
}

}  // namespace

std::string manual_page(const CommandWords& whole, const CommandWords& command) {
  const auto name = full_name(command, '-');
  auto title = name;
  std::transform(title.begin(), title.end(), title.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  std::string page = ".TH " + roff(title) + " 1 \"\" Comity \"Comity\"\n";
  page += ".SH NAME\n" + roff(name) + " \\- " + roff(command.help) + "\n";
  page += ".SH SYNOPSIS\n" + synopsis(command) + description_of(command) + commands_of(command) +
          options_of(command);
  page += kEnvironment;
  page += kExitStatus;
  if (!command.name.empty()) {
    page += ".SH SEE ALSO\n.BR " + roff(full_name(whole, '-')) + " (1)\n";
  }
  return page;
}

std::vector<std::pair<std::string, std::string>> manual_pages(const CommandWords& whole) {
  std::vector<std::pair<std::string, std::string>> pages;
  add_pages(whole, whole, pages);
  return pages;
}

}  // namespace comity::cli
