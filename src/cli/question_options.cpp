#include "cli/question_options.h"

#include <CLI/CLI.hpp>

namespace comity::cli {

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

void add_rate_options(CLI::App& sub, Invocation& result) {
  const auto rate = [&](const char* name, std::optional<int>& value, const char* what) {
    sub.add_option(name, value, what)->check(CLI::Range(0, 1'000'000));
  };
  rate("--searches", result.searches,
       "Searches and page images a minute from one network; 1200 unless named, 0 for no limit");
  rate("--downloads", result.downloads,
       "Searches as CSV or NDJSON a minute from one network; 60 unless named, 0 for no limit");
  rate("--uploads", result.uploads,
       "Uploads and parts of them a minute from one network; 1200 unless named, 0 for no limit");
}

void add_measure_options(CLI::App& sub, Invocation& result) {
  auto* against = sub.add_option("--against", result.paths, "The table: CSV, TSV or XLSX")
                      ->type_name("FILE")
                      ->expected(1);
  sub.require_subcommand(0, 1);
  // CLI11 runs a subcommand's callback before the one of what it belongs to.
  sub.callback([&sub, &result, against] {
    if (!sub.get_subcommands().empty()) return;
    if (against->empty()) throw CLI::RequiredError("--against");
    result.command = Command::measure;
  });
}

void add_measure_tags_options(CLI::App& sub, Invocation& result) {
  add_train_options(sub, result);
  sub.add_option("--held-out", result.held_out, "How many of the last sessions are not learnt from")
      ->type_name("SESSIONS")
      ->check(CLI::Range(1, 99))
      ->capture_default_str();
}

void add_train_options(CLI::App& sub, Invocation& result) {
  sub.add_option("--from", result.paths, "The table: a CSV of UPR Info's form")
      ->type_name("FILE")
      ->required()
      ->expected(1);
}

}  // namespace comity::cli
