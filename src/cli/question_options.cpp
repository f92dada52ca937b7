#include "cli/question_options.h"

#include <CLI/CLI.hpp>
#include <array>

#include "service/finding/plots.h"

namespace comity::cli {
namespace {

constexpr auto kExports = std::to_array<ExportCommand>({
    {Command::export_recommendations, "recommendations", "One row for each clause", add_row_format,
     true},
    {Command::export_observations, "observations",
     "What treaty bodies recommend, one row for each paragraph", add_row_format, true},
    {Command::export_statements, "statements",
     "What States say in interactive dialogues, one row for each paragraph", add_row_format, true},
    {Command::export_document, "document", "One document, in another format", add_document_options},
    {Command::export_pledges, "pledges", "Pledges and voluntary commitments, one row each",
     add_pledges_options},
    {Command::export_mandates, "mandates", "What texts ask of whom, one row each", add_row_format},
    {Command::export_review, "review", "The lists of one review", add_review_options},
});

CLI::IsMember language() { return CLI::IsMember({"ar", "zh", "en", "fr", "ru", "es"}); }

void add_work(CLI::App& sub, Invocation& result) {
  sub.add_option("WORK", result.words, "A symbol (A/HRC/21/11) or ~id")->required();
}

}  // namespace

std::span<const ExportCommand> export_commands() { return kExports; }

void add_show_options(CLI::App& sub, Invocation& result) {
  add_work(sub, result);
  sub.add_option_function<std::vector<std::string>>(
         "--language",
         [&result](const std::vector<std::string>& languages) {
           if (languages.size() > 2) {
             throw CLI::ValidationError("--language", "a text stands beside one other at most");
           }
           result.language = result.text_language = languages.front();
           if (languages.size() == 2) result.beside = languages.back();
         },
         "Of the text, where there is a copy in it, and in which States are named; a second one "
         "behind a comma stands beside it")
      ->check(language())
      ->delimiter(',')
      ->allow_extra_args(false);
}

void add_compare_options(CLI::App& sub, Invocation& result) {
  sub.add_flag("--all", result.all, "Print what is the same too");
  sub.add_option("--language", result.text_language, "Of the copies that are compared")
      ->check(CLI::IsMember({"ar", "zh", "en", "fr", "ru", "es"}));
  sub.add_option(
      "--amended-by", result.amended_by,
      "What proposes amendments to the earlier text: it as amended is the later text, or "
      "the earlier one where a later is named");
  sub.add_option("--format", result.format,
                 "docx: the later text for word processors, with tracked changes")
      ->check(CLI::IsMember({"docx"}));
}

void add_fetch_options(CLI::App& sub, Invocation& result) {
  sub.add_option("SYMBOL", result.works, "As documents print it: A/HRC/21/11")->required();
  sub.add_option("--language", result.languages, "ar, zh, en, fr, ru, es; several with commas")
      ->check(CLI::IsMember({"ar", "zh", "en", "fr", "ru", "es"}))
      ->delimiter(',')
      ->allow_extra_args(false)
      ->default_str("en");
  sub.add_option("--format", result.formats,
                 "pdf, doc, docx; several with commas: the first that is there")
      ->check(CLI::IsMember({"pdf", "doc", "docx"}))
      ->delimiter(',')
      ->allow_extra_args(false)
      ->default_str("pdf");
  sub.add_option("--from", result.from,
                 "A folder, or the address of a mirror, instead of the document service")
      ->type_name("FOLDER");
  sub.add_option("--space", result.space, "Whose part of the installation");
  sub.add_flag("--publish", result.publish, "Let everyone see what was read");
  sub.add_flag("--dry-run", result.dry_run, "Say which addresses would be asked, and ask none");
}

// The environment is asked once, in from_environment(): CLI11 would ask it for every subcommand
// and let it win over the option of the one that runs.
void add_data_options(CLI::App& sub, Invocation& result) {
  sub.add_option("--data", result.data, "The installation's folder; also COMITY_DATA_DIR")
      ->type_name("FOLDER")
      ->default_str("~/.local/share/comity");
  sub.add_option("--database", result.database,
                 "A PostgreSQL instead of the embedded database: postgresql://HOST/NAME or "
                 "\"host=… dbname=…\"; also COMITY_DATABASE")
      ->type_name("ADDRESS");
  sub.add_option("--index", result.index,
                 "A folder for this process's own search index instead of the one in the "
                 "installation's folder; also COMITY_INDEX_DIR")
      ->type_name("FOLDER");
}

void add_search_options(CLI::App& sub, Invocation& result) {
  sub.add_option("QUERY", result.words,
                 "words, \"phrases\", prefix*, -not, OR, field:value; empty lists all");
  sub.add_option("--facets", result.facets, "Which facets to count")->delimiter(',');
  sub.add_option("--limit", result.limit, "How many results")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
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

void add_mandate_options(CLI::App& sub, std::vector<std::string>& filters, Invocation& result) {
  sub.add_option("QUERY", result.words, "Words of the paragraphs; empty for all");
  sub.add_option(
         "--filter", filters,
         "name=value; the names are addressee, body, session, due, state, kind, verb, work; "
         "several values of one are alternatives, =-value excludes")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  sub.add_option("--view", result.view, "A prepared view: racism, technical_assistance or upr")
      ->type_name("VIEW");
}

void add_plot_options(CLI::App& sub, Invocation& result) {
  sub.add_option("QUERY", result.words, "The question, as of a search; empty counts all");
  sub.add_option("--plot", result.plot, "time, positions, themes, states or matrix")
      ->check(CLI::IsMember(service::plot_names()))
      ->default_str(service::plot_names().front());
  sub.add_option("--format", result.rows, "csv, ndjson or xlsx: what counts anything as rows")
      ->check(CLI::IsMember({"csv", "ndjson", "xlsx"}));
}

void add_citation_options(CLI::App& sub, Invocation& result) {
  sub.add_option("SYMBOL", result.words, "What cites it; without one, all that is missing");
  auto* graph = sub.add_option("--graph", result.steps,
                               "What it cites too, and the same of those: one step or two");
  graph->check(CLI::IsMember({1, 2}));
  sub.add_option("--format", result.rows, "csv, ndjson or xlsx: the graph's citations as rows")
      ->check(CLI::IsMember({"csv", "ndjson", "xlsx"}))
      ->needs(graph);
}

void add_session_options(CLI::App& sub, Invocation& result) {
  sub.add_option("BODY", result.words, "Its code: GA, HRC, …; without one, all sessions");
  sub.add_option("NUMBER", result.number, "The session: 48");
  sub.add_option("--sponsor", result.sponsor, "Only texts that this State sponsors: FRA");
}

void add_token_options(CLI::App& sub, Invocation& result) {
  sub.add_option("--name", result.words, "What it is for")->required();
  sub.add_option("--scope", result.scopes,
                 "read (also what is internal), import, publish, correct; several with commas")
      ->required()
      ->delimiter(',');
  sub.add_option("--days", result.days, "How long it holds; 90 unless named")
      ->check(CLI::Range(1, 3660));
}

void add_lineage_options(CLI::App& sub, Invocation& result) {
  sub.add_option("WORK", result.words, "A symbol (A/HRC/RES/56/2) or ~id")->required();
  sub.add_option("PARAGRAPH", result.number, "Its number: 6 (b), PP3");
}

void add_generate_options(CLI::App& sub, Invocation& result) {
  sub.add_option("--recommendations", result.recommendations, "How many");
  sub.add_option("--seed", result.seed, "The same seed gives the same world")
      ->capture_default_str();
  auto* out = sub.add_option("--out", result.out, "The folder to write into");
  sub.add_flag("--import", result.into_installation, "Bring it straight into the installation")
      ->excludes(out);
}

void add_folder(CLI::App& sub, const char* what, Invocation& result) {
  sub.add_option("FOLDER", result.paths, what)->required()->expected(1);
}

void add_serve_options(CLI::App& sub, Invocation& result) {
  sub.add_option("--address", result.address, "Numeric address to listen on")
      ->capture_default_str();
  sub.add_option("--port", result.port, "0 picks a free one")->capture_default_str();
  sub.add_option("--origin", result.origin,
                 "https://… as people see it, where a reverse proxy with TLS stands before");
  sub.add_flag("--specimen", result.specimen, "Bring in the specimen where there is none");
  sub.add_flag("--no-link", result.no_link,
               "Print no link that signs the owner in; comity admin link gives one");
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

void add_document_options(CLI::App& sub, Invocation& result) {
  add_work(sub, result);
  sub.add_option_function<std::string>(
         "--language",
         [&result](const std::string& value) { result.language = result.text_language = value; },
         "Of the text, where there is a copy in it")
      ->check(language());
  sub.add_option("--format", result.format,
                 "akn (Akoma Ntoso), docx, html (one file) or json (as show)")
      ->check(CLI::IsMember({"akn", "docx", "html", "json"}))
      ->required();
}

void add_row_format(CLI::App& sub, Invocation& result) {
  sub.add_option("--format", result.format, "csv, ndjson or xlsx")
      ->check(CLI::IsMember({"csv", "ndjson", "xlsx"}))
      ->capture_default_str();
}

void add_pledges_options(CLI::App& sub, Invocation& result) {
  sub.add_option("--format", result.format, "csv or ndjson")
      ->check(CLI::IsMember({"csv", "ndjson"}))
      ->capture_default_str();
  sub.add_option("--state", result.state, "Only of this State: BRA")->type_name("CODE");
  sub.add_option("--cycle", result.cycle, "Only of this cycle")->check(CLI::Range(1, 99));
}

void add_review_options(CLI::App& sub, Invocation& result) {
  sub.add_option("STATE", result.words, "Its ISO 3166-1 alpha-3 code (BRA)")->required();
  sub.add_option("CYCLE", result.cycle, "1, 2, 3, …")->required()->check(CLI::Range(1, 99));
  sub.add_option("--format", result.format,
                 "docx (the report's lists), xlsx (a sheet a list), csv or ndjson")
      ->check(CLI::IsMember({"docx", "xlsx", "csv", "ndjson"}))
      ->capture_default_str();
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
