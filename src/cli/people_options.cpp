#include "cli/people_options.h"

#include <CLI/CLI.hpp>
#include <array>

namespace comity::cli {
namespace {

constexpr auto kPeople = std::to_array<PeopleCommand>({
    {Command::people_show, "show", "One person, with the sessions"},
    {Command::people_invite, "invite",
     "Let somebody in with a role, and print their one-time link"},
    {Command::people_link, "link",
     "Print another one-time link, for somebody who lost theirs or their password"},
    {Command::people_role, "role", "Give a person a role in a space, or take it"},
    {Command::people_sign_out, "sign-out", "End all sessions of a person"},
    {Command::people_close, "close", "Close an account, and forget its name and password"},
});

void add_space(CLI::App& sub, Invocation& result) {
  sub.add_option("--space", result.space, "In which; the installation's own unless named");
}

}  // namespace

std::span<const PeopleCommand> people_commands() { return kPeople; }

void add_people_options(CLI::App& sub, Command command, Invocation& result) {
  if (command == Command::people_invite) {
    sub.add_option("NAME", result.words, "As you know the person, who may choose another")
        ->required();
    sub.add_option("--role", result.role, "What they may do")
        ->required()
        ->check(CLI::IsMember({"contributor", "reader", "editor", "administrator"}));
    add_space(sub, result);
  } else {
    sub.add_option("PERSON", result.words, "As comity people has it")->required();
  }
  if (command == Command::people_role) {
    sub.add_option("ROLE", result.role, "What they may do from now on; none takes it")
        ->required()
        ->check(CLI::IsMember({"contributor", "reader", "editor", "administrator", "none"}));
    add_space(sub, result);
  }
  if (command == Command::people_invite || command == Command::people_link) {
    sub.add_option("--origin", result.origin,
                   "The server's address as people see it, if it is not the one that runs");
  }
}

}  // namespace comity::cli
