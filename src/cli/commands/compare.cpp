#include "cli/commands/compare.h"

#include <fmt/format.h>

#include <array>
#include <ostream>

#include "cli/exit_codes.h"
#include "cli/marked_words.h"
#include "service/texts/check.h"
#include "service/texts/compare_texts.h"

namespace comity::cli {
namespace {

using base::JsonObject;
using base::Result;

/// What is a file is read as one; everything else is a work of the record.
service::ComparedText text_named(const std::string& name) {
  std::error_code error;
  if (std::filesystem::is_regular_file(name, error)) return {{}, name};
  return {name, {}};
}

void print_verb(const JsonObject& pair, std::ostream& out) {
  const auto* found = pair.if_contains("verb");
  const auto* verb = found == nullptr ? nullptr : found->if_object();
  if (verb == nullptr) return;
  const auto& sources = base::array_at(*verb, "sources");
  const auto strength = base::text_at(*verb, "strength");
  out << fmt::format("  verb: {} → {}, {}", base::text_at(*verb, "from"),
                     base::text_at(*verb, "to"), strength);
  if (strength == "differs") {
    out << (sources.empty() ? " (no source ranks the two)"
                            : " (the sources contradict each other)");
  }
  out << "\n";
  for (const auto& source : sources) {
    out << "    " << base::text_at(source.as_object(), "nature") << ": "
        << base::text_at(source.as_object(), "citation") << "\n";
  }
}

void print_pair(const JsonObject& pair, bool colours, std::ostream& out) {
  const auto from = base::text_at(pair, "from");
  const auto to = base::text_at(pair, "to");
  const auto kind = base::text_at(pair, "kind");
  const auto where = from.empty()               ? std::string(to)
                     : to.empty() || from == to ? std::string(from)
                                                : fmt::format("{} → {}", from, to);
  out << (colours ? fmt::format("\x1b[1m{}\x1b[0m", where) : where) << "  " << kind << "\n";
  print_verb(pair, out);
  out << "  " << marked_words(base::array_at(pair, "words"), colours) << "\n\n";
}

void print_text(std::string_view mark, const JsonObject& text, std::ostream& out) {
  const auto work = base::text_at(text, "work");
  out << mark << " " << (work.empty() ? base::text_at(text, "file") : work) << "  "
      << base::text_at(text, "title");
  if (!base::text_at(text, "date").empty()) out << " (" << base::text_at(text, "date") << ")";
  if (const auto by = base::text_at(text, "amended_by"); !by.empty()) out << ", amended by " << by;
  out << "\n";
}

void print_counts(const JsonObject& counts, std::ostream& out) {
  constexpr std::array<std::string_view, 7> kKinds = {"same",    "changed", "moved", "added",
                                                      "removed", "split",   "merged"};
  std::string line;
  for (const auto kind : kKinds) {
    const auto count = base::integer_at(base::object_at(counts, kind), "value");
    if (count > 0) line += fmt::format("{}{} {}", line.empty() ? "" : ", ", count, kind);
  }
  const auto verbs = base::integer_at(base::object_at(counts, "verbs"), "value");
  out << (line.empty() ? "no paragraphs" : line);
  if (verbs > 0) out << fmt::format("; {} with another verb", verbs);
  out << "\n";
}

void print_checked(const JsonObject& file, std::ostream& out) {
  const auto name = base::text_at(file, "file");
  for (const auto& value : base::array_at(file, "findings")) {
    const auto& finding = value.as_object();
    const auto number = base::text_at(finding, "number");
    const auto place = base::text_at(finding, "place");
    out << name << ": " << (number.empty() ? "" : fmt::format("paragraph {}: ", number))
        << base::text_at(finding, "text");
    if (!place.empty()) out << " (" << place << ")";
    out << "\n";
    if (const auto mend = base::text_at(finding, "mend"); !mend.empty()) {
      out << "    mend: " << mend << "\n";
    }
  }
}

Result<service::CompareQuery> query_of(const Invocation& invocation, std::string show) {
  const auto& works = invocation.works;
  const bool amends = !invocation.amended_by.empty();
  if (!amends && works.size() < 2) {
    return base::fail(base::ErrorKind::invalid_input, "two texts are compared", "TEXT",
                      "name the later text too, or --amended-by what proposes amendments");
  }
  service::CompareQuery query;
  if (!works.empty()) query.from = text_named(works[0]);
  if (works.size() > 1) query.to = text_named(works[1]);
  query.language = invocation.text_language;
  query.show = std::move(show);
  if (amends) query.amended_by = text_named(invocation.amended_by);
  return query;
}

/// How many amendments have a place, and why the others have none.
void print_amendments(const JsonObject& body, std::ostream& out) {
  const auto& amendments = base::object_at(body, "amendments");
  if (amendments.empty()) return;
  out << fmt::format("{} of {} amendments applied\n", base::integer_at(amendments, "applied"),
                     base::integer_at(amendments, "count"));
  for (const auto& value : base::array_at(amendments, "changes")) {
    const auto& change = value.as_object();
    if (base::text_at(change, "reason").empty()) continue;
    out << fmt::format("not applied: {} {}\n", base::text_at(change, "number"),
                       base::text_at(change, "reason"));
  }
  if (const auto count = base::integer_at(amendments, "not_understood"); count > 0) {
    out << fmt::format("{} not understood: comity check names them\n", count);
  }
  out << "\n";
}

}  // namespace

Result<int> compare(service::Installation& installation, const Invocation& invocation,
                    const Streams& streams) {
  const bool all = invocation.all || invocation.face == Face::json;
  COMITY_TRY(const auto query, query_of(invocation, all ? "" : "changes"));
  if (invocation.format == "docx") {
    COMITY_TRY(const auto file,
               service::tracked_comparison(installation, ask_of(invocation), query));
    streams.out << *file.bytes;
    streams.out.flush();
    if (streams.out) return kDone;
    return base::fail(base::ErrorKind::unavailable, "the output could not be written");
  }
  COMITY_TRY(const auto answer, service::compare_texts(installation, ask_of(invocation), query));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(answer.body);
    return kDone;
  }
  print_amendments(answer.body, streams.out);
  print_text("-", base::object_at(answer.body, "from"), streams.out);
  print_text("+", base::object_at(answer.body, "to"), streams.out);
  streams.out << "\n";
  for (const auto& pair : base::array_at(answer.body, "pairs")) {
    print_pair(pair.as_object(), streams.colours, streams.out);
  }
  print_counts(base::object_at(answer.body, "counts"), streams.out);
  return kDone;
}

Result<int> check(service::Installation& installation, const Invocation& invocation,
                  const Streams& streams) {
  COMITY_TRY(const auto body, service::check(installation, ask_of(invocation),
                                             {invocation.paths, invocation.schema}));
  const auto& failed = base::array_at(body, "failed");
  const auto count = base::integer_at(body, "findings_count");
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(body);
  } else {
    for (const auto& file : base::array_at(body, "files")) {
      print_checked(file.as_object(), streams.out);
    }
    for (const auto& value : failed) {
      const auto& file = value.as_object();
      streams.out << "refused  " << base::text_at(file, "file") << ": "
                  << base::text_at(file, "message") << "\n";
      if (const auto mend = base::text_at(file, "mend"); !mend.empty()) {
        streams.out << "         mend: " << mend << "\n";
      }
    }
    streams.out << fmt::format("{} files read, {} refused; {} places to look at\n",
                               base::array_at(body, "files").size(), failed.size(), count);
  }
  if (!failed.empty()) return kSomeFailed;
  return invocation.strict && count > 0 ? kMarked : kDone;
}

}  // namespace comity::cli
