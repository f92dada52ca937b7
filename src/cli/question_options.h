#pragma once

#include <span>

#include "cli/command_line.h"

namespace CLI {
class App;
}

// The words of the larger questions to the record, and of some commands more, beside the options of
// all commands. `result` must live as long as `sub`.
namespace comity::cli {

/// `comity show`: what, and in which language or two.
void add_show_options(CLI::App& sub, Invocation& result);
/// `comity compare`: which copies, and how they are printed.
void add_compare_options(CLI::App& sub, Invocation& result);
/// `comity fetch`: which documents, where from and where to.
void add_fetch_options(CLI::App& sub, Invocation& result);
/// Which record, and which index.
void add_data_options(CLI::App& sub, Invocation& result);
/// `comity search`: the question, what is counted and how much is printed.
void add_search_options(CLI::App& sub, Invocation& result);
/// `comity similar`: the recommendation or text, and how it is printed.
void add_similar_options(CLI::App& sub, Invocation& result);
/// `comity asked`: the submission, and the review that it is set beside.
void add_asked_options(CLI::App& sub, Invocation& result);
/// `comity plot`: the question, which plot, and rows in place of a table.
void add_plot_options(CLI::App& sub, Invocation& result);
/// `comity mandates` and `comity export mandates`: which; filters wait in `filters` to be split.
void add_mandate_options(CLI::App& sub, std::vector<std::string>& filters, Invocation& result);
/// `comity citations`: of all, of what cites that symbol, or the graph around it.
void add_citation_options(CLI::App& sub, Invocation& result);
/// `comity session`: the body and the number; neither for the list.
void add_session_options(CLI::App& sub, Invocation& result);
/// `comity token create`: what it is for, what it may and how long.
void add_token_options(CLI::App& sub, Invocation& result);
/// `comity lineage`: the text, and a paragraph of it.
void add_lineage_options(CLI::App& sub, Invocation& result);
/// `comity serve`: where it listens, and how much one network may ask for.
void add_serve_options(CLI::App& sub, Invocation& result);
/// `comity generate`: which world, and where it goes.
void add_generate_options(CLI::App& sub, Invocation& result);
/// `comity backup` and `comity restore`: the folder.
void add_folder(CLI::App& sub, const char* what, Invocation& result);
/// `comity export document`: which, in which language and how it is written.
void add_document_options(CLI::App& sub, Invocation& result);
/// `comity export …` of rows: how they are written.
void add_row_format(CLI::App& sub, Invocation& result);
/// `comity export pledges`: whose, and how they are written.
void add_pledges_options(CLI::App& sub, Invocation& result);
/// `comity export review`: which, and how it is written.
void add_review_options(CLI::App& sub, Invocation& result);
/// A command below `export`, with its own options.
struct ExportCommand {
  Command command = Command::export_recommendations;
  const char* name = nullptr;
  const char* help = nullptr;
  void (*add_options)(CLI::App&, Invocation&) = nullptr;
  bool found = false;  ///< it takes the filters of a search
};
/// In the order of the help.
[[nodiscard]] std::span<const ExportCommand> export_commands();
/// `comity sources rows`: which rows.
void add_source_rows_options(CLI::App& sub, Invocation& result);
/// `comity measure`: the table, which its subcommands do without.
void add_measure_options(CLI::App& sub, Invocation& result);
/// `comity measure tags`, `comity train`: the table that is learnt from.
void add_measure_tags_options(CLI::App& sub, Invocation& result);
void add_train_options(CLI::App& sub, Invocation& result);
/// Of `comity import` and `comity sources columns`: what the columns of a table mean.
void add_columns_option(CLI::App& sub, const char* name, Invocation& result);

}  // namespace comity::cli
