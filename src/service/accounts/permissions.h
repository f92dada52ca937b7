#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/result.h"

namespace comity::service {

/// What somebody is in a space (design 10; docs/decisions/0025-people-and-roles.md).
enum class Role : std::uint8_t {
  anyone,         ///< the public, and whoever has no role there
  contributor,    ///< has an account; compares submissions of their own
  reader,         ///< of submissions and of all else that is internal
  editor,         ///< brings in, publishes, corrects
  administrator,  ///< also lets people in
};

/// What somebody may wish to do to something in a space.
enum class Action : std::uint8_t {
  read_published,
  read_internal,
  import_document,
  publish,
  withdraw,
  reread,
  choose_copy,
  correct,  ///< what was read, and which clause a row of a source is
  back_up,
  manage_tokens,    ///< one's own
  manage_people,    ///< invite, give roles, end sessions, close accounts
  write_call,       ///< make calls for input, open, extend and close them
  code_replies,     ///< mark passages of replies and give them codes
  write_synthesis,  ///< write lines from passages, set passages aside
};

/// What a token is for. It never reaches further than its person, nor beyond its scopes.
enum class Scope : std::uint8_t {
  read,     ///< also what is internal
  import,   ///< bring documents in
  publish,  ///< see, publish and withdraw; write and open calls for input
  correct,  ///< see and correct; settle rows of sources; code replies and write their synthesis
};

inline constexpr std::array kRoles = {Role::anyone, Role::contributor, Role::reader, Role::editor,
                                      Role::administrator};
inline constexpr std::array kActions = {
    Action::read_published, Action::read_internal,  Action::import_document, Action::publish,
    Action::withdraw,       Action::reread,         Action::choose_copy,     Action::correct,
    Action::back_up,        Action::manage_tokens,  Action::manage_people,   Action::write_call,
    Action::code_replies,   Action::write_synthesis};
inline constexpr std::array kScopes = {Scope::read, Scope::import, Scope::publish, Scope::correct};

[[nodiscard]] std::string_view name_of(Role role);
/// Of those that can be given; "anyone" is none of them.
[[nodiscard]] std::optional<Role> role_from(std::string_view name);
[[nodiscard]] std::string_view name_of(Scope scope);
[[nodiscard]] std::optional<Scope> scope_from(std::string_view name);
/// Whether a token of this scope may be used for it.
[[nodiscard]] bool covers(Scope scope, Action action);

/// Who acts: the public, or a person with their roles.
struct Actor {
  std::string id;  ///< random id, empty for the public
  std::string name;
  std::string session;                             ///< the session's token, empty without one
  std::set<std::string, std::less<>> administers;  ///< names of spaces; "*" is every space
  std::optional<std::set<Scope>> scopes = {};      ///< of the token they came with, if they did
  std::map<std::string, Role, std::less<>> roles = {};  ///< in other spaces, by name

  [[nodiscard]] Role role_in(std::string_view space) const;
  /// The actions they may take in a space, one bit for each, for tags of answers that differ by it.
  [[nodiscard]] unsigned rights_in(std::string_view space) const;
  /// Whether they are a person who signed in, not the public nor a program with a token.
  [[nodiscard]] bool in_person() const { return !id.empty() && !scopes; }
};

/// The public, who reads what is published.
[[nodiscard]] Actor anyone();
/// Whoever may write in the data folder: the owner of the installation.
[[nodiscard]] Actor owner_of_the_folder();

/// The one table of rights. Asked by `service` only.
[[nodiscard]] bool may(Role role, Action action);
[[nodiscard]] bool may(const Actor& actor, Action action, std::string_view space);
/// Whether they may in any space: for what is theirs and lies in none, as tokens do.
[[nodiscard]] bool may_somewhere(const Actor& actor, Action action);
/// forbidden where they may not: `what` says who may ("only the owner may publish a document").
[[nodiscard]] base::Status must_be_allowed(const Actor& actor, Action action,
                                           std::string_view space, std::string what,
                                           std::string place);

}  // namespace comity::service
