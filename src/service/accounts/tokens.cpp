#include "service/accounts/tokens.h"

#include <algorithm>

#include "base/hash.h"
#include "base/text.h"
#include "service/accounts/accounts.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonArray;
using base::JsonObject;
using base::Result;

constexpr std::int64_t kDay = std::int64_t{24} * 60 * 60 * 1'000'000;
constexpr std::size_t kLongestTokenName = 100;
constexpr std::string_view kPlace = "/account";

/// 160 random bits, with a word in front by which a secret that strayed is recognised.
std::string new_secret() {
  return "comity_" + base::sha256(base::random_bytes(32)).hex().substr(0, 40);
}

std::string text_of(const std::set<Scope>& scopes) {
  std::string text;
  for (const auto scope : scopes) {
    text += (text.empty() ? "" : " ") + std::string(name_of(scope));
  }
  return text;
}

/// What this program knows of the words kept with a token; a newer one's words give nothing.
std::set<Scope> known_scopes(std::string_view text) {
  std::set<Scope> scopes;
  for (const auto word : base::split(text, ' ')) {
    if (const auto scope = scope_from(word)) scopes.insert(*scope);
  }
  return scopes;
}

JsonObject token_json(const store::Token& token) {
  JsonArray scopes;
  for (const auto scope : known_scopes(token.scopes)) scopes.emplace_back(name_of(scope));
  return {{"id", base::to_text(token.id)},
          {"name", token.name},
          {"scopes", std::move(scopes)},
          {"created", base::to_rfc3339(token.created)},
          {"expires", base::to_rfc3339(token.expires)}};
}

base::Status may_manage(const Actor& actor) {
  if (may_somewhere(actor, Action::manage_tokens)) return {};
  return must_be_allowed(actor, Action::manage_tokens, kOwnSpace,
                         "only readers, editors and administrators have tokens",
                         std::string(kPlace));
}

std::string scopes_there_are() {
  std::string names;
  for (const auto scope : kScopes) {
    names += (names.empty() ? "" : ", ") + std::string(name_of(scope));
  }
  return "name one or more of " + names;
}

base::Status check(const TokenWish& wish) {
  const auto refuse = [](std::string why, std::string member, std::string mend) {
    return fail(ErrorKind::invalid_input, std::move(why), std::move(member), std::move(mend));
  };
  const auto name = base::trimmed(wish.name);
  if (name.empty() || name.size() > kLongestTokenName || !base::is_utf8(name)) {
    return refuse("a token has a name of 1 to 100 characters", "name",
                  "say what it is for: nightly import");
  }
  if (wish.scopes.empty()) {
    return refuse("a token is for something", "scope", scopes_there_are());
  }
  if (wish.days < 1 || wish.days > kMostTokenDays) {
    return refuse("a token holds for some days", "days",
                  "give a number from 1 to " + std::to_string(kMostTokenDays));
  }
  return {};
}

}  // namespace

Result<std::set<Scope>> scopes_from(const std::vector<std::string>& names) {
  std::set<Scope> scopes;
  for (const auto& name : names) {
    const auto scope = scope_from(name);
    if (!scope) {
      return fail(ErrorKind::invalid_input, "there is no scope " + name, "scope",
                  scopes_there_are());
    }
    scopes.insert(*scope);
  }
  return scopes;
}

Result<store::ActorId> person_of(const Installation& installation, const Actor& actor) {
  if (actor.id == owner_of_the_folder().id) return installation.owner();
  const auto id = base::from_crockford(actor.id);
  if (!id) return fail(ErrorKind::forbidden, "the public has no account", std::string(kPlace));
  return store::ActorId{*id};
}

Result<JsonObject> make_token(Installation& installation, const Actor& actor,
                              const TokenWish& wish) {
  COMITY_CHECK(may_manage(actor));
  COMITY_CHECK(check(wish));
  COMITY_TRY(const auto person, person_of(installation, actor));
  auto secret = new_secret();
  const auto now = installation.clock().now();
  const store::Token token{{base::random_id()},
                           base::sha256(secret),
                           person,
                           std::string(base::trimmed(wish.name)),
                           text_of(wish.scopes),
                           now,
                           {now.microseconds + wish.days * kDay}};
  COMITY_CHECK(installation.store().accounts().put_token(token));
  return JsonObject{{"secret", std::move(secret)}, {"token", token_json(token)}};
}

Result<JsonObject> tokens(Installation& installation, const Actor& actor) {
  COMITY_CHECK(may_manage(actor));
  COMITY_TRY(const auto person, person_of(installation, actor));
  COMITY_TRY(const auto found,
             installation.store().accounts().tokens(person, installation.clock().now()));
  JsonArray all;
  for (const auto& token : found) all.push_back(token_json(token));
  return JsonObject{{"tokens", std::move(all)}};
}

base::Status revoke_token(Installation& installation, const Actor& actor, std::string_view id) {
  COMITY_CHECK(may_manage(actor));
  COMITY_TRY(const auto person, person_of(installation, actor));
  const auto number = base::from_crockford(id);
  const auto ended =
      number ? installation.store().accounts().end_token(person, {*number}) : Result<bool>(false);
  if (!ended) return tl::unexpected<base::Error>(ended.error());
  if (*ended) return {};
  return fail(ErrorKind::not_found, "there is no such token", std::string(id),
              "look at the list of tokens: it may have ended");
}

Result<Actor> actor_of_token(Installation& installation, std::string_view secret) {
  const auto& accounts = installation.store().accounts();
  COMITY_TRY(const auto token, accounts.token(base::sha256(secret), installation.clock().now()));
  if (!token) {
    return fail(ErrorKind::unauthenticated, "this token is unknown or has ended", "Authorization",
                "make another on /account");
  }
  COMITY_TRY(auto actor, actor_for(installation, token->actor));
  actor.scopes = known_scopes(token->scopes);
  return actor;
}

}  // namespace comity::service
