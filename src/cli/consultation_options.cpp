#include "cli/consultation_options.h"

#include <CLI/CLI.hpp>
#include <array>

namespace comity::cli {
namespace {

constexpr auto kConsultation = std::to_array<ConsultationCommand>({
    {Command::consultation_show, "show", "One call for input"},
    {Command::consultation_write, "write", "Make a call from a JSON file, or write it anew"},
    {Command::consultation_open, "open", "Publish a call, which takes replies from then on"},
    {Command::consultation_extend, "extend", "Give a call another deadline"},
    {Command::consultation_close, "close", "Take no more replies"},
    {Command::consultation_publish, "publish-replies",
     "Show to everyone what may be published of the replies, or no longer"},
    {Command::consultation_replies, "replies", "Who has answered, or one reply"},
    {Command::consultation_letters, "letters", "Write letters of invitation as DOCX"},
    {Command::consultation_passages, "passages", "What was marked in replies, and agreement"},
    {Command::consultation_proposals, "proposals", "Codes that a machine proposes for a reply"},
    {Command::consultation_synthesis, "synthesis", "Lines with their sources, and coverage"},
    {Command::consultation_report, "report", "The report, also as DOCX, CSV or NDJSON"},
});

}  // namespace

std::span<const ConsultationCommand> consultation_commands() { return kConsultation; }

void add_consultation_options(CLI::App& sub, Command command, Invocation& result) {
  if (command == Command::consultation_write) {
    sub.add_option("FILE", result.paths, "The call as JSON")
        ->required()
        ->expected(1)
        ->type_name("FILE");
    sub.add_option("--call", result.words, "Which call takes this version; a new one without it");
    sub.add_option("--space", result.space,
                   "Of a new call; the installation's own unless named here or in the file");
    return;
  }
  sub.add_option("CALL", result.words, "As comity consultation has it")->required();
  if (command == Command::consultation_extend) {
    sub.add_option("DEADLINE", result.text,
                   "As clocks of the call's time zone show it: 2026-12-31T18:00")
        ->required();
  }
  if (command == Command::consultation_publish) {
    sub.add_flag("--no-longer", result.all, "Show them to readers of submissions alone");
  }
  if (command == Command::consultation_replies) {
    sub.add_option("REPLY", result.number, "Which; a list of all without it");
  }
  if (command == Command::consultation_passages || command == Command::consultation_proposals ||
      command == Command::consultation_synthesis || command == Command::consultation_report) {
    sub.add_option("--language", result.language, "Of titles, counts and the report's own words")
        ->check(CLI::IsMember({"ar", "zh", "en", "fr", "ru", "es"}));
  }
  if (command == Command::consultation_passages) {
    sub.add_option("REPLY", result.number, "Which to read; the list of all without it");
    sub.add_option("--from", result.from, "Marks passages: one JSON object a line")
        ->type_name("FILE");
  }
  if (command == Command::consultation_proposals) {
    sub.add_option("REPLY", result.number, "For which; without it how good they are");
    sub.add_option("--from", result.from, "Accepts or dismisses them: one JSON object a line")
        ->type_name("FILE");
  }
  if (command == Command::consultation_synthesis) {
    sub.add_option("--from", result.from, "Writes lines: one JSON object a line")
        ->type_name("FILE");
  }
  if (command == Command::consultation_report) {
    sub.add_option("--format", result.rows, "docx, csv or ndjson; for people without it")
        ->check(CLI::IsMember({"docx", "csv", "ndjson"}));
    auto* const publish = sub.add_flag("--publish", result.publish, "Show it to everyone");
    sub.add_flag("--annex", result.strict, "With the passages that no line uses")->needs(publish);
    sub.add_flag("--no-longer", result.all, "Show it to those alone who write it")
        ->excludes(publish);
  }
  if (command == Command::consultation_letters) {
    sub.add_option("--to", result.works, "A body to be invited; may be given more than once");
    sub.add_option("--out", result.out, "Into which folder")->required()->type_name("FOLDER");
    sub.add_option("--origin", result.origin, "The server's address as people see it")->required();
  }
}

}  // namespace comity::cli
