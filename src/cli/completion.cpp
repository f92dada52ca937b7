#include <fmt/format.h>

#include <algorithm>

#include "cli/manual.h"

// The completions of three shells, all from the same words.
namespace comity::cli {
namespace {

/// Every command with those below it, from the program down.
std::vector<const CommandWords*> all_of(const CommandWords& whole) {
  std::vector<const CommandWords*> all = {&whole};
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const auto& each : all[i]->commands) all.push_back(&each);
  }
  return all;
}

std::string last_word(const std::string& name) { return name.substr(name.rfind(' ') + 1); }

/// The words that may follow the command's name: commands below it, else its options.
std::string words_after(const CommandWords& command) {
  std::string words;
  for (const auto& each : command.commands) words += last_word(each.name) + ' ';
  for (const auto& option : command.options) {
    if (!option.place) words += option.name + ' ';
  }
  if (!words.empty()) words.pop_back();
  return words;
}

/// A command as bash has it in $command: each of its words behind a space.
std::string in_bash(const CommandWords& command) {
  return command.name.empty() ? "" : " " + command.name;
}

std::string bash(const CommandWords& whole) {
  std::string out =
      "# bash completion for comity\n"
      "_comity() {\n"
      "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= i words= "
      "files=\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    case ${COMP_WORDS[i]} in -*) break ;; esac\n"
      "    case \"$command ${COMP_WORDS[i]}\" in\n";
  for (const auto* command : all_of(whole)) {
    if (!command->name.empty()) {
      out += fmt::format("      ' {0}') command=' {0}' ;;\n", command->name);
    }
  }
  out +=
      "    esac\n"
      "  done\n"
      "  case \"$command $before\" in\n";
  for (const auto* command : all_of(whole)) {
    for (const auto& option : command->options) {
      if (option.place || option.choices.empty()) continue;
      out += fmt::format("    '{} {}') COMPREPLY=($(compgen -W '{}' -- \"$word\")); return ;;\n",
                         in_bash(*command), option.name, fmt::join(option.choices, " "));
    }
  }
  out +=
      "    *' --data' | *' --out') COMPREPLY=($(compgen -d -- \"$word\")); return ;;\n"
      "  esac\n"
      "  case $command in\n";
  for (const auto* command : all_of(whole)) {
    const auto& options = command->options;
    const bool places =
        std::any_of(options.begin(), options.end(), [](const auto& each) { return each.place; });
    out += fmt::format("    '{}') words='{}' files={} ;;\n", in_bash(*command),
                       words_after(*command), places ? "yes" : "");
  }
  out +=
      "  esac\n"
      "  COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
      "  [ -z \"$files\" ] || COMPREPLY+=($(compgen -f -- \"$word\"))\n"
      "}\n"
      "complete -o filenames -F _comity comity\n";
  return out;
}

/// Within single quotes of zsh and fish, without the characters that _arguments gives a meaning.
std::string plain_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += "’";
    } else if (c == '[') {
      out += '(';
    } else if (c == ']') {
      out += ')';
    } else if (c != ':') {
      out += c;
    }
  }
  return out;
}

std::string function_of(const CommandWords& command) {
  auto name = "_comity " + command.name;
  std::replace(name.begin(), name.end(), ' ', '_');
  while (name.ends_with('_')) name.pop_back();
  return name;
}

std::string zsh(const CommandWords& whole) {
  std::string out = "#compdef comity\n";
  for (const auto* command : all_of(whole)) {
    out += function_of(*command) + "() {\n";
    if (!command->commands.empty()) {
      out += "  if (( CURRENT == 2 )); then\n    local -a commands=(\n";
      for (const auto& each : command->commands) {
        out += fmt::format("      '{}:{}'\n", last_word(each.name), plain_text(each.help));
      }
      out += "    )\n    _describe command commands\n    return\n  fi\n  case $words[2] in\n";
      for (const auto& each : command->commands) {
        out += fmt::format("    {}) shift words; (( CURRENT-- )); {} ;;\n", last_word(each.name),
                           function_of(each));
      }
      out += "  esac\n}\n";
      continue;
    }
    out += "  _arguments";
    for (const auto& option : command->options) {
      const auto values =
          option.choices.empty()
              ? std::string(option.name == "--data" || option.name == "--out" ? "_files -/" : "")
              : fmt::format("({})", fmt::join(option.choices, " "));
      out += " \\\n    ";
      if (option.place) {
        out += fmt::format("'{}:{}:_files'", option.repeated ? "*" : "", plain_text(option.name));
      } else if (option.value.empty()) {
        out += fmt::format("'{}[{}]'", option.name, plain_text(option.help));
      } else {
        out += fmt::format("'{}{}[{}]:{}:{}'", option.repeated ? "*" : "", option.name,
                           plain_text(option.help), option.value, values);
      }
    }
    out += "\n}\n";
  }
  return out + "_comity \"$@\"\n";
}

std::string fish(const CommandWords& whole) {
  std::string out = "# fish completion for comity\n";
  for (const auto* command : all_of(whole)) {
    std::string where = "__fish_use_subcommand";
    if (!command->name.empty()) {
      where.clear();
      std::string_view rest = command->name;
      while (!rest.empty()) {
        const auto end = std::min(rest.find(' '), rest.size());
        where += fmt::format("{}__fish_seen_subcommand_from {}", where.empty() ? "" : "; and ",
                             rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
    for (const auto& each : command->commands) {
      out += fmt::format("complete -c comity -f -n '{}' -a {} -d '{}'\n", where,
                         last_word(each.name), plain_text(each.help));
    }
    for (const auto& option : command->options) {
      if (option.place) continue;
      out += fmt::format("complete -c comity -n '{}' -l {} -d '{}'{}\n", where,
                         option.name.substr(2), plain_text(option.help),
                         option.choices.empty()
                             ? (option.value.empty() ? "" : " -r")
                             : fmt::format(" -x -a '{}'", fmt::join(option.choices, " ")));
    }
  }
  return out;
}

}  // namespace

std::string completion(const CommandWords& whole, std::string_view shell) {
  if (shell == "bash") return bash(whole);
  if (shell == "zsh") return zsh(whole);
  if (shell == "fish") return fish(whole);
  return {};
}

}  // namespace comity::cli
