#include "cli/command_line.h"

#include <gtest/gtest.h>

#include <vector>

#include "cli/exit_codes.h"

namespace comity::cli {
namespace {

std::variant<Invocation, Ending> parse(std::vector<const char*> words) {
  words.insert(words.begin(), "comity");
  return parse_command_line(static_cast<int>(words.size()), words.data());
}

int refused(std::vector<const char*> words) {
  const auto result = parse(std::move(words));
  const auto* ending = std::get_if<Ending>(&result);
  return ending == nullptr ? -1 : ending->code;
}

TEST(CommandLine, ReadsShow) {
  const auto result = parse({"show", "a.pdf", "--json", "--language", "fr"});
  const auto* invocation = std::get_if<Invocation>(&result);
  ASSERT_NE(invocation, nullptr);
  EXPECT_EQ(invocation->file, "a.pdf");
  EXPECT_EQ(invocation->face, Face::json);
  EXPECT_EQ(invocation->language, "fr");
}

TEST(CommandLine, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(refused({}), kUsage);
  EXPECT_EQ(refused({"unknown"}), kUsage);
  EXPECT_EQ(refused({"show"}), kUsage);
  EXPECT_EQ(refused({"show", "a.pdf", "b.pdf"}), kUsage);
  EXPECT_EQ(refused({"show", "a.pdf", "--language", "xx"}), kUsage);
}

TEST(CommandLine, HelpIsNoError) { EXPECT_EQ(refused({"--help"}), kDone); }

}  // namespace
}  // namespace comity::cli
