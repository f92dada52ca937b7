#include "cli/finding_options.h"

#include <CLI/CLI.hpp>
#include <array>

namespace comity::cli {
namespace {

constexpr auto kSearches = std::to_array<SearchesCommand>({
    {Command::searches_save, "save", "Keep a question under a name"},
    {Command::searches_rename, "rename", "Give a saved search another name"},
    {Command::searches_delete, "delete", "Keep a saved search no longer"},
    {Command::searches_seen, "seen", "Say that what it finds now is new no more"},
});

}  // namespace

std::span<const SearchesCommand> searches_commands() { return kSearches; }

void add_searches_options(CLI::App& sub, Command command, Invocation& result) {
  if (command == Command::searches_save) {
    sub.add_option("NAME", result.name, "Under which it is kept")->required();
    sub.add_option("QUERY", result.words, "The question, as of a search");
    return;
  }
  sub.add_option("SEARCH", result.words, "Its name, or its id as comity searches has it")
      ->required();
  if (command == Command::searches_rename) {
    sub.add_option("NAME", result.name, "Its new name")->required();
  }
}

void add_complete_options(CLI::App& sub, Invocation& result) {
  sub.add_option("QUERY", result.words, "A question as far as it is typed: water state:bra");
}

void add_filter_option(CLI::App& sub, std::vector<std::string>& filters) {
  sub.add_option("--filter", filters,
                 "facet=value; the facets are state, by, session, position, theme, goal, group, "
                 "kind, mechanism, year, regional_group, by_regional_group, cycle, target, "
                 "treaty, named, action, tagged, text_language, document_kind, source, work, "
                 "list, addressee, body; several values of one facet are alternatives, =-value "
                 "excludes, year=2008..2014 is a range")
      ->type_name("FACET=VALUE")
      ->allow_extra_args(false);
}

void split_filters(const std::vector<std::string>& filters, Invocation& result) {
  for (const auto& each : filters) {
    const auto at = each.find('=');
    if (at == std::string::npos || at == 0) {
      throw CLI::ValidationError("--filter", "write facet=value, not " + each);
    }
    result.filters.emplace_back(each.substr(0, at), each.substr(at + 1));
  }
}

}  // namespace comity::cli
