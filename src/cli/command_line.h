#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "cli/words.h"

// The words of the command line as plain values (design 9).
namespace comity::cli {

enum class Command : std::uint8_t {
  serve,
  open,
  import,
  fetch,
  reread,
  search,
  complete,
  searches,
  searches_save,
  searches_rename,
  searches_delete,
  searches_seen,
  show,
  compare,
  check,
  similar,
  asked,
  mandates,
  plot,
  lineage,
  citations,
  session,
  export_mandates,
  export_recommendations,
  export_observations,
  export_statements,
  measure,
  measure_tags,
  train,
  tags,
  sources_list,
  sources_rows,
  sources_refused,
  sources_columns,
  export_pledges,
  export_document,
  export_review,
  journal_verify,
  rebuild,
  generate,
  backup,
  restore,
  admin_link,
  manual,
  completion,
  token_create,
  token_list,
  token_revoke,
  correct_clause,
  correct_split,
  correct_merge,
  correct_position,
  correct_list,
  correct_keep,
  correct_take_back,
  settle,
  people,
  people_show,
  people_invite,
  people_link,
  people_role,
  people_sign_out,
  people_close,
  consultation,
  consultation_show,
  consultation_write,
  consultation_open,
  consultation_extend,
  consultation_close,
  consultation_publish,
  consultation_replies,
  consultation_letters,
  consultation_passages,
  consultation_proposals,
  consultation_synthesis,
  consultation_report,
  tag,
};

/// How an answer is printed.
enum class Face : std::uint8_t { text, json };

/// What a person decides of a recommendation or of a row of a source.
struct DecisionWords {
  std::string number;  ///< of the recommendation, with its clause
  std::optional<std::string> text;
  std::optional<std::string> states;
  std::vector<std::string> parts;
  std::string with;  ///< another recommendation's number
  std::optional<std::string> position;
  std::string counts_as;
  std::uint64_t entry = 0;  ///< the correction
  std::uint32_t row = 0;
  std::string by;
  std::string clause;
  bool none = false;
  bool take_back = false;
  std::string reason;
  std::vector<std::string> tag;      ///< the recommendation, what to say, and tags
  std::optional<std::string> found;  ///< tag: what this search finds, in place of a recommendation
  std::filesystem::path refused;     ///< tag: where rows that were refused are put
};

struct Invocation {
  Command command = Command::serve;
  std::filesystem::path data;   ///< the installation's folder
  std::string database;         ///< a PostgreSQL's address; empty: embedded
  std::filesystem::path index;  ///< this process's own; empty: in the folder
  Face face = Face::text;
  std::vector<std::filesystem::path> paths;  ///< import, open; measure, train, tag: the table;
                                             ///< backup, restore: the folder
  std::string space;                         ///< import, fetch, people, consultation write
  bool publish = false;                      ///< import, fetch, consultation report
  /// reread, empty for all; compare: the two; fetch: symbols; import: of files that show none
  std::vector<std::string> works;
  bool dry_run = false;                         ///< import, fetch, reread, tag
  std::vector<std::string> languages = {"en"};  ///< fetch
  std::vector<std::string> formats = {"pdf"};   ///< fetch: in the order they are tried
  std::string from;     ///< fetch: a folder or mirror; consultation passages, proposals, synthesis:
                        ///< rows to write
  std::string columns;  ///< import, sources columns: what they mean, or @ and a file that says it
  std::string name;     ///< sources columns, searches: under which it is kept
  /// search, complete: the query; searches: the search, or its name; show, export document: the
  /// work; export review: the State; sources: the source; token, people: name or id; consultation:
  /// the call; manual: the command; completion: the shell
  std::string words;
  std::string language = "en";
  std::string text_language;  ///< show, compare: of the text; empty for the leading copy
  std::string sponsor;        ///< session: whose texts; empty: all
  int steps = 0;              ///< citations: of the graph around a text; 0: no graph
  std::string amended_by;     ///< compare: what proposes amendments to the earlier text
  std::vector<std::pair<std::string, std::string>> filters;
  std::string standing;    ///< sources rows; empty for all
  std::string state;       ///< sources rows, empty for all; asked, empty to guess
  std::size_t header = 0;  ///< sources columns: the row that names them; 0: as the table is read
  int cycle = 0;           ///< export review; sources rows, 0 for all; asked, 0 to guess
  std::string text;        ///< similar: in place of a recommendation
  std::string rows;        ///< similar: csv or ndjson; empty for people
  std::string view;        ///< mandates: a prepared view
  std::string plot;        ///< plot: which
  std::string number;      ///< lineage: of the paragraph; empty for the text alone; tags: the
                           ///< recommendation, in place of a text
  std::vector<std::string> facets;
  std::string format = "csv";  ///< export
  std::size_t limit = 20;
  bool check = false;                 ///< rebuild
  bool all = false;                   ///< compare: what is the same too
  std::string schema;                 ///< check: the file of an XML Schema, or empty
  bool strict = false;                ///< check: an exit code where something is marked
  int held_out = 3;                   ///< measure tags: sessions
  std::uint64_t seed = 1;             ///< generate
  std::size_t recommendations = 0;    ///< generate; 0: the default world's
  std::filesystem::path out;          ///< generate, manual
  bool into_installation = false;     ///< generate --import
  std::string address = "127.0.0.1";  ///< serve
  std::uint16_t port = 8080;          ///< serve
  bool specimen = false;              ///< serve
  bool no_link = false;               ///< serve
  std::optional<int> searches;      ///< serve: a minute and network; the server's own rate, 0 none
  std::optional<int> downloads;     ///< serve: the same of streams
  std::optional<int> uploads;       ///< serve: the same of parts of files
  std::vector<std::string> scopes;  ///< token create
  int days = 0;                     ///< token create; 0: as long as tokens hold as a rule
  DecisionWords decision;           ///< correct, settle, tag
  std::string origin;  ///< serve, admin link, people invite and link: the address people see
  std::string role;    ///< people invite, role; "none" takes it
  std::string beside;  ///< show: the language of the text beside it; empty for none
};

/// What is printed instead of running: help, the version, or what is wrong with the words.
struct Ending {
  int code = 0;
  std::string text;
};

[[nodiscard]] std::variant<Invocation, Ending> parse_command_line(int argc,
                                                                  const char* const* argv);

/// What it understands, for the manual and the shells' completions.
[[nodiscard]] CommandWords described_command_line();

}  // namespace comity::cli
