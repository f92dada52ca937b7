#include "cli/commands/consultation.h"

#include <fmt/format.h>

#include <ostream>

#include "base/file_system.h"
#include "cli/commands.h"
#include "cli/exit_codes.h"
#include "service/consultation/consultations.h"

namespace comity::cli {
namespace {

using base::JsonObject;
using base::Result;
using service::Installation;

constexpr std::uint64_t kMostCallBytes = std::uint64_t{4} << 20;

std::string call_line(const JsonObject& call) {
  return fmt::format("{}  {:6}  {} ({})  {}\n", base::text_at(call, "id"),
                     base::text_at(call, "state"), base::text_at(call, "closes_local"),
                     base::text_at(call, "time_zone"), base::text_at(call, "title"));
}

void print_call(const JsonObject& call, const Streams& streams) {
  streams.out << call_line(call);
  for (const auto& paragraph : base::array_at(call, "text")) {
    streams.out << "\n" << std::string_view(paragraph.get_string()) << "\n";
  }
  for (const auto& each : base::array_at(call, "questions")) {
    const auto& question = each.as_object();
    streams.out << fmt::format("\n{}. {}\n", base::integer_at(question, "number"),
                               base::text_at(question, "text"));
    for (const auto& choice : base::array_at(question, "choices")) {
      streams.out << fmt::format("   {}. {}\n", base::integer_at(choice.as_object(), "number"),
                                 base::text_at(choice.as_object(), "text"));
    }
  }
}

int print_changed(const JsonObject& call, const Invocation& invocation, const Streams& streams) {
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(call);
  } else {
    streams.out << call_line(call);
  }
  return kDone;
}

Result<int> list_calls(Installation& installation, const Invocation& invocation,
                       const Streams& streams) {
  COMITY_TRY(const auto answer, service::consultations(installation, ask_of(invocation)));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(answer.body);
    return kDone;
  }
  for (const auto& each : base::array_at(answer.body, "calls")) {
    streams.out << call_line(each.as_object());
  }
  return kDone;
}

Result<int> show_call(Installation& installation, const Invocation& invocation,
                      const Streams& streams) {
  COMITY_TRY(const auto answer,
             service::consultation(installation, ask_of(invocation), invocation.words));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(answer.body);
  } else {
    print_call(answer.body, streams);
  }
  return kDone;
}

/// The version of the call that is there: whoever owns the folder decides on what is.
Result<std::uint64_t> version_now(Installation& installation, const Invocation& invocation) {
  COMITY_TRY(const auto answer,
             service::consultation(installation, ask_of(invocation), invocation.words));
  return static_cast<std::uint64_t>(base::integer_at(answer.body, "version"));
}

Result<int> write_from_file(Installation& installation, const Invocation& invocation,
                            const Streams& streams) {
  const auto& path = invocation.paths.front();
  COMITY_TRY(const auto text, installation.files().read(path, kMostCallBytes));
  const auto json = base::parse_json(text);
  if (!json || !json->is_object()) {
    return base::fail(base::ErrorKind::invalid_input, "a call is a JSON object", path.string(),
                      json ? "put its members into { }" : json.error().message);
  }
  COMITY_TRY(auto wish, service::call_wish_from_json(json->get_object()));
  if (!invocation.space.empty()) wish.space = invocation.space;
  if (!invocation.words.empty()) {
    COMITY_TRY(wish.seen, version_now(installation, invocation));
  }
  COMITY_TRY(const auto call,
             service::write_call(installation, ask_of(invocation), invocation.words, wish));
  return print_changed(call, invocation, streams);
}

service::CallStep step_of(const Invocation& invocation) {
  switch (invocation.command) {
    case Command::consultation_open:
      return service::CallStep::open;
    case Command::consultation_extend:
      return service::CallStep::extend;
    case Command::consultation_close:
      return service::CallStep::close;
    default:
      return invocation.all ? service::CallStep::hide : service::CallStep::show;
  }
}

Result<int> take_step(Installation& installation, const Invocation& invocation,
                      const Streams& streams) {
  service::CallStepWish wish{step_of(invocation), invocation.text, 0};
  COMITY_TRY(wish.seen, version_now(installation, invocation));
  COMITY_TRY(const auto call,
             service::change_call(installation, ask_of(invocation), invocation.words, wish));
  return print_changed(call, invocation, streams);
}

std::string reply_line(const JsonObject& reply) {
  const auto body = base::text_at(reply, "body");
  return fmt::format("{}  {:20}  {:12}  {:11}  {}\n", base::text_at(reply, "id"),
                     base::text_at(reply, "received"), base::text_at(reply, "way"),
                     base::text_at(reply, "kind"),
                     base::truth_at(reply, "withdrawn") ? std::string_view("withdrawn")
                     : body.empty()                     ? std::string_view("without a name")
                                                        : body);
}

void print_reply(const JsonObject& reply, const Streams& streams) {
  streams.out << reply_line(reply);
  for (const auto& each : base::array_at(reply, "parts")) {
    const auto& part = each.as_object();
    streams.out << fmt::format("\n{}: {}\n", base::text_at(part, "part"),
                               base::text_at(part, "title"));
    const auto problem = base::text_at(part, "problem");
    if (!problem.empty()) streams.out << "  not read: " << problem << "\n";
    for (const auto& one : base::array_at(part, "paragraphs")) {
      streams.out << fmt::format("  {}  {}\n", base::integer_at(one.as_object(), "number"),
                                 base::text_at(one.as_object(), "text"));
    }
  }
}

Result<int> list_replies(Installation& installation, const Invocation& invocation,
                         const Streams& streams) {
  const auto ask = ask_of(invocation);
  const bool one = !invocation.number.empty();
  COMITY_TRY(const auto answer,
             one ? service::reply(installation, ask, invocation.words, invocation.number)
                 : service::replies(installation, ask, invocation.words));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(answer.body);
    return kDone;
  }
  if (one) print_reply(base::object_at(answer.body, "reply"), streams);
  for (const auto& each : base::array_at(answer.body, "replies")) {
    streams.out << reply_line(each.as_object());
  }
  return kDone;
}

Result<int> write_letters(Installation& installation, const Invocation& invocation,
                          const Streams& streams) {
  auto bodies = invocation.works;
  if (bodies.empty()) bodies.emplace_back();
  auto& files = installation.files();
  COMITY_CHECK(base::make_lasting_folders(files, invocation.out));
  base::JsonArray written;
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    COMITY_TRY(const auto letter,
               service::invitation_letter(installation, ask_of(invocation), invocation.words,
                                          bodies[i], invocation.origin));
    const auto path = invocation.out / fmt::format("{:03}-{}", i + 1, letter.name);
    COMITY_CHECK(base::write_atomically(files, path, *letter.bytes));
    written.push_back(JsonObject{{"to", bodies[i]}, {"file", path.string()}});
    if (invocation.face == Face::text) streams.out << path.string() << "\n";
  }
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(JsonObject{{"letters", std::move(written)}});
  }
  return kDone;
}

}  // namespace

Result<int> run_consultation(Installation& installation, const Invocation& invocation,
                             const Streams& streams) {
  switch (invocation.command) {
    case Command::consultation:
      return list_calls(installation, invocation, streams);
    case Command::consultation_show:
      return show_call(installation, invocation, streams);
    case Command::consultation_write:
      return write_from_file(installation, invocation, streams);
    case Command::consultation_replies:
      return list_replies(installation, invocation, streams);
    case Command::consultation_letters:
      return write_letters(installation, invocation, streams);
    default:
      return take_step(installation, invocation, streams);
  }
}

}  // namespace comity::cli
