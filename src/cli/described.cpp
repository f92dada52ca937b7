#include "cli/described.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "base/text.h"

namespace comity::cli {
namespace {

OptionWords described(const CLI::Option& option) {
  OptionWords words;
  words.place = option.get_positional();
  words.name = words.place ? option.get_name(true) : "--" + option.get_lnames().front();
  words.help = option.get_description();
  words.required = option.get_required();
  words.repeated = option.get_items_expected_max() > 1 && option.get_expected_max() > 1;
  words.standard = option.get_default_str();
  // CLI11 tells the values it takes as a part of the type: "TEXT:{csv,ndjson}".
  const auto type = option.get_type_name();
  const auto open = type.find('{');
  if (open != type.npos) {
    const auto list = type.substr(open + 1, type.find('}') - open - 1);
    for (const auto choice : base::split(list, ',')) words.choices.emplace_back(choice);
  }
  const bool flag = option.get_items_expected_max() == 0 || option.get_type_size() == 0;
  if (!words.place && !flag) {
    words.value = type.substr(0, std::min(type.find_first_of(": "), open));
    if (words.value == "UINT") words.value = "NUMBER";
  }
  return words;
}

}  // namespace

CommandWords described(const CLI::App& app, const std::string& name) {
  CommandWords command{name, app.get_description(), {}, {}};
  for (const auto* option : app.get_options()) {
    if (option->check_name("--help")) continue;
    command.options.push_back(described(*option));
  }
  for (const auto* sub : app.get_subcommands(nullptr)) {
    command.commands.push_back(
        described(*sub, name.empty() ? sub->get_name() : name + " " + sub->get_name()));
  }
  return command;
}

}  // namespace comity::cli
