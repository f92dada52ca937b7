#pragma once

#include <string>
#include <string_view>
#include <vector>

// What the command line understands, as plain values: what its manual and completions are made of.
namespace comity::cli {

/// An option ("--limit", with the kind of its value) or a word in a place ("QUERY").
struct OptionWords {
  std::string name;      ///< "--limit" or "QUERY"
  std::string value;     ///< what stands after it: "NUMBER"; empty for a flag or a place
  std::string help;      ///< one sentence without its full stop
  std::string standard;  ///< the value it has when not given, or empty
  std::vector<std::string> choices;  ///< all values it takes, or empty
  bool place = false;                ///< a word in a place, without a name before it
  bool required = false;
  bool repeated = false;  ///< may stand more than once
};

struct CommandWords {
  std::string name;  ///< as typed after "comity": "import", "journal verify"; empty: the program
  std::string help;  ///< one sentence without its full stop
  std::vector<OptionWords> options;
  std::vector<CommandWords> commands;
};

/// What a person should know of a command beyond its options: paragraphs parted by empty lines; one
/// that begins with two spaces is an example. Empty for a command without such a text.
[[nodiscard]] std::string_view about(std::string_view command);

}  // namespace comity::cli
