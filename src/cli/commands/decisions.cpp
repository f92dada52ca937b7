#include "cli/commands/decisions.h"

#include <fmt/format.h>

#include <charconv>
#include <ostream>

#include "cli/exit_codes.h"
#include "service/finding/indexes.h"
#include "service/reviews/corrections.h"
#include "service/sources/settlements.h"

namespace comity::cli {
namespace {

using base::ErrorKind;
using base::JsonObject;
using base::Result;

constexpr std::chrono::milliseconds kIndexPatience{60'000};

/// A recommendation's number, and its clause from 1.
struct Place {
  std::string number;
  int clause = 1;
};

Result<Place> place_of(const std::string& given) {
  const auto tilde = given.rfind('~');
  if (tilde == std::string::npos) return Place{given};
  Place place{given.substr(0, tilde)};
  const auto* const end = given.data() + given.size();
  const auto read = std::from_chars(given.data() + tilde + 1, end, place.clause);
  if (read.ec == std::errc{} && read.ptr == end && place.clause > 0 && tilde > 0) return place;
  return base::fail(ErrorKind::invalid_input, "this names no clause: " + given, "NUMBER",
                    "write 92.6~2 for the second clause of 92.6");
}

Result<JsonObject> correct(service::Installation& installation, const Invocation& invocation,
                           const service::Ask& ask) {
  const auto& words = invocation.decision;
  COMITY_TRY(const auto place, place_of(words.number));
  service::CorrectionWish wish;
  using What = service::CorrectionWish::What;
  wish.what = invocation.command == Command::correct_split      ? What::split
              : invocation.command == Command::correct_merge    ? What::merge
              : invocation.command == Command::correct_position ? What::position
                                                                : What::clause;
  wish.clause = place.clause;
  wish.with = words.with;
  wish.text = words.text;
  wish.states = words.states;
  wish.parts = fmt::format("{}", fmt::join(words.parts, "\n\n"));
  wish.position = words.position;
  wish.counts_as = words.counts_as;
  wish.reason = words.reason;
  return service::correct(installation, ask, invocation.words, place.number, wish, {});
}

Result<JsonObject> decide(service::Installation& installation, const Invocation& invocation,
                          const service::Ask& ask) {
  COMITY_TRY(const auto place, place_of(invocation.decision.number));
  const bool keep = invocation.command == Command::correct_keep;
  return service::decide(
      installation, ask, invocation.words, place.number,
      {keep ? service::CorrectionDecision::keep : service::CorrectionDecision::take_back,
       invocation.decision.entry, invocation.decision.reason},
      {});
}

Result<JsonObject> settle(service::Installation& installation, const Invocation& invocation,
                          const service::Ask& ask) {
  const auto& words = invocation.decision;
  using What = service::SettlementWish::What;
  const auto what = words.none ? What::none : words.take_back ? What::take_back : What::clause;
  if (what == What::clause && words.clause.empty()) {
    return base::fail(ErrorKind::invalid_input, "nothing says what the row is", "--clause",
                      "name its clause, or --none, or --take-back");
  }
  return service::settle_row(installation, ask, invocation.words, words.row,
                             {what, words.clause, words.by, words.reason}, {});
}

std::string states_text(const JsonObject& clause) {
  std::string text;
  for (const auto& value : base::array_at(clause, "states")) {
    text += (text.empty() ? "" : ", ") + std::string(base::text_at(value.as_object(), "name"));
  }
  return text;
}

void print_value(const char* label, const JsonObject& value, std::ostream& out) {
  for (const auto& each : base::array_at(value, "clauses")) {
    const auto& clause = each.as_object();
    const auto number = base::text_at(clause, "number");
    out << fmt::format("  {}: {}{} ({})\n", label,
                       number.empty() ? "" : fmt::format("[{}] ", number),
                       base::text_at(clause, "text"), states_text(clause));
  }
  if (!base::text_at(value, "counts_as").empty()) {
    out << fmt::format("  {}: {} ({})\n", label, base::text_at(value, "position"),
                       base::text_at(value, "counts_as"));
  }
}

/// Where it would stand in the work that replaces its own.
void print_instead(const JsonObject& instead, std::ostream& out) {
  const auto work = base::text_at(instead, "work");
  if (work.empty()) return;
  const auto number = base::text_at(instead, "number");
  const auto clause = base::integer_at(instead, "clause");
  out << fmt::format("  replaced by {}: {}{}\n", work,
                     number.empty() ? "no clause is alike" : number,
                     clause > 0 ? fmt::format("~{}", clause) : "");
  print_value("shown there", base::object_at(instead, "reads"), out);
}

void print_correction(const JsonObject& one, std::ostream& out) {
  const auto clause = base::integer_at(one, "clause");
  const auto because = base::text_at(one, "because");
  out << fmt::format("{} {}{}  entry {}  {}: {}{}\n", base::text_at(one, "work"),
                     base::text_at(one, "number"), clause > 0 ? fmt::format("~{}", clause) : "",
                     base::integer_at(one, "entry"), base::text_at(one, "kind"),
                     base::text_at(one, "standing"),
                     because.empty() ? "" : fmt::format(" ({})", because));
  print_value("read", base::object_at(one, "replaces"), out);
  print_value("corrected", base::object_at(one, "becomes"), out);
  print_value("read now", base::object_at(one, "read_now"), out);
  print_instead(base::object_at(one, "instead"), out);
  const auto& made = base::object_at(one, "made");
  out << fmt::format("  {}, {}: {}\n", base::text_at(made, "who"), base::text_at(made, "time"),
                     base::text_at(made, "reason"));
}

Result<int> list(service::Installation& installation, const Invocation& invocation,
                 const service::Ask& ask, const Streams& streams) {
  COMITY_TRY(const auto answer,
             service::corrections(installation, ask, {invocation.standing, invocation.words}));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(answer.body);
    return kDone;
  }
  for (const auto& one : base::array_at(answer.body, "corrections")) {
    print_correction(one.as_object(), streams.out);
  }
  const auto& counts = base::object_at(answer.body, "counts");
  const auto count = [&](std::string_view name) {
    return base::integer_at(base::object_at(counts, name), "value");
  };
  streams.out << fmt::format("{} to be decided, {} in force, {} read so by now, {} ended\n",
                             count("asked"), count("kept"), count("satisfied"), count("ended"));
  return kDone;
}

}  // namespace

Result<int> run_decision(service::Installation& installation, const Invocation& invocation,
                         const Streams& streams) {
  const auto ask = ask_of(invocation);
  if (invocation.command == Command::correct_list) {
    return list(installation, invocation, ask, streams);
  }
  const bool settles = invocation.command == Command::settle;
  const bool decides = invocation.command == Command::correct_keep ||
                       invocation.command == Command::correct_take_back;
  auto written = settles   ? settle(installation, invocation, ask)
                 : decides ? decide(installation, invocation, ask)
                           : correct(installation, invocation, ask);
  if (!written) return tl::unexpected<base::Error>(std::move(written).error());
  COMITY_CHECK(installation.indexes().catch_up(kIndexPatience));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(*written);
  } else {
    streams.out << fmt::format("written as entry {}\n", base::integer_at(*written, "entry"));
  }
  return kDone;
}

}  // namespace comity::cli
