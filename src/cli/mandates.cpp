#include "cli/mandates.h"

#include <ostream>

#include "cli/exit_codes.h"
#include "service/citations.h"
#include "service/lineage.h"
#include "service/mandates.h"

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
  out << works << "  " << base::text_at(row, "symbol") << "  ";
  const auto& citing = base::array_at(row, "citing");
  for (std::size_t i = 0; i < citing.size(); ++i) {
    const auto& work = citing[i].as_object();
    out << (i == 0 ? "" : "; ") << base::text_at(work, "work");
    for (const auto& paragraph : base::array_at(work, "paragraphs")) {
      out << " " << base::text_at(paragraph.as_object(), "number");
    }
  }
  out << (works > static_cast<std::int64_t>(citing.size()) ? "; …\n" : "\n");
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

base::Result<int> citations(service::Installation& installation, const Invocation& invocation,
                            const Streams& streams) {
  service::CitationsRequest request{invocation.words, {}, {}};
  do {
    COMITY_TRY(const auto answer, service::citations(installation, ask_of(invocation), request));
    if (invocation.face == Face::json) {
      streams.out << base::to_pretty_text(answer.body);
      return kDone;
    }
    for (const auto& row : base::array_at(answer.body, "results")) {
      print_cited(row.as_object(), streams);
    }
    request.cursor = base::text_at(answer.body, "next");
  } while (!request.cursor.empty());
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
