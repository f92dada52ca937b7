#include "cli/commands/similar.h"

#include <fmt/format.h>

#include <ostream>

#include "cli/commands/exports.h"
#include "cli/exit_codes.h"
#include "cli/marked_words.h"
#include "service/reviews/asked.h"
#include "service/reviews/similar.h"

namespace comity::cli {
namespace {

using base::JsonObject;
using base::Result;

double number_at(const JsonObject& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value == nullptr ? 0 : value->to_number<double>();
}

void print_clause(const JsonObject& result, std::string_view indent, const Streams& streams) {
  auto& out = streams.out;
  out << indent << base::text_at(result, "work") << " " << base::text_at(result, "number");
  if (const auto clause = base::integer_at(result, "clause"); clause > 1) out << "~" << clause;
  out << fmt::format("  {} {:.0f} %", base::text_at(result, "relation"),
                     100 * number_at(result, "likeness"));
  const auto& state = base::object_at(result, "state_under_review");
  if (!state.empty()) {
    out << fmt::format("  to {}, cycle {}", base::text_at(state, "name"),
                       base::integer_at(result, "cycle"));
  }
  out << "  " << base::text_at(result, "counts_as") << "\n";
  out << indent << "  " << marked_words(base::array_at(result, "words"), streams.colours) << "\n";
}

Result<int> print_rows(service::Installation& installation, const Invocation& invocation,
                       const service::SimilarRequest& request, const Streams& streams) {
  COMITY_TRY(const auto stream, service::similar_rows(installation, ask_of(invocation), request,
                                                      row_format_of(invocation.rows)));
  return print_all(*stream, streams);
}

void print_ask(const JsonObject& ask, const Streams& streams) {
  auto& out = streams.out;
  const auto page = base::integer_at(ask, "page");
  out << base::text_at(ask, "outcome") << "  " << base::text_at(ask, "text");
  if (page > 0) out << fmt::format(" (page {})", page);
  out << "\n";
  for (const auto& match : base::array_at(ask, "matches")) {
    print_clause(match.as_object(), "    ", streams);
  }
}

}  // namespace

Result<int> similar(service::Installation& installation, const Invocation& invocation,
                    const Streams& streams) {
  service::SimilarRequest request;
  request.recommendation = invocation.words;
  request.text = invocation.text;
  request.filters = invocation.filters;
  if (request.recommendation.empty() && request.text.empty()) {
    return base::fail(base::ErrorKind::invalid_input, "nothing is named to be compared",
                      "RECOMMENDATION", "name a recommendation (A/HRC/21/11/119.1) or give --text");
  }
  if (!invocation.rows.empty()) return print_rows(installation, invocation, request, streams);
  if (invocation.face == Face::json) {
    COMITY_TRY(const auto answer, service::similar(installation, ask_of(invocation), request));
    streams.out << base::to_pretty_text(answer.body);
    return kDone;
  }
  std::int64_t count = 0;
  bool complete = true;
  do {
    COMITY_TRY(const auto answer, service::similar(installation, ask_of(invocation), request));
    for (const auto& result : base::array_at(answer.body, "results")) {
      print_clause(result.as_object(), "", streams);
    }
    count = base::integer_at(base::object_at(answer.body, "count"), "value");
    complete = base::truth_at(answer.body, "complete");
    request.cursor = base::text_at(answer.body, "next");
  } while (!request.cursor.empty());
  streams.out << count << " similar clauses\n";
  if (!complete) streams.out << "more share words with the text than were compared\n";
  return kDone;
}

Result<int> asked(service::Installation& installation, const Invocation& invocation,
                  const Streams& streams) {
  COMITY_TRY(const auto answer,
             service::asked_in_file(installation, ask_of(invocation), invocation.paths.front(),
                                    {invocation.state, invocation.cycle}));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(answer.body);
    return kDone;
  }
  const auto& body = answer.body;
  for (const auto& ask : base::array_at(body, "asks")) print_ask(ask.as_object(), streams);
  const auto& counts = base::object_at(body, "counts");
  streams.out << fmt::format(
      "{} asks beside the review of {}, cycle {}{}: {} came back, {} in part, {} did not\n",
      base::array_at(body, "asks").size(), base::text_at(base::object_at(body, "state"), "name"),
      base::integer_at(body, "cycle"), base::truth_at(body, "guessed") ? " (guessed)" : "",
      base::integer_at(counts, "back"), base::integer_at(counts, "part"),
      base::integer_at(counts, "not"));
  return kDone;
}

}  // namespace comity::cli
