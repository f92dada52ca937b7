#include "cli/command_line.h"

#include <gtest/gtest.h>

#include "cli/exit_codes.h"

namespace comity::cli {
namespace {

std::variant<Invocation, Ending> parse(std::vector<const char*> words) {
  words.insert(words.begin(), "comity");
  return parse_command_line(static_cast<int>(words.size()), words.data());
}

Invocation parsed(std::vector<const char*> words) {
  auto result = parse(std::move(words));
  const auto* ending = std::get_if<Ending>(&result);
  EXPECT_EQ(ending, nullptr) << (ending == nullptr ? "" : ending->text);
  return ending == nullptr ? std::get<Invocation>(std::move(result)) : Invocation{};
}

int refused(std::vector<const char*> words) {
  const auto result = parse(std::move(words));
  const auto* ending = std::get_if<Ending>(&result);
  return ending == nullptr ? -1 : ending->code;
}

TEST(CommandLine, ReadsThePromisedLines) {
  const auto import = parsed({"import", "a.pdf", "b", "--data", "d", "--publish", "--json"});
  EXPECT_EQ(import.command, Command::import);
  EXPECT_EQ(import.paths.size(), 2U);
  EXPECT_TRUE(import.publish);
  EXPECT_FALSE(import.dry_run);
  EXPECT_TRUE(parsed({"import", "a.pdf", "--dry-run"}).dry_run);
  EXPECT_EQ(import.face, Face::json);

  EXPECT_EQ(parsed({"compare", "a", "b", "--format", "docx"}).format, "docx");
  EXPECT_EQ(refused({"compare", "a", "b", "--format", "pdf"}), 2);

  const auto found = parsed({"search", "water", "--filter", "state=BRA", "--filter", "by=FRA",
                             "--facets", "state,kind", "--limit", "5"});
  EXPECT_EQ(found.words, "water");
  EXPECT_EQ(found.filters.size(), 2U);
  EXPECT_EQ(found.filters[1].second, "FRA");
  EXPECT_EQ(found.facets.size(), 2U);
  EXPECT_EQ(found.limit, 5U);

  EXPECT_EQ(parsed({"export", "recommendations", "--format", "csv"}).command,
            Command::export_recommendations);
  EXPECT_EQ(parsed({"export", "observations", "--filter", "state=BRA"}).command,
            Command::export_observations);
  EXPECT_EQ(parsed({"export", "statements", "--format", "xlsx"}).command,
            Command::export_statements);
  const auto again = parsed({"reread", "A/HRC/21/11", "A/HRC/21/12", "--dry-run", "--json"});
  EXPECT_EQ(again.command, Command::reread);
  EXPECT_EQ(again.works, (std::vector<std::string>{"A/HRC/21/11", "A/HRC/21/12"}));
  EXPECT_TRUE(again.dry_run);
  EXPECT_TRUE(parsed({"reread", "--all"}).works.empty());
  EXPECT_EQ(parsed({"show", "A/HRC/21/11", "--language", "fr"}).text_language, "fr");
  EXPECT_EQ(parsed({"show", "A/HRC/21/11"}).text_language, "");
  const auto two = parsed({"show", "--language", "en,fr", "A/HRC/21/11"});
  EXPECT_EQ(two.text_language, "en");
  EXPECT_EQ(two.beside, "fr");
  EXPECT_EQ(two.words, "A/HRC/21/11");
  EXPECT_EQ(parsed({"journal", "verify", "--json"}).command, Command::journal_verify);
  EXPECT_TRUE(parsed({"rebuild", "--check", "--json"}).check);
  EXPECT_EQ(parsed({"backup", "x"}).command, Command::backup);
  EXPECT_EQ(parsed({"restore", "x", "--json"}).command, Command::restore);
  EXPECT_EQ(parsed({"admin", "link"}).command, Command::admin_link);
  const auto world = parsed({"generate", "--seed", "7", "--out", "x"});
  EXPECT_EQ(world.command, Command::generate);
  EXPECT_EQ(world.seed, 7U);
  EXPECT_EQ(parsed({"generate", "--import"}).command, Command::generate);
  const auto served = parsed({"serve", "--searches", "0", "--downloads", "7"});
  EXPECT_EQ(served.searches, 0);
  EXPECT_EQ(served.downloads, 7);
  EXPECT_EQ(served.uploads, std::nullopt);
}

// Of every command, also of those that stand under another.
TEST(CommandLine, WhatIsSaidWinsOverTheEnvironment) {
  ASSERT_EQ(setenv("COMITY_DATA_DIR", "from-environment", 1), 0);
  ASSERT_EQ(setenv("COMITY_DATABASE", "dbname=environment", 1), 0);
  ASSERT_EQ(setenv("COMITY_INDEX_DIR", "index-environment", 1), 0);
  for (const std::vector<const char*>& words : {std::vector<const char*>{"serve"},
                                                {"import", "a"},
                                                {"search", "x"},
                                                {"show", "x"},
                                                {"export", "recommendations"},
                                                {"journal", "verify"},
                                                {"rebuild"},
                                                {"backup", "x"},
                                                {"restore", "x"},
                                                {"generate", "--import"},
                                                {"admin", "link"}}) {
    SCOPED_TRACE(words.front());
    EXPECT_EQ(parsed(words).data, "from-environment");
    EXPECT_EQ(parsed(words).database, "dbname=environment");
    EXPECT_EQ(parsed(words).index, "index-environment");
    auto said = words;
    said.insert(said.end(), {"--data", "said", "--database", "", "--index", "here"});
    EXPECT_EQ(parsed(said).data, "said");
    EXPECT_EQ(parsed(said).database, "");
    EXPECT_EQ(parsed(said).index, "here");
  }
  unsetenv("COMITY_DATA_DIR");
  unsetenv("COMITY_DATABASE");
  unsetenv("COMITY_INDEX_DIR");
}

TEST(CommandLine, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(refused({}), kUsage);
  EXPECT_EQ(refused({"unknown"}), kUsage);
  EXPECT_EQ(refused({"import"}), kUsage);
  EXPECT_EQ(refused({"search", "x", "--filter", "nothing"}), kUsage);
  EXPECT_EQ(refused({"generate"}), kUsage);
  EXPECT_EQ(refused({"serve", "--searches", "-1"}), kUsage);
  EXPECT_EQ(refused({"show", "A/HRC/21/11", "--language", "en,fr,es"}), kUsage);
  EXPECT_EQ(refused({"show", "A/HRC/21/11", "--language", "en,de"}), kUsage);
  EXPECT_EQ(refused({"export", "recommendations", "--format", "pdf"}), kUsage);
}

TEST(CommandLine, TellsMeasuringTagsFromMeasuringTheRecord) {
  const auto record = parsed({"measure", "--against", "table.csv"});
  EXPECT_EQ(record.command, Command::measure);
  EXPECT_EQ(record.paths.front(), "table.csv");
  const auto tags = parsed({"measure", "tags", "--from", "table.csv", "--held-out", "1", "--json"});
  EXPECT_EQ(tags.command, Command::measure_tags);
  EXPECT_EQ(tags.paths.front(), "table.csv");
  EXPECT_EQ(tags.held_out, 1);
  EXPECT_EQ(tags.face, Face::json);
  EXPECT_EQ(parsed({"train", "--from", "table.csv"}).command, Command::train);
  EXPECT_EQ(refused({"measure"}), kUsage);
  EXPECT_EQ(refused({"measure", "tags"}), kUsage);
  EXPECT_EQ(refused({"train"}), kUsage);
}

TEST(CommandLine, TellsCallsFromWhatIsDoneWithThem) {
  EXPECT_EQ(parsed({"consultation", "--json"}).command, Command::consultation);
  const auto written = parsed({"consultation", "write", "call.json", "--call", "0123456789ABC"});
  EXPECT_EQ(written.command, Command::consultation_write);
  EXPECT_EQ(written.words, "0123456789ABC");
  const auto extended = parsed({"consultation", "extend", "0123456789ABC", "2026-12-31T18:00"});
  EXPECT_EQ(extended.command, Command::consultation_extend);
  EXPECT_EQ(extended.text, "2026-12-31T18:00");
  EXPECT_TRUE(parsed({"consultation", "publish-replies", "x", "--no-longer"}).all);
  const auto letters = parsed({"consultation", "letters", "x", "--to", "A", "--to", "B", "--out",
                               "letters", "--origin", "https://x.example"});
  EXPECT_EQ(letters.works.size(), 2U);
  EXPECT_EQ(refused({"consultation", "open"}), kUsage);
  EXPECT_EQ(refused({"consultation", "extend", "x"}), kUsage);
}

TEST(CommandLine, TellsPeopleFromWhatIsDecidedOfThem) {
  EXPECT_EQ(parsed({"people", "--json"}).command, Command::people);
  const auto invited = parsed({"people", "invite", "Ana Example", "--role", "editor", "--json"});
  EXPECT_EQ(invited.command, Command::people_invite);
  EXPECT_EQ(invited.words, "Ana Example");
  EXPECT_EQ(invited.role, "editor");
  EXPECT_EQ(invited.face, Face::json);
  const auto role = parsed({"people", "role", "0123456789ABC", "none", "--space", "specimen"});
  EXPECT_EQ(role.command, Command::people_role);
  EXPECT_EQ(role.role, "none");
  EXPECT_EQ(role.space, "specimen");
  EXPECT_EQ(parsed({"people", "sign-out", "x"}).command, Command::people_sign_out);
  EXPECT_EQ(refused({"people", "invite", "Ana"}), kUsage);
  EXPECT_EQ(refused({"people", "invite", "Ana", "--role", "none"}), kUsage);
  EXPECT_EQ(refused({"people", "close"}), kUsage);
}

TEST(CommandLine, HelpIsNoError) { EXPECT_EQ(refused({"--help"}), kDone); }

}  // namespace
}  // namespace comity::cli
