#include "service/accounts/permissions.h"

#include <algorithm>

namespace comity::service {
namespace {

/// The scopes that would do: "import", or "read or publish".
std::string scopes_for(Action action) {
  std::string names;
  for (const auto scope : kScopes) {
    if (!covers(scope, action)) continue;
    names += (names.empty() ? "" : " or ") + std::string(name_of(scope));
  }
  return names;
}

}  // namespace

std::string_view name_of(Role role) {
  switch (role) {
    case Role::anyone:
      return "anyone";
    case Role::contributor:
      return "contributor";
    case Role::reader:
      return "reader";
    case Role::editor:
      return "editor";
    case Role::administrator:
      return "administrator";
  }
  return "";
}

std::optional<Role> role_from(std::string_view name) {
  for (const auto role : kRoles) {
    if (role != Role::anyone && name == name_of(role)) return role;
  }
  return std::nullopt;
}

std::string_view name_of(Scope scope) {
  switch (scope) {
    case Scope::read:
      return "read";
    case Scope::import:
      return "import";
    case Scope::publish:
      return "publish";
    case Scope::correct:
      return "correct";
  }
  return "";
}

std::optional<Scope> scope_from(std::string_view name) {
  for (const auto scope : kScopes) {
    if (name == name_of(scope)) return scope;
  }
  return std::nullopt;
}

bool covers(Scope scope, Action action) {
  if (action == Action::read_published) return true;
  switch (scope) {
    case Scope::read:
      return action == Action::read_internal;
    case Scope::import:
      return action == Action::import_document;
    case Scope::publish:
      // Nobody decides on what they cannot see.
      return action == Action::read_internal || action == Action::publish ||
             action == Action::withdraw || action == Action::choose_copy ||
             action == Action::write_call;
    case Scope::correct:
      return action == Action::read_internal || action == Action::correct ||
             action == Action::code_replies || action == Action::write_synthesis;
  }
  return false;
}

Role Actor::role_in(std::string_view space) const {
  if (administers.contains("*") || administers.contains(space)) return Role::administrator;
  const auto given = roles.find(space);
  return given == roles.end() ? Role::anyone : given->second;
}

unsigned Actor::rights_in(std::string_view space) const {
  unsigned rights = 0;
  for (const auto action : kActions) {
    if (may(*this, action, space)) rights |= 1U << static_cast<unsigned>(action);
  }
  return rights;
}

Actor anyone() { return {}; }

Actor owner_of_the_folder() { return {"owner", "", "", {"*"}}; }

bool may(Role role, Action action) {
  switch (action) {
    case Action::read_published:
      return true;
    case Action::read_internal:
    case Action::manage_tokens:
    case Action::code_replies:
      return role >= Role::reader;
    case Action::import_document:
    case Action::publish:
    case Action::withdraw:
    case Action::choose_copy:
    case Action::correct:
    case Action::write_call:
    case Action::write_synthesis:
      return role >= Role::editor;
    case Action::reread:
    case Action::back_up:
    case Action::manage_people:
      return role == Role::administrator;
  }
  return false;
}

bool may(const Actor& actor, Action action, std::string_view space) {
  if (!may(actor.role_in(space), action)) return false;
  if (!actor.scopes || action == Action::read_published) return true;
  return std::any_of(actor.scopes->begin(), actor.scopes->end(),
                     [action](Scope scope) { return covers(scope, action); });
}

bool may_somewhere(const Actor& actor, Action action) {
  const auto there = [&](std::string_view space) { return may(actor, action, space); };
  return std::any_of(actor.administers.begin(), actor.administers.end(), there) ||
         std::any_of(actor.roles.begin(), actor.roles.end(),
                     [&](const auto& role) { return there(role.first); });
}

base::Status must_be_allowed(const Actor& actor, Action action, std::string_view space,
                             std::string what, std::string place) {
  if (may(actor, action, space)) return {};
  if (!may(actor.role_in(space), action)) {
    return base::fail(base::ErrorKind::forbidden, std::move(what), std::move(place),
                      actor.id.empty() ? "sign in as someone who may"
                                       : "ask an administrator of the space for a role that may");
  }
  const auto scopes = scopes_for(action);
  return base::fail(
      base::ErrorKind::forbidden, "this token is not for that", std::move(place),
      scopes.empty() ? "sign in: no token is for it" : "use a token with the scope " + scopes);
}

}  // namespace comity::service
