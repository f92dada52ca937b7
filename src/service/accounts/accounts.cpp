#include "service/accounts/accounts.h"

#include "base/hash.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kLinkSeconds = 24 * 60 * 60;

base::Time after(base::Time now, std::int64_t seconds) {
  return {now.microseconds + seconds * kSecond};
}

}  // namespace

Result<std::string> make_owner_token(Installation& installation) {
  auto token = new_token();
  const auto expires = after(installation.clock().now(), kLinkSeconds);
  COMITY_CHECK(installation.store().accounts().put_link(
      {base::sha256(token), "owner", installation.owner(), expires}));
  return token;
}

Result<SignedIn> sign_in(Installation& installation, std::string_view token) {
  auto& accounts = installation.store().accounts();
  const auto now = installation.clock().now();
  COMITY_TRY(const auto link, accounts.use_link(base::sha256(token), "owner", now));
  if (!link) {
    return fail(ErrorKind::unauthenticated, "this link has been used or has ended", "",
                "start the server again, or run comity serve, to get a new link");
  }
  auto begun = new_session(installation, link->actor, "link");
  COMITY_CHECK(accounts.put_session(begun.session));
  (void)accounts.prune(now);
  return SignedIn{std::move(begun.token), kSessionSeconds};
}

base::Status sign_out(Installation& installation, const Actor& actor) {
  if (actor.session.empty()) return {};
  return installation.store().accounts().end_session(base::sha256(actor.session));
}

Actor actor_of(Installation& installation, std::string_view session) {
  if (session.empty()) return anyone();
  const auto& accounts = installation.store().accounts();
  const auto found = accounts.session(base::sha256(session), installation.clock().now());
  if (!found || !*found) return anyone();
  auto actor = actor_for(installation, (*found)->actor);
  if (!actor) return anyone();
  actor->session = session;
  return *std::move(actor);
}

Result<Actor> actor_for(Installation& installation, store::ActorId person) {
  const auto& accounts = installation.store().accounts();
  Actor actor;
  actor.id = base::to_text(person);
  COMITY_TRY(const auto known, accounts.person(person));
  if (known) actor.name = known->name;
  if (person == installation.owner()) {
    actor.administers = {"*"};
    return actor;
  }
  COMITY_TRY(const auto roles, accounts.roles(person));
  if (!known || roles.empty()) return actor;
  COMITY_TRY(const auto read, installation.store().read());
  for (const auto& each : roles) {
    const auto* space = read.space(each.space);
    // A newer program may know more roles; here they give nothing.
    const auto role = role_from(each.role);
    if (space == nullptr || !role) continue;
    if (*role == Role::administrator)
      actor.administers.insert(space->name);
    else
      actor.roles.emplace(space->name, *role);
  }
  return actor;
}

std::string new_token() { return base::sha256(base::random_bytes(32)).hex().substr(0, 40); }

NewSession new_session(const Installation& installation, store::ActorId person, std::string how) {
  auto token = new_token();
  const auto now = installation.clock().now();
  const auto hash = base::sha256(token);
  return {std::move(token), {hash, person, now, after(now, kSessionSeconds), std::move(how)}};
}

std::string session_id(const base::Hash& token) {
  std::uint64_t id = 0;
  for (std::size_t i = 0; i < sizeof id; ++i) id = id << 8U | token.bytes.at(i);
  return base::crockford(id);
}

base::JsonArray sessions_json(const std::vector<store::Session>& all, store::ActorId person,
                              std::string_view current) {
  base::JsonArray sessions;
  for (auto each = all.rbegin(); each != all.rend(); ++each) {
    if (each->actor != person) continue;
    sessions.push_back(
        base::JsonObject{{"id", session_id(each->token)},
                         {"began", base::to_rfc3339(each->created)},
                         {"ends", base::to_rfc3339(each->expires)},
                         {"how", each->how},
                         {"current", !current.empty() && each->token == base::sha256(current)}});
  }
  return sessions;
}

base::Status end_session_of(Installation& installation, store::ActorId person,
                            std::string_view session) {
  auto& accounts = installation.store().accounts();
  COMITY_TRY(const auto all, accounts.sessions(installation.clock().now()));
  for (const auto& each : all) {
    if (each.actor == person && session_id(each.token) == session) {
      return accounts.end_session(each.token);
    }
  }
  return fail(ErrorKind::not_found, "there is no such session", std::string(session),
              "look at the list of sessions: it may have ended");
}

}  // namespace comity::service
