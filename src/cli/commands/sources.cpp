#include "cli/commands/sources.h"

#include <fmt/format.h>

#include <ostream>

#include "cli/exit_codes.h"
#include "service/sources/sources.h"

namespace comity::cli {
namespace {

using base::JsonObject;
using base::Result;

/// In place of what columns mean: that it is to be found out again.
constexpr std::string_view kFoundOut = "auto";

std::int64_t count_in(const JsonObject& object, std::string_view name) {
  return base::integer_at(base::object_at(object, name), "value");
}

std::string counts_line(const JsonObject& counts) {
  return fmt::format("{} rows: {} agreed, {} doubtful, {} unmatched, {} settled, {} waiting",
                     count_in(counts, "rows"), count_in(counts, "agreed"),
                     count_in(counts, "doubtful"), count_in(counts, "unmatched"),
                     count_in(counts, "settled"), count_in(counts, "waiting")) +
         (count_in(counts, "repeated") > 0
              ? fmt::format(", {} repeated", count_in(counts, "repeated"))
              : std::string());
}

void print_list(const JsonObject& body, std::ostream& out) {
  for (const auto& value : base::array_at(body, "sources")) {
    const auto& source = value.as_object();
    const auto& work = base::object_at(source, "work");
    out << base::text_at(work, "work") << "  " << base::text_at(work, "title") << "\n  "
        << counts_line(base::object_at(source, "counts"));
    if (const auto refused = count_in(source, "refused"); refused > 0) {
      out << fmt::format("; {} refused", refused);
    }
    out << "\n";
  }
}

std::string_view name_of(const JsonObject& object, std::string_view key) {
  const auto name = base::text_at(base::object_at(object, key), "name");
  return name.empty() ? "nobody" : name;
}

/// The texts of both, with what only one of them has marked as wdiff does.
std::string marked(const JsonObject& row) {
  std::string text;
  for (const auto& value : base::array_at(row, "differences")) {
    const auto& piece = value.as_object();
    const auto in = base::text_at(piece, "in");
    const auto words = base::text_at(piece, "text");
    if (!text.empty()) text += ' ';
    text += in == "report"   ? fmt::format("[-{}-]", words)
            : in == "source" ? fmt::format("{{+{}+}}", words)
                             : std::string(words);
  }
  return text;
}

/// Who settled the row, and why.
std::string settled(const JsonObject& row) {
  const auto& settlement = base::object_at(row, "settlement");
  if (settlement.empty()) return {};
  const auto& made = base::object_at(settlement, "made");
  const auto standing = base::text_at(settlement, "standing");
  return fmt::format("  {}by {}: {}\n", standing == "holds" ? "settled " : "was settled ",
                     base::text_at(made, "who"), base::text_at(made, "reason"));
}

void print_row(const JsonObject& row, std::ostream& out) {
  out << fmt::format("row {}  {} cycle {}, {}: {}", base::integer_at(row, "row"),
                     name_of(row, "state_under_review"), base::integer_at(row, "cycle"),
                     name_of(row, "by"), base::text_at(row, "standing"));
  const auto* found = row.if_contains("clause");
  const auto* clause = found == nullptr ? nullptr : found->if_object();
  if (clause == nullptr) {
    out << "\n  " << base::text_at(row, "text") << "\n" << settled(row);
    return;
  }
  const auto doubt = base::text_at(row, "doubt");
  out << fmt::format("{} {} {}{}, likeness {:.2f}, right {} %\n  {}\n",
                     doubt.empty() ? "" : fmt::format(" ({})", doubt),
                     base::text_at(*clause, "work"), base::text_at(*clause, "number"),
                     doubt == "state" ? fmt::format(" by {}", name_of(*clause, "by")) : "",
                     base::number_at(row, "likeness"), base::integer_at(row, "confidence"),
                     marked(row));
  out << settled(row);
  if (base::text_at(row, "answers") == "other") {
    out << fmt::format("  answer: {} in the source, {} in the report\n",
                       base::text_at(row, "response"), base::text_at(*clause, "counts_as"));
  }
}

Result<int> print_rows(service::Installation& installation, const Invocation& invocation,
                       const service::Ask& ask, const Streams& streams) {
  service::SourceRowsQuery query;
  query.standing = invocation.standing;
  query.state = invocation.state;
  query.cycle = invocation.cycle;
  query.limit = invocation.limit;
  COMITY_TRY(const auto answer, service::source_rows(installation, ask, invocation.words, query));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(answer.body);
    return kDone;
  }
  for (const auto& row : base::array_at(answer.body, "rows")) {
    print_row(row.as_object(), streams.out);
  }
  streams.out << count_in(answer.body, "count") << " rows\n";
  return kDone;
}

void print_columns(const JsonObject& body, std::ostream& out) {
  for (const auto& value : base::array_at(body, "columns")) {
    const auto& column = value.as_object();
    const auto means = base::text_at(column, "means");
    out << fmt::format("{:>3}  {:<12} {}\n", base::integer_at(column, "number"),
                       means.empty() ? "-" : means, base::text_at(column, "name"));
  }
  for (const auto& value : base::array_at(body, "constants")) {
    const auto& constant = value.as_object();
    const auto says = base::text_at(constant, "value");
    if (!says.empty()) {
      out << fmt::format("     {:<12} {} (every row)\n", base::text_at(constant, "means"), says);
    }
  }
  if (base::integer_at(body, "header") > 1) {
    out << fmt::format("named by row {}\n", base::integer_at(body, "header"));
  }
  const bool source = base::truth_at(body, "is_source");
  const bool told = base::truth_at(body, "told");
  if (source) {
    out << fmt::format("{} rows taken, {} refused; {}\n", base::integer_at(body, "taken"),
                       base::integer_at(body, "refused"), told ? "as was said" : "as found out");
  } else {
    out << "no source: say which column holds what, --set text=3,state=1,cycle:3\n";
  }
}

Result<int> run_columns(service::Installation& installation, const Invocation& invocation,
                        const service::Ask& ask, const Streams& streams) {
  if (!invocation.columns.empty()) {
    service::ColumnsWish wish{invocation.words, invocation.name, {}, {}, invocation.header};
    if (invocation.columns != kFoundOut) {
      COMITY_TRY(wish.words, column_words(installation, invocation.columns));
    }
    COMITY_CHECK(service::map_columns(installation, ask, wish));
  }
  COMITY_TRY(const auto answer,
             service::columns(installation, ask, invocation.words, invocation.header));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(answer.body);
  } else {
    print_columns(answer.body, streams.out);
  }
  return kDone;
}

}  // namespace

Result<std::vector<service::ColumnWord>> column_words(const service::Installation& installation,
                                                      const std::string& words) {
  constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 20;
  if (!words.starts_with('@')) return service::column_words_from(words);
  COMITY_TRY(const auto text, installation.files().read(words.substr(1), kMostBytes));
  return service::column_words_from(text);
}

Result<int> run_sources(service::Installation& installation, const Invocation& invocation,
                        const Streams& streams) {
  const auto ask = ask_of(invocation);
  if (invocation.command == Command::sources_rows) {
    return print_rows(installation, invocation, ask, streams);
  }
  if (invocation.command == Command::sources_columns) {
    return run_columns(installation, invocation, ask, streams);
  }
  if (invocation.command == Command::sources_refused) {
    COMITY_TRY(const auto file, service::refused_rows(installation, ask, invocation.words));
    streams.out << *file.bytes;
    return kDone;
  }
  COMITY_TRY(const auto answer, service::sources(installation, ask));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(answer.body);
  } else {
    print_list(answer.body, streams.out);
  }
  return kDone;
}

}  // namespace comity::cli
