#include "cli/commands/people.h"

#include <fmt/format.h>

#include <ostream>

#include "cli/exit_codes.h"
#include "cli/origin.h"
#include "service/accounts/people.h"

namespace comity::cli {
namespace {

using base::JsonObject;
using base::Result;
using service::Installation;

std::string person_line(const JsonObject& person) {
  std::string roles;
  for (const auto& each : base::array_at(person, "roles")) {
    const auto& role = each.as_object();
    roles += fmt::format("{}{} of {}", roles.empty() ? "" : ", ", base::text_at(role, "role"),
                         base::text_at(role, "space"));
  }
  if (base::truth_at(person, "owner")) roles = "owner of the folder";
  return fmt::format("{}  {}  {}  {}\n", base::text_at(person, "id"),
                     base::text_at(person, "state"), roles.empty() ? "no role" : roles,
                     base::text_at(person, "name"));
}

Result<int> list_people(Installation& installation, const Invocation& invocation,
                        const Streams& streams) {
  COMITY_TRY(const auto answer, service::people(installation, service::owner_of_the_folder()));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(answer);
    return kDone;
  }
  for (const auto& each : base::array_at(answer, "people")) {
    streams.out << person_line(each.as_object());
  }
  return kDone;
}

Result<int> show_person(Installation& installation, const Invocation& invocation,
                        const Streams& streams) {
  COMITY_TRY(const auto person,
             service::person(installation, service::owner_of_the_folder(), invocation.words));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(person);
    return kDone;
  }
  streams.out << person_line(person);
  for (const auto& each : base::array_at(person, "sessions")) {
    const auto& session = each.as_object();
    streams.out << fmt::format("  session {}  since {}  until {}  by {}\n",
                               base::text_at(session, "id"), base::text_at(session, "began"),
                               base::text_at(session, "ends"), base::text_at(session, "how"));
  }
  return kDone;
}

Result<int> print_link(const Installation& installation, JsonObject made,
                       const Invocation& invocation, const Streams& streams) {
  made["link"] = link_origin(installation, invocation) + std::string(base::text_at(made, "link"));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(made);
    return kDone;
  }
  streams.out << base::text_at(made, "link") << "\n";
  streams.error << person_line(base::object_at(made, "person"))
                << "The link is shown this once, works once, and ends "
                << base::text_at(made, "until") << ".\n";
  return kDone;
}

Result<int> print_done(const char* what, const Invocation& invocation, const Streams& streams) {
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(JsonObject{{"person", invocation.words}, {"done", what}});
  } else {
    streams.out << what << "\n";
  }
  return kDone;
}

Result<int> sign_out(Installation& installation, const Invocation& invocation,
                     const Streams& streams) {
  const auto owner = service::owner_of_the_folder();
  COMITY_TRY(const auto person, service::person(installation, owner, invocation.words));
  for (const auto& each : base::array_at(person, "sessions")) {
    COMITY_CHECK(service::end_session_of(installation, owner, invocation.words,
                                         base::text_at(each.as_object(), "id")));
  }
  return print_done("signed out", invocation, streams);
}

}  // namespace

Result<int> run_people(Installation& installation, const Invocation& invocation,
                       const Streams& streams) {
  const auto owner = service::owner_of_the_folder();
  const auto& id = invocation.words;
  switch (invocation.command) {
    case Command::people:
      return list_people(installation, invocation, streams);
    case Command::people_show:
      return show_person(installation, invocation, streams);
    case Command::people_invite: {
      COMITY_TRY(auto made,
                 service::invite(installation, owner, {id, invocation.role, invocation.space}));
      return print_link(installation, std::move(made), invocation, streams);
    }
    case Command::people_link: {
      COMITY_TRY(auto made, service::give_link(installation, owner, id));
      return print_link(installation, std::move(made), invocation, streams);
    }
    case Command::people_role: {
      const auto space =
          invocation.space.empty() ? std::string(service::kOwnSpace) : invocation.space;
      COMITY_CHECK(service::change_role(installation, owner, id, {space, invocation.role, {}}));
      return print_done("changed", invocation, streams);
    }
    case Command::people_sign_out:
      return sign_out(installation, invocation, streams);
    default:
      COMITY_CHECK(service::close_account(installation, owner, id));
      return print_done("closed", invocation, streams);
  }
}

}  // namespace comity::cli
