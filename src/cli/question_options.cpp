#include "cli/question_options.h"

#include <CLI/CLI.hpp>

namespace comity::cli {

void add_compare_options(CLI::App& sub, Invocation& result) {
  sub.add_flag("--all", result.all, "Print what is the same too");
  sub.add_option("--language", result.text_language, "Of the copies that are compared")
      ->check(CLI::IsMember({"ar", "zh", "en", "fr", "ru", "es"}));
  sub.add_option("--format", result.format,
                 "docx: the later text for word processors, with tracked changes")
      ->check(CLI::IsMember({"docx"}));
}

void add_similar_options(CLI::App& sub, Invocation& result) {
  sub.add_option("RECOMMENDATION", result.words, "As its page names it: A/HRC/21/11/119.1");
  sub.add_option("--text", result.text, "A text, in place of a recommendation")
      ->excludes("RECOMMENDATION");
  sub.add_option("--format", result.rows, "csv or ndjson: all of them as rows")
      ->check(CLI::IsMember({"csv", "ndjson"}));
}

void add_asked_options(CLI::App& sub, Invocation& result) {
  sub.add_option("FILE", result.paths, "A submission: PDF, DOCX, text")->required()->expected(1);
  sub.add_option("--state", result.state, "The State under review: BRA")->type_name("CODE");
  sub.add_option("--cycle", result.cycle, "Of its review")->check(CLI::Range(1, 99));
}

void add_source_rows_options(CLI::App& sub, Invocation& result) {
  sub.add_option("--standing", result.standing, "Only rows that stand so")
      ->check(CLI::IsMember({"agreed", "doubtful", "unmatched", "settled", "waiting", "repeated"}));
  sub.add_option("--state", result.state, "Only of this State under review: BRA")
      ->type_name("CODE");
  sub.add_option("--cycle", result.cycle, "Only of this cycle")->check(CLI::Range(1, 99));
  sub.add_option("--limit", result.limit, "How many rows")
      ->capture_default_str()
      ->check(CLI::Range(1, 100000));
}

void add_columns_option(CLI::App& sub, const char* name, Invocation& result) {
  sub.add_option(name, result.columns,
                 "text=3,state=Name,cycle:3: columns by number or name, : for every row; @FILE");
}

}  // namespace comity::cli
