#include "cli/manual.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "cli/command_line.h"

namespace comity::cli {
namespace {

using ::testing::HasSubstr;

const CommandWords* find(const CommandWords& whole, std::string_view name) {
  if (whole.name == name) return &whole;
  for (const auto& each : whole.commands) {
    if (const auto* found = find(each, name)) return found;
  }
  return nullptr;
}

void expect_texts(const CommandWords& command) {
  SCOPED_TRACE(command.name);
  EXPECT_FALSE(command.help.empty());
  for (const auto& option : command.options) EXPECT_FALSE(option.help.empty()) << option.name;
  // What a person types ends with a command that has no others below it; each says more of itself.
  EXPECT_TRUE(!command.commands.empty() || !about(command.name).empty());
  for (const auto& each : command.commands) expect_texts(each);
}

TEST(Words, EveryCommandAndOptionSaysWhatItIs) { expect_texts(described_command_line()); }

TEST(Words, AreThoseOfTheCommandLine) {
  const auto whole = described_command_line();
  const auto* exporting = find(whole, "export recommendations");
  ASSERT_NE(exporting, nullptr);
  bool format = false;
  bool filter = false;
  for (const auto& option : exporting->options) {
    if (option.name == "--format") {
      format = true;
      EXPECT_THAT(option.choices, ::testing::ElementsAre("csv", "ndjson", "xlsx"));
      EXPECT_EQ(option.standard, "csv");
    }
    if (option.name == "--filter") {
      filter = true;
      EXPECT_TRUE(option.repeated);
      EXPECT_EQ(option.value, "FACET=VALUE");
    }
  }
  EXPECT_TRUE(format && filter);
  const auto* import = find(whole, "import");
  ASSERT_NE(import, nullptr);
  for (const auto& option : import->options) {
    const bool path = option.name == "PATH";
    EXPECT_EQ(path, option.place && option.required && option.repeated);
    const std::set<std::string> flags = {"--publish", "--dry-run", "--json"};
    EXPECT_EQ(path || flags.contains(option.name), option.value.empty()) << option.name;
  }
}

TEST(Manual, HasAPageForEachCommand) {
  const auto whole = described_command_line();
  const auto pages = manual_pages(whole);
  std::vector<std::string> names;
  for (const auto& [name, page] : pages) {
    names.push_back(name);
    EXPECT_TRUE(page.starts_with(".TH ")) << name;
    for (const char* part :
         {"\n.SH NAME\n", "\n.SH SYNOPSIS\n", "\n.SH DESCRIPTION\n", "\n.SH EXIT STATUS\n"}) {
      EXPECT_THAT(page, HasSubstr(part)) << name;
    }
    EXPECT_EQ(page.find("/root"), std::string::npos) << "a folder of this machine";
  }
  EXPECT_THAT(names,
              ::testing::IsSupersetOf({"comity.1", "comity-import.1", "comity-journal-verify.1"}));
}

TEST(Completion, NamesCommandsOptionsAndChoices) {
  const auto whole = described_command_line();
  for (const char* shell : {"bash", "zsh", "fish"}) {
    SCOPED_TRACE(shell);
    const auto text = completion(whole, shell);
    for (const char* word : {"import", "verify", "publish", "ndjson", "language"}) {
      EXPECT_THAT(text, HasSubstr(word));
    }
  }
  EXPECT_EQ(completion(whole, "tcsh"), "");
}

}  // namespace
}  // namespace comity::cli
