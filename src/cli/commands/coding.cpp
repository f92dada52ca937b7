#include "cli/commands/coding.h"

#include <fmt/format.h>

#include <functional>
#include <ostream>

#include "base/file_system.h"
#include "base/json_texts.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/exit_codes.h"
#include "service/coding/coding.h"
#include "service/coding/proposals.h"
#include "service/coding/synthesis.h"

namespace comity::cli {
namespace {

using base::JsonObject;
using base::Result;
using service::Installation;

constexpr std::uint64_t kMostRowBytes = std::uint64_t{64} << 20;

/// Each line of a file, one after the other; an error names its line, and those before it stand.
base::Status each_row(Installation& installation, const std::string& path,
                      const std::function<base::Status(const JsonObject&)>& take) {
  COMITY_TRY(const auto text, installation.files().read(path, kMostRowBytes));
  std::size_t number = 0;
  for (const auto line : base::split(text, '\n')) {
    ++number;
    if (base::trimmed(line).empty()) continue;
    const auto place = fmt::format("{}, line {}", path, number);
    const auto row = base::parse_json(line);
    if (!row || !row->is_object()) {
      return base::fail(base::ErrorKind::invalid_input, "not a JSON object", place,
                        "write one object a line; the lines before it were taken");
    }
    if (auto done = take(row->get_object()); !done) {
      auto error = std::move(done).error();
      error.place = place + (error.place.empty() ? "" : ": " + error.place);
      return tl::unexpected<base::Error>(std::move(error));
    }
  }
  return {};
}

base::Status take_mark(Installation& installation, const Invocation& invocation,
                       const JsonObject& row) {
  const auto ask = ask_of(invocation);
  const std::string reply(base::text_at(row, "reply"));
  if (base::truth_at(row, "finished")) {
    return service::finish_coding(installation, ask, invocation.words, reply);
  }
  service::MarkWish wish;
  wish.reply = reply;
  wish.part = base::text_at(row, "part");
  wish.paragraph = base::integer_at(row, "paragraph");
  wish.words = base::text_at(row, "words");
  wish.codes = base::texts_at(row, "codes");
  COMITY_CHECK(service::mark_passage(installation, ask, invocation.words, wish));
  return {};
}

base::Status take_line(Installation& installation, const Invocation& invocation,
                       const JsonObject& row) {
  const auto ask = ask_of(invocation);
  if (row.contains("reason")) {
    return service::set_passage_aside(installation, ask, invocation.words,
                                      std::string(base::text_at(row, "passage")),
                                      base::text_at(row, "reason"), {});
  }
  service::LineWish wish;
  wish.section = base::text_at(row, "section");
  wish.text = base::text_at(row, "text");
  wish.passages = base::texts_at(row, "passages");
  COMITY_CHECK(service::write_line(installation, ask, invocation.words, wish));
  return {};
}

base::Status take_decision(Installation& installation, const Invocation& invocation,
                           const JsonObject& row) {
  const auto ask = ask_of(invocation);
  const service::ProposalWish wish{
      std::string(base::text_at(row, "reply")), base::integer_at(row, "version"),
      std::string(base::text_at(row, "part")), base::integer_at(row, "paragraph"),
      base::texts_at(row, "codes")};
  if (!base::truth_at(row, "accept")) {
    return service::dismiss_proposal(installation, ask, invocation.words, wish);
  }
  COMITY_CHECK(service::accept_proposal(installation, ask, invocation.words, wish));
  return {};
}

void print_reading(const JsonObject& reading, const Streams& streams) {
  for (const auto& each : base::array_at(reading, "paragraphs")) {
    const auto& paragraph = each.as_object();
    streams.out << fmt::format("\n{}, {}: {}\n", base::text_at(paragraph, "part"),
                               base::integer_at(paragraph, "number"),
                               base::text_at(paragraph, "text"));
    for (const auto& one : base::array_at(paragraph, "marks")) {
      std::string codes;
      for (const auto& code : base::array_at(one.as_object(), "codes")) {
        codes += (codes.empty() ? "" : ", ") + std::string(base::text_at(code.as_object(), "code"));
      }
      streams.out << fmt::format("  {}  [{}] {}\n", base::text_at(one.as_object(), "id"), codes,
                                 base::text_at(one.as_object(), "words"));
    }
  }
}

void print_agreement(const JsonObject& pair, const Streams& streams) {
  streams.out << fmt::format("\n{} and {}: {} paragraphs\n", base::text_at(pair, "first"),
                             base::text_at(pair, "second"), base::integer_at(pair, "units"));
  for (const auto& each : base::array_at(pair, "codes")) {
    const auto& code = each.as_object();
    const auto& kappa = code.at("kappa");
    streams.out << fmt::format(
        "  {:20}  {}\n", base::text_at(code, "code"),
        kappa.is_null() ? std::string("-") : fmt::format("{:.2f}", kappa.to_number<double>()));
  }
}

Result<int> show_passages(Installation& installation, const Invocation& invocation,
                          const Streams& streams) {
  if (!invocation.from.empty()) {
    COMITY_CHECK(each_row(installation, invocation.from, [&](const JsonObject& row) {
      return take_mark(installation, invocation, row);
    }));
  }
  COMITY_TRY(const auto answer,
             service::passages(installation, ask_of(invocation), invocation.words,
                               {invocation.number, {}, {}, 1}));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(answer.body);
    return kDone;
  }
  for (const auto& each : base::array_at(answer.body, "reading")) {
    print_reading(each.as_object(), streams);
    return kDone;
  }
  for (const auto& each : base::array_at(answer.body, "replies")) {
    const auto& reply = each.as_object();
    streams.out << fmt::format("{}  {:3}  {}\n", base::text_at(reply, "id"),
                               base::integer_at(reply, "marks"), base::text_at(reply, "name"));
  }
  for (const auto& each : base::array_at(answer.body, "agreement")) {
    print_agreement(each.as_object(), streams);
  }
  return kDone;
}

void print_proposal(const JsonObject& proposal, const Streams& streams) {
  streams.out << fmt::format("\n{}, {}: {}\n", base::text_at(proposal, "part"),
                             base::integer_at(proposal, "paragraph"),
                             base::text_at(proposal, "text"));
  for (const auto& each : base::array_at(proposal, "codes")) {
    const auto& code = each.as_object();
    std::string words;
    for (const auto& word : base::texts_at(code, "words")) words += " " + word;
    streams.out << fmt::format("  proposed: {}  {:.2f} {}\n", base::text_at(code, "code"),
                               base::number_at(code, "confidence"), words);
  }
}

void print_learnt(const JsonObject& code, const Streams& streams) {
  streams.out << fmt::format("  {:20}  {:4}  ", base::text_at(code, "code"),
                             base::integer_at(code, "paragraphs"));
  if (base::truth_at(code, "learnt")) {
    const auto& held = base::object_at(code, "held_out");
    streams.out << fmt::format("{} right, {} wrong, {} missed, F1 {:.2f}{}\n",
                               base::integer_at(held, "right"), base::integer_at(held, "wrong"),
                               base::integer_at(held, "missed"), base::number_at(held, "f1"),
                               base::truth_at(code, "proposed") ? "" : ", not proposed");
    return;
  }
  streams.out << fmt::format(
      "needs {} more paragraphs with it, in {} more replies, and {} without it\n",
      base::integer_at(code, "more_paragraphs"), base::integer_at(code, "more_replies"),
      base::integer_at(code, "more_without"));
}

Result<int> show_proposals(Installation& installation, const Invocation& invocation,
                           const Streams& streams) {
  if (!invocation.from.empty()) {
    COMITY_CHECK(each_row(installation, invocation.from, [&](const JsonObject& row) {
      return take_decision(installation, invocation, row);
    }));
  }
  COMITY_TRY(const auto answer, service::proposals(installation, ask_of(invocation),
                                                   invocation.words, invocation.number));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(answer.body);
    return kDone;
  }
  for (const auto& each : base::array_at(answer.body, "proposals")) {
    print_proposal(each.as_object(), streams);
  }
  const auto& learnt = base::object_at(answer.body, "learnt_from");
  streams.out << fmt::format("\nlearnt from {} paragraphs of {} replies\n",
                             base::integer_at(learnt, "paragraphs"),
                             base::integer_at(learnt, "replies"));
  for (const auto& each : base::array_at(answer.body, "codes")) {
    print_learnt(each.as_object(), streams);
  }
  return kDone;
}

Result<int> show_synthesis(Installation& installation, const Invocation& invocation,
                           const Streams& streams) {
  if (!invocation.from.empty()) {
    COMITY_CHECK(each_row(installation, invocation.from, [&](const JsonObject& row) {
      return take_line(installation, invocation, row);
    }));
  }
  COMITY_TRY(const auto answer,
             service::synthesis(installation, ask_of(invocation), invocation.words, {}));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(answer.body);
    return kDone;
  }
  for (const auto& section : base::array_at(answer.body, "sections")) {
    for (const auto& each : base::array_at(section.as_object(), "lines")) {
      const auto& line = each.as_object();
      streams.out << fmt::format("{}  {}: {}\n    {}\n", base::text_at(line, "id"),
                                 base::text_at(section.as_object(), "title"),
                                 base::text_at(line, "text"), base::text_at(line, "sources"));
    }
  }
  const auto& coverage = base::object_at(answer.body, "coverage");
  streams.out << fmt::format(
      "{} passages: {} used, {} set aside, {} not used\n", base::integer_at(coverage, "passages"),
      base::integer_at(coverage, "used"), base::integer_at(coverage, "set_aside"),
      base::integer_at(coverage, "unused"));
  if (const auto stale = base::integer_at(coverage, "stale"); stale > 0) {
    streams.out << fmt::format("{} of an earlier version of their reply\n", stale);
  }
  for (const auto& each : base::array_at(answer.body, "listed")) {
    const auto& passage = each.as_object();
    streams.out << fmt::format("{}  {}\n", base::text_at(passage, "id"),
                               base::text_at(passage, "words"));
  }
  return kDone;
}

void print_lines(const base::JsonArray& lines, const Streams& streams) {
  for (const auto& each : lines) {
    const auto& line = each.as_object();
    const auto& number = line.at("number");
    const auto label =
        number.is_null() ? std::string() : fmt::format("{}. ", number.to_number<std::int64_t>());
    const auto note = base::text_at(line, "note");
    streams.out << fmt::format("{}{}\n    {}\n", label, base::text_at(line, "text"),
                               note.empty() ? base::text_at(line, "sources") : note);
  }
}

Result<int> show_report(Installation& installation, const Invocation& invocation,
                        const Streams& streams) {
  const auto ask = ask_of(invocation);
  if (invocation.publish || invocation.all) {
    COMITY_CHECK(service::publish_report(installation, ask, invocation.words,
                                         {invocation.publish, invocation.strict, {}}));
  }
  if (!invocation.rows.empty()) {
    const auto format = invocation.rows == "docx"  ? service::ReportFormat::docx
                        : invocation.rows == "csv" ? service::ReportFormat::csv
                                                   : service::ReportFormat::ndjson;
    COMITY_TRY(const auto file, service::report_file(installation, ask, invocation.words, format));
    streams.out << *file.bytes;
    return kDone;
  }
  COMITY_TRY(const auto answer, service::report(installation, ask, invocation.words, {}));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(answer.body);
    return kDone;
  }
  print_lines(base::array_at(answer.body, "summary"), streams);
  for (const auto& each : base::array_at(answer.body, "introduction")) {
    streams.out << fmt::format("{}. {}\n", base::integer_at(each.as_object(), "number"),
                               base::text_at(each.as_object(), "text"));
  }
  for (const auto& section : base::array_at(answer.body, "sections")) {
    streams.out << fmt::format("\n{}\n", base::text_at(section.as_object(), "title"));
    print_lines(base::array_at(section.as_object(), "lines"), streams);
  }
  return kDone;
}

}  // namespace

Result<int> run_coding(Installation& installation, const Invocation& invocation,
                       const Streams& streams) {
  if (invocation.command == Command::consultation_passages) {
    return show_passages(installation, invocation, streams);
  }
  if (invocation.command == Command::consultation_proposals) {
    return show_proposals(installation, invocation, streams);
  }
  if (invocation.command == Command::consultation_synthesis) {
    return show_synthesis(installation, invocation, streams);
  }
  return show_report(installation, invocation, streams);
}

}  // namespace comity::cli
