#include "cli/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <sstream>

#include "base/text.h"
#include "cli/consultation_options.h"
#include "cli/decision_options.h"
#include "cli/described.h"
#include "cli/environment.h"
#include "cli/exit_codes.h"
#include "cli/finding_options.h"
#include "cli/people_options.h"
#include "cli/question_options.h"

namespace comity::cli {
namespace {

/// The program's commands, bound to one Invocation.
class Words {
 public:
  Words() : app_("Comity reads United Nations documents and keeps what they say.", "comity") {
    app_.require_subcommand(1);
    app_.set_version_flag("--version", "comity 0.1.0");
    result_.data = from_environment("COMITY_DATA_DIR");
    if (result_.data.empty()) result_.data = default_data();
    result_.database = from_environment("COMITY_DATABASE");
    result_.index = from_environment("COMITY_INDEX_DIR");
    serve();
    open();
    import();
    fetch();
    reread();
    search();
    finding();
    show();
    compare();
    check();
    similar();
    asked();
    mandates();
    plot();
    lineage();
    citations();
    session();
    exports();
    measure();
    train();
    tags();
    sources();
    decisions();
    list_and(Command::people, "people", "See who has which role in which space", people_commands(),
             add_people_options);
    list_and(Command::consultation, "consultation", "See the calls for input",
             consultation_commands(), add_consultation_options);
    journal();
    rebuild();
    generate();
    backup();
    restore();
    admin();
    manual();
    completion();
  }

  [[nodiscard]] CommandWords described() const { return cli::described(app_, ""); }

  std::variant<Invocation, Ending> parse(int argc, const char* const* argv) {
    try {
      app_.parse(argc, argv);
      split_filters(filters_, result_);
    } catch (const CLI::ParseError& error) {
      std::ostringstream out;
      const int code = app_.exit(error, out, out);
      return Ending{code == 0 ? kDone : kUsage, out.str()};
    }
    return std::move(result_);
  }

 private:
  CLI::App* command(CLI::App& parent, Command value, const char* name, const char* help) {
    auto* sub = parent.add_subcommand(name, help);
    std::string whole = name;
    for (const auto* above = &parent; above->get_parent() != nullptr; above = above->get_parent()) {
      whole.insert(0, above->get_name() + " ");
    }
    sub->footer(std::string(about(whole)));
    sub->callback([this, value] { result_.command = value; });
    return sub;
  }

  /// A command that says something by itself, and has others below it.
  template <typename Commands, typename Add>
  void alone_or_below(CLI::App* sub, Command alone, Commands commands, Add add) {
    data_option(sub);
    json_option(sub);
    sub->require_subcommand(0, 1);
    // CLI11 runs a subcommand's callback before the one of what it belongs to.
    sub->callback([this, sub, alone] {
      if (sub->get_subcommands().empty()) result_.command = alone;
    });
    for (const auto& each : commands) {
      auto* one = command(*sub, each.command, each.name, each.help);
      data_option(one);
      add(*one, each.command);
      json_option(one);
    }
  }

  void data_option(CLI::App* sub) { add_data_options(*sub, result_); }

  void json_option(CLI::App* sub) {
    sub->add_flag_callback("--json", [this] { result_.face = Face::json; }, "Print JSON");
  }

  void filter_option(CLI::App* sub) { add_filter_option(*sub, filters_); }

  void language_option(CLI::App* sub) {
    sub->add_option("--language", result_.language, "In which States are named")
        ->check(CLI::IsMember({"ar", "zh", "en", "fr", "ru", "es"}));
  }

  void serve() {
    auto* sub = command(app_, Command::serve, "serve", "Serve the record to browsers and programs");
    data_option(sub);
    add_serve_options(*sub, result_);
  }

  void open() {
    auto* sub = command(app_, Command::open, "open", "Show one document in the browser");
    auto* file = sub->add_option("FILE", result_.paths, "A resolution, draft or report");
    file->required()->expected(1);
    sub->add_option("--port", open_port_, "0 picks a free one")->capture_default_str();
    sub->callback([this] {
      result_.command = Command::open;
      result_.port = open_port_;
    });
  }

  void import() {
    auto* sub = command(app_, Command::import, "import",
                        "Read files, folders and ZIP archives into the record");
    data_option(sub);
    sub->add_option("PATH", result_.paths, "Files, folders and ZIP archives")->required();
    sub->add_option("--space", result_.space, "Whose part of the installation");
    sub->add_flag("--publish", result_.publish, "Let everyone see what was read");
    sub->add_flag("--dry-run", result_.dry_run, "Say what would change, and change nothing");
    add_columns_option(*sub, "--columns", result_);
    sub->add_option_function<std::string>(
        "--as", [this](const std::string& symbol) { result_.works = {symbol}; },
        "The symbol of the work that files without one are texts of");
    json_option(sub);
  }

  void fetch() {
    auto* sub = command(app_, Command::fetch, "fetch",
                        "Bring documents by their symbols from the document service, and import");
    data_option(sub);
    add_fetch_options(*sub, result_);
    json_option(sub);
  }

  void reread() {
    auto* sub = command(app_, Command::reread, "reread",
                        "Read stored files again, after the reader has become better");
    data_option(sub);
    auto* works = sub->add_option("SYMBOL", result_.works, "Symbols (A/HRC/21/11) or ~ids");
    auto* all = sub->add_flag("--all", all_works_, "All works");
    works->excludes(all);
    sub->add_flag("--dry-run", result_.dry_run, "Only show what would change; write nothing");
    json_option(sub);
    sub->callback([this] {
      result_.command = Command::reread;
      if (result_.works.empty() && !all_works_) throw CLI::RequiredError("SYMBOL or --all");
    });
  }

  void search() {
    auto* sub = command(app_, Command::search, "search", "One question over everything");
    data_option(sub);
    add_search_options(*sub, result_);
    filter_option(sub);
    language_option(sub);
    json_option(sub);
  }

  void finding() {
    auto* complete = command(app_, Command::complete, "complete",
                             "How a question that is being typed may go on");
    data_option(complete);
    add_complete_options(*complete, result_);
    language_option(complete);
    json_option(complete);
    auto* searches = command(app_, Command::searches, "searches",
                             "The searches that the owner keeps, with what is new of each");
    alone_or_below(searches, Command::searches, searches_commands(),
                   [this](CLI::App& one, Command each) {
                     add_searches_options(one, each, result_);
                     if (each == Command::searches_save) filter_option(&one);
                   });
  }

  void show() {
    auto* sub = command(app_, Command::show, "show", "Print one document as structure");
    data_option(sub);
    add_show_options(*sub, result_);
    json_option(sub);
  }

  void compare() {
    auto* sub = command(app_, Command::compare, "compare",
                        "Show two texts beside each other, paragraph by paragraph");
    data_option(sub);
    sub->add_option("TEXT", result_.works,
                    "The earlier text and the later: symbols (A/HRC/RES/56/2), ~ids or files; with "
                    "--amended-by one of them, or none")
        ->expected(0, 2);
    add_compare_options(*sub, result_);
    json_option(sub);
  }

  void check() {
    auto* sub = command(app_, Command::check, "check", "Say what an editor would mark in a text");
    data_option(sub);
    sub->add_option("FILE", result_.paths, "Resolutions, drafts or reports")->required();
    sub->add_option("--schema", result_.schema,
                    "Hold XML files against this XML Schema, as that of Akoma Ntoso");
    sub->add_flag("--strict", result_.strict, "End with 13 where something is marked");
    json_option(sub);
  }

  void similar() {
    auto* sub = command(app_, Command::similar, "similar",
                        "Find recommendations that ask for the same, over States and cycles");
    data_option(sub);
    add_similar_options(*sub, result_);
    filter_option(sub);
    language_option(sub);
    json_option(sub);
  }

  void asked() {
    auto* sub = command(app_, Command::asked, "asked",
                        "See which asks of a submission came back as recommendations");
    data_option(sub);
    add_asked_options(*sub, result_);
    language_option(sub);
    json_option(sub);
  }

  void mandates() {
    auto* sub = command(app_, Command::mandates, "mandates",
                        "See what texts ask of whom, and what their bodies promise");
    data_option(sub);
    add_mandate_options(*sub, filters_, result_);
    language_option(sub);
    json_option(sub);
  }

  void plot() {
    auto* sub = command(app_, Command::plot, "plot", "Count what a search finds, by two facets");
    data_option(sub);
    add_plot_options(*sub, result_);
    filter_option(sub);
    language_option(sub);
    json_option(sub);
  }

  void lineage() {
    auto* sub = command(app_, Command::lineage, "lineage", "Follow a text or paragraph back");
    data_option(sub);
    add_lineage_options(*sub, result_);
    json_option(sub);
  }

  void citations() {
    auto* sub = command(app_, Command::citations, "citations",
                        "See what texts cite and the record does not hold");
    data_option(sub);
    add_citation_options(*sub, result_);
    json_option(sub);
  }

  void session() {
    auto* sub = command(app_, Command::session, "session",
                        "See a session's texts by agenda item, and what was promised for it");
    data_option(sub);
    add_session_options(*sub, result_);
    language_option(sub);
    json_option(sub);
  }

  void exports() {
    auto* sub = app_.add_subcommand("export", "Write the record out for other programs");
    sub->require_subcommand(1);
    for (const auto& each : export_commands()) {
      auto* one = command(*sub, each.command, each.name, each.help);
      data_option(one);
      if (each.command == Command::export_mandates) add_mandate_options(*one, filters_, result_);
      each.add_options(*one, result_);
      if (each.found) filter_option(one);
    }
  }

  void measure() {
    auto* sub = command(app_, Command::measure, "measure",
                        "Compare the record with a table that others have drawn up");
    data_option(sub);
    json_option(sub);
    add_measure_options(*sub, result_);
    auto* tags = command(*sub, Command::measure_tags, "tags",
                         "How far tags can be trusted: on rows that the model has not seen");
    data_option(tags);
    add_measure_tags_options(*tags, result_);
    json_option(tags);
  }

  void tags() {
    auto* sub =
        command(app_, Command::tags, "tags", "See what a text is about, as a machine guesses");
    data_option(sub);
    auto* text =
        sub->add_option("TEXT", result_.words, "A recommendation or paragraph, in English");
    sub->add_option("--of", result_.number, "One of the record: A/HRC/21/11/119.1")
        ->type_name("RECOMMENDATION")
        ->excludes(text);
    json_option(sub);
  }

  void train() {
    auto* sub = command(app_, Command::train, "train", "Learn from a table how to give tags");
    data_option(sub);
    add_train_options(*sub, result_);
    json_option(sub);
  }

  void sources() {
    auto* sub =
        app_.add_subcommand("sources", "Tables of recommendations that others have drawn up");
    sub->require_subcommand(1);
    auto* list =
        command(*sub, Command::sources_list, "list", "Every source, and what became of its rows");
    auto* rows = command(*sub, Command::sources_rows, "rows",
                         "The rows of a source beside the clauses they are compared with");
    auto* refused = command(*sub, Command::sources_refused, "refused",
                            "The rows that were not taken, as a CSV with the reasons");
    auto* columns = command(*sub, Command::sources_columns, "columns",
                            "What the columns of a table are taken for; --set says what they mean");
    add_columns_option(*columns, "--set", result_);
    columns->add_option("--name", result_.name, "Under which it is kept");
    columns
        ->add_option("--header", result_.header,
                     "The row that names the columns, where it is not the one that was found")
        ->check(CLI::Range(1, 10));
    for (auto* each : {rows, refused, columns}) {
      each->add_option("SOURCE", result_.words, "As the list has it: ~id, or its title")
          ->required();
    }
    add_source_rows_options(*rows, result_);
    language_option(rows);
    for (auto* each : {list, rows, refused, columns}) data_option(each);
    for (auto* each : {list, rows, columns}) json_option(each);
  }

  void decisions() {
    const auto add = [this](CLI::App& parent, const DecisionCommand& each) {
      auto* sub = command(parent, each.command, each.name, each.help);
      data_option(sub);
      add_decision_options(*sub, each.command, result_);
      if (each.command == Command::tag) filter_option(sub);
      language_option(sub);
      json_option(sub);
    };
    auto* sub = app_.add_subcommand("correct", "What people correct of what was read");
    sub->require_subcommand(1);
    for (const auto& each : correct_commands()) add(*sub, each);
    add(app_, {Command::settle, "settle", "Say which clause a row of a source is"});
    add(app_, {Command::tag, "tag", "Confirm, remove or add tags of recommendations"});
  }

  template <typename Below, typename Add>
  void list_and(Command list, const char* name, const char* help, Below below, Add add) {
    alone_or_below(command(app_, list, name, help), list, below,
                   [this, add](CLI::App& one, Command each) { add(one, each, result_); });
  }

  void journal() {
    auto* sub = app_.add_subcommand("journal", "What happened, provably")->require_subcommand(1);
    auto* verify = command(*sub, Command::journal_verify, "verify",
                           "Recompute every commitment and every tree");
    data_option(verify);
    json_option(verify);
  }

  void rebuild() {
    auto* sub = command(app_, Command::rebuild, "rebuild", "Make the tables anew from the journal");
    data_option(sub);
    sub->add_flag("--check", result_.check, "Only compare the tables with the journal's replay");
    json_option(sub);
  }

  void generate() {
    auto* sub =
        command(app_, Command::generate, "generate", "Write an invented world, the specimen");
    data_option(sub);
    add_generate_options(*sub, result_);
    json_option(sub);
    sub->callback([this] {
      result_.command = Command::generate;
      if (result_.out.empty() && !result_.into_installation) {
        throw CLI::RequiredError("--out or --import");
      }
    });
  }

  void backup() {
    auto* sub = command(app_, Command::backup, "backup", "Copy the whole record into a new folder");
    data_option(sub);
    add_folder(*sub, "The new folder", result_);
    json_option(sub);
  }

  void restore() {
    auto* sub = command(app_, Command::restore, "restore",
                        "Bring a backup into an installation that is still empty");
    data_option(sub);
    add_folder(*sub, "What comity backup has written", result_);
    json_option(sub);
  }

  void admin() {
    auto* sub = app_.add_subcommand("admin", "Look after the installation")->require_subcommand(1);
    auto* link = command(*sub, Command::admin_link, "link",
                         "Print a new one-time link that signs the owner in");
    data_option(link);
    link->add_option("--origin", result_.origin,
                     "The server's address as people see it, if it is not the one that runs");
    json_option(link);
    token(*sub);
  }

  void token(CLI::App& parent) {
    auto* sub = parent.add_subcommand("token", "Secrets by which programs act for the owner");
    sub->require_subcommand(1);
    auto* create = command(*sub, Command::token_create, "create",
                           "Make a token and print its secret, which is kept nowhere else");
    add_token_options(*create, result_);
    auto* list = command(*sub, Command::token_list, "list", "The tokens that hold");
    auto* revoke = command(*sub, Command::token_revoke, "revoke", "End a token at once");
    revoke->add_option("ID", result_.words, "As the list has it")->required();
    for (auto* each : {create, list, revoke}) data_option(each);
    for (auto* each : {create, list, revoke}) json_option(each);
  }

  void manual() {
    auto* sub = command(app_, Command::manual, "manual", "Print the manual page of a command");
    sub->add_option("COMMAND", manual_of_, "Which; the program's own page when left out");
    sub->add_option("--out", result_.out, "Write every page into this folder instead")
        ->type_name("FOLDER");
    sub->callback([this] {
      result_.command = Command::manual;
      result_.words = fmt::format("{}", fmt::join(manual_of_, " "));
    });
  }

  void completion() {
    auto* sub = command(app_, Command::completion, "completion",
                        "Print what lets a shell complete these commands");
    sub->add_option("SHELL", result_.words, "Which shell")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  }

  CLI::App app_;
  Invocation result_;
  std::vector<std::string> filters_;
  std::vector<std::string> manual_of_;
  std::uint16_t open_port_ = 0;
  bool all_works_ = false;
};

}  // namespace

std::variant<Invocation, Ending> parse_command_line(int argc, const char* const* argv) {
  return Words().parse(argc, argv);
}

CommandWords described_command_line() { return Words().described(); }

}  // namespace comity::cli
