#include "cli/commands/mandates.h"

#include <fmt/format.h>

#include <charconv>
#include <ostream>

#include "cli/commands/exports.h"
#include "cli/exit_codes.h"
#include "service/texts/citation_graph.h"
#include "service/texts/citations.h"
#include "service/texts/lineage.h"
#include "service/texts/mandates.h"
#include "service/texts/sessions.h"

namespace comity::cli {
namespace {

using base::JsonObject;

std::string joined(const JsonObject& row, std::string_view list, std::string_view member) {
  std::string out;
  for (const auto& each : base::array_at(row, list)) {
    if (!out.empty()) out += ", ";
    out += base::text_at(each.as_object(), member);
  }
  return out;
}

void print_row(const JsonObject& row, const Streams& streams) {
  auto& out = streams.out;
  out << base::text_at(row, "work") << " " << base::text_at(row, "number") << "  "
      << base::text_at(row, "state") << " (" << base::text_at(row, "reason");
  const auto& by = base::object_at(row, "by");
  if (!by.empty()) out << ": " << base::text_at(by, "work");
  out << ")\n  " << base::text_at(row, "verb");
  if (const auto asked = joined(row, "addressees", "name"); !asked.empty()) out << " " << asked;
  out << ": " << base::text_at(row, "action");
  if (const auto due = joined(row, "occasions", "code"); !due.empty()) out << " [" << due << "]";
  out << "\n";
}

void print_cited(const JsonObject& row, const Streams& streams) {
  auto& out = streams.out;
  const auto works = base::integer_at(base::object_at(row, "works"), "value");
  const auto words = base::text_at(row, "text");
  out << works << "  " << (words.empty() ? base::text_at(row, "symbol") : words) << "  ";
  const auto& citing = base::array_at(row, "citing");
  for (std::size_t i = 0; i < citing.size(); ++i) {
    const auto& work = citing[i].as_object();
    out << (i == 0 ? "" : "; ") << base::text_at(work, "work");
    for (const auto& paragraph : base::array_at(work, "paragraphs")) {
      out << " " << base::text_at(paragraph.as_object(), "number");
    }
  }
  out << (works > static_cast<std::int64_t>(citing.size()) ? "; …\n" : "\n");
  if (const auto fetch = base::text_at(row, "fetch"); !fetch.empty())
    out << "    " << fetch << "\n";
  for (const auto& candidate : base::array_at(row, "candidates")) {
    out << "    " << base::text_at(candidate.as_object(), "work") << "?\n";
  }
}

void print_sessions(const JsonObject& answer, const Streams& streams) {
  for (const auto& body : base::array_at(answer, "bodies")) {
    for (const auto& value : base::array_at(body.as_object(), "sessions")) {
      const auto& session = value.as_object();
      streams.out << base::text_at(body.as_object(), "body") << " "
                  << base::integer_at(session, "session") << "  "
                  << base::integer_at(base::object_at(session, "texts"), "value") << "\n";
    }
  }
}

/// Who sponsored a text of a session, and what came of it.
void print_action(const JsonObject& text, std::ostream& out) {
  std::string later;
  for (const auto& each : base::array_at(text, "joined")) {
    later += later.empty() ? "" : ", ";
    later += base::text_at(base::object_at(each.as_object(), "state"), "name");
  }
  if (const auto tabled = joined(text, "sponsors", "name"); !tabled.empty()) {
    out << "    sponsors: " << tabled << "\n";
  }
  if (!later.empty()) out << "    joined later: " << later << "\n";
  const auto& action = base::object_at(text, "action");
  if (action.empty()) return;
  out << "    adopted "
      << (base::truth_at(action, "by_vote")
              ? fmt::format(
                    "by {} to {}, with {} abstaining", base::integer_at(action, "in_favour"),
                    base::integer_at(action, "against"), base::integer_at(action, "abstaining"))
              : std::string("without a vote"))
      << " (" << base::text_at(action, "work") << ")\n";
}

void print_session(const JsonObject& answer, const Streams& streams) {
  auto& out = streams.out;
  for (const auto& value : base::array_at(answer, "items")) {
    const auto& item = value.as_object();
    const auto number = base::text_at(item, "item");
    out << (number.empty() ? std::string("without an item") : "item " + std::string(number))
        << "\n";
    for (const auto& text : base::array_at(item, "texts")) {
      out << "  " << base::text_at(text.as_object(), "work") << "  "
          << base::text_at(text.as_object(), "date") << "  "
          << base::text_at(text.as_object(), "title") << "\n";
      print_action(text.as_object(), out);
    }
  }
  const auto& asked = base::array_at(answer, "asked");
  if (!asked.empty()) out << "promised and asked for it\n";
  for (const auto& row : asked) print_row(row.as_object(), streams);
}

void print_step(const JsonObject& step, const Streams& streams) {
  auto& out = streams.out;
  out << base::text_at(step, "work") << " " << base::text_at(step, "number") << "  "
      << base::text_at(step, "date") << "  " << base::text_at(step, "kind") << "\n  ";
  for (const auto& value : base::array_at(step, "words")) {
    const auto& piece = value.as_object();
    const auto kind = base::text_at(piece, "kind");
    const auto text = base::text_at(piece, "text");
    if (kind == "removed") {
      out << "[-" << text << "-]";
    } else if (kind == "added") {
      out << "{+" << text << "+}";
    } else {
      out << text;
    }
  }
  out << "\n";
}

}  // namespace

base::Result<int> lineage(service::Installation& installation, const Invocation& invocation,
                          const Streams& streams) {
  COMITY_TRY(const auto answer, service::lineage(installation, ask_of(invocation), invocation.words,
                                                 invocation.number));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(answer.body);
    return kDone;
  }
  for (const auto& value : base::array_at(answer.body, "texts")) {
    const auto& text = value.as_object();
    streams.out << base::text_at(text, "relation") << "  " << base::text_at(text, "work") << "  "
                << base::text_at(text, "date") << "  " << base::text_at(text, "title") << "  ("
                << joined(text, "because", "reason") << ")\n";
  }
  for (const auto& step : base::array_at(answer.body, "steps")) {
    print_step(step.as_object(), streams);
  }
  return kDone;
}

namespace {

base::Result<int> citation_graph(service::Installation& installation, const Invocation& invocation,
                                 const Streams& streams) {
  if (invocation.words.empty()) {
    return base::fail(base::ErrorKind::invalid_input, "a graph stands around a text", "SYMBOL",
                      "name it: comity citations A/RES/60/251 --graph 2");
  }
  const service::CitationGraphRequest request{invocation.words, invocation.steps};
  const auto ask = ask_of(invocation);
  if (!invocation.rows.empty()) {
    COMITY_TRY(const auto rows,
               service::citation_rows(installation, ask, request, row_format_of(invocation.rows)));
    return print_all(*rows, streams);
  }
  COMITY_TRY(const auto answer, service::citation_graph(installation, ask, request));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(answer.body);
    return kDone;
  }
  for (const auto& value : base::array_at(answer.body, "edges")) {
    const auto& edge = value.as_object();
    streams.out << fmt::format("{:>2}  {} → {}  ({})\n", base::integer_at(edge, "step"),
                               base::text_at(edge, "citing"), base::text_at(edge, "cited"),
                               joined(edge, "paragraphs", "number"));
  }
  if (const auto left = base::integer_at(answer.body, "left_out"); left > 0) {
    streams.out << fmt::format("{} more; --format csv gives all\n", left);
  }
  return kDone;
}

}  // namespace

base::Result<int> citations(service::Installation& installation, const Invocation& invocation,
                            const Streams& streams) {
  if (invocation.steps > 0) return citation_graph(installation, invocation, streams);
  service::CitationsRequest request{invocation.words, {}, {}};
  std::int64_t rows = 0;
  do {
    COMITY_TRY(const auto answer, service::citations(installation, ask_of(invocation), request));
    if (invocation.face == Face::json) {
      streams.out << base::to_pretty_text(answer.body);
      return kDone;
    }
    for (const auto& row : base::array_at(answer.body, "results")) {
      print_cited(row.as_object(), streams);
      ++rows;
    }
    request.cursor = base::text_at(answer.body, "next");
  } while (!request.cursor.empty());
  if (rows == 0) {
    streams.out << (invocation.words.empty() ? "the record holds all that its texts cite"
                                             : "no text of the record cites " + invocation.words)
                << "\n";
  }
  return kDone;
}

base::Result<int> session(service::Installation& installation, const Invocation& invocation,
                          const Streams& streams) {
  const auto ask = ask_of(invocation);
  if (invocation.words.empty()) {
    COMITY_TRY(const auto answer, service::sessions(installation, ask));
    if (invocation.face == Face::json) {
      streams.out << base::to_pretty_text(answer.body);
    } else {
      print_sessions(answer.body, streams);
    }
    return kDone;
  }
  int number = 0;
  const auto* end = invocation.number.data() + invocation.number.size();
  const auto read = std::from_chars(invocation.number.data(), end, number);
  if (read.ec != std::errc{} || read.ptr != end || number < 1) {
    return base::fail(base::ErrorKind::invalid_input,
                      "the number of a session is wanted, not '" + invocation.number + "'",
                      "NUMBER", "name one: comity session " + invocation.words + " 48");
  }
  COMITY_TRY(const auto answer,
             service::session(installation, ask, invocation.words, number, invocation.sponsor));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(answer.body);
  } else {
    print_session(answer.body, streams);
  }
  return kDone;
}

base::Result<int> mandates(service::Installation& installation, const Invocation& invocation,
                           const Streams& streams) {
  service::MandatesRequest request{invocation.words, invocation.filters, invocation.view, {}};
  if (invocation.face == Face::json) {
    COMITY_TRY(const auto answer, service::mandates(installation, ask_of(invocation), request));
    streams.out << base::to_pretty_text(answer.body);
    return kDone;
  }
  std::int64_t count = 0;
  do {
    COMITY_TRY(const auto answer, service::mandates(installation, ask_of(invocation), request));
    for (const auto& row : base::array_at(answer.body, "results")) {
      print_row(row.as_object(), streams);
    }
    count = base::integer_at(base::object_at(answer.body, "count"), "value");
    request.cursor = base::text_at(answer.body, "next");
  } while (!request.cursor.empty());
  streams.out << count << " mandates\n";
  return kDone;
}

}  // namespace comity::cli
