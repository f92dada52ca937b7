#include "service/accounts/people.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "base/hash.h"
#include "base/text.h"
#include "service/accounts/accounts.h"
#include "service/accounts/tokens.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonArray;
using base::JsonObject;
using base::Result;

constexpr std::string_view kPeoplePlace = "/people";
constexpr std::string_view kInvitation = "invitation";
constexpr std::size_t kLongestPersonName = 100;

/// One person with all that is known of them beside the journal.
struct Known {
  store::Person person;
  std::vector<std::pair<std::string, std::string>> roles;  ///< by name of space
  bool signs_in = false;                                   ///< has a password
  bool factor = false;
  base::Time invited_until;  ///< 0 without a link that holds
};

/// Everyone, at one moment: the owner of the folder, then by name.
struct Everyone {
  std::vector<Known> people;
  std::vector<store::Session> sessions;
};

base::Status may_manage_people(const Actor& actor) {
  if (may_somewhere(actor, Action::manage_people)) return {};
  return must_be_allowed(actor, Action::manage_people, kOwnSpace,
                         "only an administrator sees and invites people",
                         std::string(kPeoplePlace));
}

Result<Everyone> everyone(Installation& installation) {
  auto& store = installation.store();
  const auto now = installation.clock().now();
  COMITY_TRY(const auto read, store.read());
  COMITY_TRY(const auto people, store.accounts().people());
  COMITY_TRY(const auto roles, store.accounts().roles(std::nullopt));
  COMITY_TRY(const auto credentials, store.credentials().all());
  COMITY_TRY(const auto links, store.accounts().links(kInvitation, now));
  Everyone all;
  COMITY_TRY(all.sessions, store.accounts().sessions(now));
  for (const auto& each : people) {
    Known known{each, {}, false, false, {}};
    for (const auto& role : roles) {
      const auto* space = role.person == each.actor ? read.space(role.space) : nullptr;
      if (space != nullptr) known.roles.emplace_back(space->name, role.role);
    }
    for (const auto& credential : credentials) {
      if (credential.person != each.actor) continue;
      known.signs_in = true;
      known.factor = credential.factor_holds;
    }
    for (const auto& link : links) {
      if (link.actor == each.actor) known.invited_until = link.expires;
    }
    all.people.push_back(std::move(known));
  }
  const auto owner = installation.owner();
  std::sort(all.people.begin(), all.people.end(), [owner](const Known& a, const Known& b) {
    const auto key = [owner](const Known& known) {
      return std::tuple(known.person.actor != owner, base::folded(known.person.name),
                        known.person.actor.value);
    };
    return key(a) < key(b);
  });
  return all;
}

/// Whether the actor administers a space in which the person has a role; the owner of the folder
/// sees all.
bool sees(const Actor& actor, const Known& known) {
  if (actor.administers.contains("*")) return true;
  return std::any_of(known.roles.begin(), known.roles.end(), [&](const auto& role) {
    return may(actor, Action::manage_people, role.first);
  });
}

/// Whether all of the person is theirs to decide on: an administrator of one space does not close
/// the account of somebody who works in another too.
bool manages(const Installation& installation, const Actor& actor, const Known& known) {
  if (known.person.actor == installation.owner()) return false;
  if (actor.administers.contains("*")) return true;
  return !known.roles.empty() &&
         std::all_of(known.roles.begin(), known.roles.end(), [&](const auto& role) {
           return may(actor, Action::manage_people, role.first);
         });
}

std::string_view state_of(const Installation& installation, const Known& known) {
  if (known.person.actor == installation.owner() || known.signs_in) return "active";
  return known.invited_until.microseconds > 0 ? "invited" : "lapsed";
}

JsonObject person_json(const Installation& installation, const Actor& actor, const Known& known,
                       const std::vector<store::Session>& sessions) {
  const auto id = base::to_text(known.person.actor);
  JsonArray roles;
  for (const auto& [space, role] : known.roles) {
    // What somebody is elsewhere is the affair of that space.
    if (!may(actor, Action::manage_people, space)) continue;
    roles.push_back(JsonObject{{"space", space}, {"role", role}});
  }
  const auto begun = std::count_if(sessions.begin(), sessions.end(), [&](const auto& session) {
    return session.actor == known.person.actor;
  });
  const bool invited = known.invited_until.microseconds > 0;
  const bool mine = manages(installation, actor, known);
  return {{"id", id},
          {"name", known.person.name},
          {"owner", known.person.actor == installation.owner()},
          {"state", state_of(installation, known)},
          {"link_until", invited ? base::to_rfc3339(known.invited_until) : std::string()},
          {"second_factor", known.factor},
          {"roles", std::move(roles)},
          {"session_count", mine ? begun : 0},
          {"managed", mine},
          {"address", "/people/" + id}};
}

/// The spaces in which the actor may give roles.
Result<JsonArray> spaces_of(Installation& installation, const Actor& actor) {
  COMITY_TRY(const auto read, installation.store().read());
  JsonArray spaces;
  for (const auto& space : read.spaces()) {
    if (!may(actor, Action::manage_people, space.name)) continue;
    spaces.push_back(JsonObject{{"space", space.name}, {"title", space.title}});
  }
  return spaces;
}

tl::unexpected<base::Error> no_such_person(std::string_view id) {
  return fail(ErrorKind::not_found, "there is no such person", std::string(id),
              "look at the list of people: the account may have been closed");
}

/// A person whom the actor may see.
Result<Known> seen_person(Installation& installation, const Actor& actor, std::string_view id) {
  COMITY_CHECK(may_manage_people(actor));
  COMITY_TRY(auto all, everyone(installation));
  for (auto& known : all.people) {
    if (base::to_text(known.person.actor) == id && sees(actor, known)) return std::move(known);
  }
  return no_such_person(id);
}

/// A person who is theirs to decide on.
Result<Known> managed_person(Installation& installation, const Actor& actor, std::string_view id) {
  COMITY_TRY(auto known, seen_person(installation, actor, id));
  if (manages(installation, actor, known)) return known;
  const bool owner = known.person.actor == installation.owner();
  return fail(ErrorKind::forbidden,
              owner ? "nobody else decides on the account of the folder's owner"
                    : "this person has roles in spaces that you do not administer",
              std::string(id),
              owner ? "use comity admin link on the machine that keeps the record"
                    : "take their role in your own space, or ask the owner of the folder");
}

Result<store::SpaceId> space_named(Installation& installation, std::string_view name) {
  COMITY_TRY(const auto read, installation.store().read());
  const auto* space = read.space(name);
  if (space != nullptr) return space->id;
  return fail(ErrorKind::not_found, "there is no such space", std::string(name),
              "name one that is there");
}

Result<Role> role_to_give(std::string_view role) {
  if (const auto known = role_from(role)) return *known;
  return fail(ErrorKind::invalid_input, "there is no role " + std::string(role), "role",
              "name one of contributor, reader, editor, administrator");
}

/// A link for a person, and its answer.
struct MadeLink {
  store::Link link;
  JsonObject answer;
};

MadeLink new_link(const Installation& installation, store::ActorId person) {
  const auto token = new_token();
  const auto now = installation.clock().now().microseconds;
  const base::Time until{now + kInvitationSeconds * 1'000'000};
  return {{base::sha256(token), std::string(kInvitation), person, until},
          {{"link", "/invitation?token=" + token}, {"until", base::to_rfc3339(until)}}};
}

}  // namespace

Result<std::string> person_name(std::string_view name) {
  auto kept = base::is_utf8(name) ? base::collapsed(base::normalised(name)) : std::string();
  if (!kept.empty() && kept.size() <= 4 * kLongestPersonName &&
      std::count_if(kept.begin(), kept.end(), [](char c) { return (c & 0xC0) != 0x80; }) <=
          static_cast<std::ptrdiff_t>(kLongestPersonName)) {
    return kept;
  }
  return fail(ErrorKind::invalid_input, "a name has 1 to 100 characters", "name",
              "write the name that others know the person by");
}

Result<JsonObject> people(Installation& installation, const Actor& actor) {
  COMITY_CHECK(may_manage_people(actor));
  COMITY_TRY(auto all, everyone(installation));
  JsonArray seen;
  for (const auto& known : all.people) {
    if (sees(actor, known)) seen.push_back(person_json(installation, actor, known, all.sessions));
  }
  JsonArray roles;
  for (const auto role : kRoles) {
    if (role != Role::anyone) roles.emplace_back(name_of(role));
  }
  COMITY_TRY(auto spaces, spaces_of(installation, actor));
  return JsonObject{
      {"people", std::move(seen)}, {"spaces", std::move(spaces)}, {"roles", std::move(roles)}};
}

Result<JsonObject> person(Installation& installation, const Actor& actor, std::string_view id) {
  COMITY_TRY(const auto known, seen_person(installation, actor, id));
  COMITY_TRY(const auto sessions,
             installation.store().accounts().sessions(installation.clock().now()));
  auto json = person_json(installation, actor, known, sessions);
  json["sessions"] = base::truth_at(json, "managed")
                         ? sessions_json(sessions, known.person.actor, actor.session)
                         : JsonArray();
  COMITY_TRY(json["spaces"], spaces_of(installation, actor));
  return json;
}

Result<JsonObject> invite(Installation& installation, const Actor& actor, const InviteWish& wish) {
  const auto space = wish.space.empty() ? std::string(kOwnSpace) : wish.space;
  COMITY_CHECK(must_be_allowed(actor, Action::manage_people, space,
                               "only an administrator invites people into the space " + space,
                               std::string(kPeoplePlace)));
  COMITY_TRY(auto name, person_name(wish.name));
  COMITY_TRY(const auto role, role_to_give(wish.role));
  COMITY_TRY(const auto space_id, space_named(installation, space));
  COMITY_TRY(const auto inviter, person_of(installation, actor));
  const store::Person invited{{base::random_id()}, std::move(name), installation.clock().now()};
  auto made = new_link(installation, invited.actor);
  COMITY_CHECK(installation.store().append(
      {{space_id, inviter, store::RoleChanged{invited.actor, std::string(name_of(role))}},
       {space_id, inviter, store::LinkGiven{invited.actor}}},
      {invited, made.link, std::nullopt}));
  COMITY_TRY(auto shown, person(installation, actor, base::to_text(invited.actor)));
  made.answer["person"] = std::move(shown);
  return std::move(made.answer);
}

Result<JsonObject> give_link(Installation& installation, const Actor& actor, std::string_view id) {
  COMITY_TRY(const auto known, managed_person(installation, actor, id));
  COMITY_TRY(const auto giver, person_of(installation, actor));
  if (known.roles.empty()) {
    return fail(ErrorKind::conflict, "this person has no role any more", std::string(id),
                "give them a role first");
  }
  COMITY_TRY(const auto space, space_named(installation, known.roles.front().first));
  auto made = new_link(installation, known.person.actor);
  COMITY_CHECK(installation.store().append({{space, giver, store::LinkGiven{known.person.actor}}},
                                           {std::nullopt, made.link, std::nullopt}));
  COMITY_TRY(auto shown, person(installation, actor, id));
  made.answer["person"] = std::move(shown);
  return std::move(made.answer);
}

base::Status change_role(Installation& installation, const Actor& actor, std::string_view id,
                         const RoleWish& wish) {
  COMITY_TRY(const auto known, seen_person(installation, actor, id));
  COMITY_CHECK(must_be_allowed(actor, Action::manage_people, wish.space,
                               "only an administrator gives roles in the space " + wish.space,
                               std::string(id)));
  COMITY_TRY(const auto giver, person_of(installation, actor));
  if (known.person.actor == installation.owner() || known.person.actor == giver) {
    return fail(ErrorKind::conflict,
                "nobody changes their own role, nor that of the folder's owner", std::string(id),
                "ask another administrator");
  }
  store::RoleChanged change{known.person.actor, {}, std::nullopt};
  if (wish.role != "none") {
    COMITY_TRY(const auto meant, role_to_give(wish.role));
    change.role = name_of(meant);
  }
  if (!wish.was.empty()) change.was = wish.was == "none" ? std::string() : wish.was;
  COMITY_TRY(const auto space, space_named(installation, wish.space));
  COMITY_CHECK(installation.store().append({{space, giver, std::move(change)}}));
  return {};
}

base::Status close_account(Installation& installation, const Actor& actor, std::string_view id) {
  COMITY_TRY(const auto known, managed_person(installation, actor, id));
  COMITY_TRY(const auto closer, person_of(installation, actor));
  if (known.person.actor == closer) {
    return fail(ErrorKind::conflict, "nobody closes their own account", std::string(id),
                "ask another administrator");
  }
  std::vector<store::NewEntry> entries;
  for (const auto& [name, role] : known.roles) {
    COMITY_TRY(const auto space, space_named(installation, name));
    entries.push_back({space, closer, store::RoleChanged{known.person.actor, {}}});
  }
  COMITY_CHECK(installation.store().append(std::move(entries),
                                           {std::nullopt, std::nullopt, known.person.actor}));
  return {};
}

base::Status end_session_of(Installation& installation, const Actor& actor, std::string_view id,
                            std::string_view session) {
  COMITY_TRY(const auto known, managed_person(installation, actor, id));
  return end_session_of(installation, known.person.actor, session);
}

}  // namespace comity::service
