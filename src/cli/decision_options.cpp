#include "cli/decision_options.h"

#include <CLI/CLI.hpp>
#include <array>

namespace comity::cli {
namespace {

constexpr auto kCorrect = std::to_array<DecisionCommand>({
    {Command::correct_clause, "clause", "Correct the text or the recommending States of a clause"},
    {Command::correct_split, "split", "Make one clause, or one recommendation, two or more"},
    {Command::correct_merge, "merge",
     "Make a clause and the next one, or two recommendations, into one"},
    {Command::correct_position, "position", "Correct what the State under review said"},
    {Command::correct_list, "list", "Every correction, and how it stands to what is read now"},
    {Command::correct_keep, "keep", "Let a correction hold against what is read now"},
    {Command::correct_take_back, "take-back", "Take a correction back"},
});

void add_place(CLI::App& sub, DecisionWords& words, std::string& work) {
  sub.add_option("WORK", work, "The report: a symbol (A/HRC/21/11) or ~id")->required();
  sub.add_option("NUMBER", words.number, "Of the recommendation; 92.6~2 for its second clause")
      ->required();
}

void add_reason(CLI::App& sub, DecisionWords& words) {
  sub.add_option("--reason", words.reason, "Why; it is shown beside the decision")->required();
}

void add_values(CLI::App& sub, DecisionWords& words) {
  sub.add_option("--text", words.text, "What the clause says, without its States");
  sub.add_option("--states", words.states,
                 "Codes or names as the UN has them, with ; between: \"BRA; France\"");
}

void add_tag_options(CLI::App& sub, Invocation& result) {
  auto& words = result.decision;
  auto* said = sub.add_option("WORDS", words.tag,
                              "RECOMMENDATION ACTION TAG…: A/HRC/21/11/119.1, or …/92.6~2 for a "
                              "clause; add, confirm, remove or take-back; SCHEME:CODE");
  auto* from = sub.add_option("--from", result.paths,
                              "In place of these: a CSV with columns id, scheme, code and action")
                   ->type_name("FILE")
                   ->expected(1)
                   ->excludes(said);
  // A function: an optional would take an empty query for none.
  sub.add_option_function<std::string>(
         "--found", [&words](const std::string& query) { words.found = query; },
         "In place of RECOMMENDATION: every clause that this search finds")
      ->type_name("QUERY")
      ->excludes(from);
  sub.add_option("--refused", words.refused, "Where to put the rows that were refused, as a CSV")
      ->type_name("FILE");
  sub.add_flag("--dry-run", result.dry_run, "Say what would change, and change nothing");
  sub.add_option("--reason", words.reason, "Why; it is shown beside the tags");
}

}  // namespace

std::span<const DecisionCommand> correct_commands() { return kCorrect; }

void add_decision_options(CLI::App& sub, Command command, Invocation& result) {
  auto& words = result.decision;
  if (command == Command::correct_list) {
    sub.add_option("WORK", result.words, "Only of this report");
    sub.add_option("--standing", result.standing, "Only those that stand so")
        ->check(CLI::IsMember({"asked", "kept", "satisfied", "ended"}));
    return;
  }
  if (command == Command::tag) {
    add_tag_options(sub, result);
    return;
  }
  if (command == Command::settle) {
    sub.add_option("SOURCE", result.words, "As comity sources list has it: ~id, or its title")
        ->required();
    sub.add_option("ROW", words.row, "Its number in the table")->required();
    auto* clause = sub.add_option("--clause", words.clause,
                                  "The row is this clause: A/HRC/21/11/119.1 or …/92.6~2");
    auto* none = sub.add_flag("--none", words.none, "The row is no clause of the report");
    auto* take_back = sub.add_flag("--take-back", words.take_back, "Take back what was said of it");
    clause->excludes(none)->excludes(take_back);
    none->excludes(take_back);
    sub.add_option("--by", words.by, "The State of the row that is meant, where it names several")
        ->type_name("CODE");
    add_reason(sub, words);
    return;
  }
  add_place(sub, words, result.words);
  if (command == Command::correct_clause || command == Command::correct_merge) {
    add_values(sub, words);
  }
  if (command == Command::correct_merge) {
    sub.add_option("--with", words.with,
                   "Another recommendation of the report that is part of this one: 92.7");
  }
  if (command == Command::correct_split) {
    sub.add_option("--part", words.parts,
                   "A part, once for each; States in square brackets at its end are its own: "
                   "\"Ratify it [BRA; FRA]\"; a number before it makes it a recommendation of "
                   "that number: \"[92.7] Ratify it\"")
        ->required()
        ->allow_extra_args(false);
  }
  if (command == Command::correct_position) {
    sub.add_option("--words", words.position, "What the State said, in its own words");
    sub.add_option("--counts-as", words.counts_as, "supported, noted or pending")
        ->check(CLI::IsMember({"supported", "noted", "pending"}));
  }
  if (command == Command::correct_keep || command == Command::correct_take_back) {
    sub.add_option("ENTRY", words.entry, "The entry that made it, as comity correct list has it")
        ->required();
  }
  add_reason(sub, words);
}

}  // namespace comity::cli
