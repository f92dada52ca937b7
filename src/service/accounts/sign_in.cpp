#include "service/accounts/sign_in.h"

#include <algorithm>
#include <vector>

#include "base/ascii.h"
#include "base/hash.h"
#include "base/text.h"
#include "service/accounts/attempts.h"
#include "service/accounts/people.h"
#include "service/accounts/tokens.h"
#include "service/accounts/totp.h"
#include "service/finding/saved_searches.h"
#include "service/sealing/person_keys.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonArray;
using base::JsonObject;
using base::Result;

constexpr std::string_view kAccount = "/account";
constexpr std::size_t kShortestPassword = 12;
constexpr std::size_t kLongestPassword = 1024;
constexpr std::size_t kRecoveryCodes = 10;

/// The name under which somebody signs in: case, forms of letters and spaces aside.
std::string sign_in_key(std::string_view name) {
  return base::is_utf8(name) ? base::folded(base::collapsed(base::normalised(name)))
                             : std::string();
}

tl::unexpected<base::Error> not_signed_in_by(std::string place) {
  return fail(ErrorKind::unauthenticated, "name, password or code is wrong", std::move(place),
              "who has set up a second factor gives its code too; an administrator can give a new "
              "link");
}

base::Status check_password(std::string_view password, std::string_view name) {
  const auto refuse = [](std::string why, std::string mend) {
    return fail(ErrorKind::invalid_input, std::move(why), "password", std::move(mend));
  };
  const auto characters = static_cast<std::size_t>(
      std::count_if(password.begin(), password.end(), [](char c) { return (c & 0xC0) != 0x80; }));
  if (characters < kShortestPassword) {
    return refuse("a password has 12 characters or more", "four words in a row are easy to keep");
  }
  if (password.size() > kLongestPassword || !base::is_utf8(password)) {
    return refuse("a password is a text of 1024 bytes at most", "choose a shorter one");
  }
  if (sign_in_key(password) == sign_in_key(name)) {
    return refuse("the password is the name", "choose another: four words in a row, perhaps");
  }
  return {};
}

/// Sixteen letters and digits (80 random bits), in fours.
std::string new_recovery_code() {
  const auto letters = base32(base::random_bytes(10));
  std::string code;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (i > 0 && i % 4 == 0) code += '-';
    code += letters[i];
  }
  return code;
}

/// Of a code as somebody typed it: case, spaces and dashes aside, and digits that are none in it
/// taken for the letters they look like.
base::Hash recovery_hash(std::string_view typed) {
  std::string letters;
  for (char c : typed) {
    if (base::is_lower(c)) c = static_cast<char>(c - 'a' + 'A');
    if (c == '0') c = 'O';
    if (c == '1') c = 'I';
    if (base::is_letter(c) || base::is_digit(c)) letters += c;
  }
  return base::sha256(letters);
}

/// How the second factor was shown: "factor", "recovery", or nothing where it was not.
Result<std::string> factor_shown(Installation& installation, const store::Credential& credential,
                                 std::string_view code) {
  auto& credentials = installation.store().credentials();
  if (code.empty()) return std::string();
  if (const auto step = totp_step_of(credential.factor, code, installation.clock().now())) {
    COMITY_TRY(const bool spent, credentials.spend_step(credential.person, *step));
    return std::string(spent ? "factor" : "");
  }
  COMITY_TRY(const bool spent, credentials.spend_code(credential.person, recovery_hash(code)));
  return std::string(spent ? "recovery" : "");
}

/// Who is signed in and does not act by a token, with how they sign in.
struct Self {
  store::ActorId person;
  std::optional<store::Credential> credential;
};

Result<Self> self_of(Installation& installation, const Actor& actor) {
  if (!actor.in_person()) {
    return fail(ErrorKind::forbidden, "only who is signed in has an account to look after",
                std::string(kAccount), "sign in: no token is for it");
  }
  COMITY_TRY(const auto person, person_of(installation, actor));
  COMITY_TRY(auto credential, installation.store().credentials().of(person));
  return Self{person, std::move(credential)};
}

tl::unexpected<base::Error> no_password_yet() {
  return fail(ErrorKind::conflict, "this account has no password yet", std::string(kAccount),
              "set a password first");
}

/// Whether the password of who is signed in was given: a session that was left open is not enough
/// to lock its person out.
Result<Tried<std::monostate>> password_given(Installation& installation,
                                             const store::Credential& credential,
                                             std::string_view password, std::string_view network) {
  auto& attempts = installation.attempts();
  const auto wait = attempts.wait_of(credential.sign_in, network);
  if (wait > 0) return Tried<std::monostate>{std::nullopt, wait};
  COMITY_TRY(const bool right,
             installation.passwords().is(password, credential.password, Comes::known));
  if (!right) return fail(ErrorKind::forbidden, "this is not your password", "password");
  attempts.right(credential.sign_in, network);
  return Tried<std::monostate>{std::monostate{}, 0};
}

tl::unexpected<base::Error> link_ended() {
  return fail(ErrorKind::unauthenticated, "this link has been used or has ended", "/invitation",
              "ask the administrator who gave it for another");
}

/// Whom a one-time link invites.
Result<store::Person> invited_by(Installation& installation, std::string_view token) {
  const auto& accounts = installation.store().accounts();
  COMITY_TRY(const auto links, accounts.links("invitation", installation.clock().now()));
  const auto hash = base::sha256(token);
  const auto found = std::find_if(links.begin(), links.end(),
                                  [&](const store::Link& link) { return link.token == hash; });
  if (found == links.end()) return link_ended();
  COMITY_TRY(auto person, accounts.person(found->actor));
  if (!person) return link_ended();
  return *std::move(person);
}

/// The key by which the person reads sealed replies, and whether this session holds it.
Result<JsonObject> key_json(Installation& installation, const Actor& actor, store::ActorId person) {
  COMITY_TRY(const auto key, installation.store().reader_keys().of(person));
  if (!key) return JsonObject{{"state", "none"}, {"fingerprint", ""}, {"made", ""}};
  COMITY_TRY(const auto held, key_in_session(installation, actor));
  return JsonObject{{"state", held && held->key == key->key ? "held" : "elsewhere"},
                    {"fingerprint", fingerprint(key->key)},
                    {"made", base::to_rfc3339(key->made).substr(0, 10)}};
}

JsonArray roles_json(const Actor& actor) {
  JsonArray roles;
  for (const auto& space : actor.administers) {
    roles.push_back(JsonObject{{"space", space}, {"role", name_of(Role::administrator)}});
  }
  for (const auto& [space, role] : actor.roles) {
    roles.push_back(JsonObject{{"space", space}, {"role", name_of(role)}});
  }
  return roles;
}

}  // namespace

Result<Tried<SignedIn>> sign_in_by_password(Installation& installation, const SignInWish& wish) {
  auto& store = installation.store();
  const auto key = sign_in_key(wish.name);
  const auto wait = installation.attempts().wait_of(key, wish.network);
  if (wait > 0) return Tried<SignedIn>{std::nullopt, wait};
  if (wish.password.size() > kLongestPassword) return not_signed_in_by("/sign-in");
  COMITY_TRY(const auto credential, store.credentials().named(key));
  const bool known = installation.attempts().knows(key, wish.network);
  const auto right =
      installation.passwords().is(wish.password, credential ? credential->password : std::string(),
                                  known ? Comes::known : Comes::stranger);
  if (!right) {
    installation.attempts().not_tried(key, wish.network);
    return tl::unexpected<base::Error>(right.error());
  }
  if (!*right || !credential) return not_signed_in_by("/sign-in");
  auto begun = new_session(installation, credential->person, "password");
  COMITY_TRY(begun.session.held,
             held_by_password(installation, credential->person, wish.password, begun.token));
  // Last of what can fail: a code is spent by being tried.
  if (credential->factor_holds) {
    COMITY_TRY(begun.session.how, factor_shown(installation, *credential, wish.code));
    if (begun.session.how.empty()) return not_signed_in_by("/sign-in");
  }
  COMITY_CHECK(store.accounts().put_session(begun.session));
  (void)store.accounts().prune(installation.clock().now());
  installation.attempts().right(key, wish.network);
  return Tried<SignedIn>{SignedIn{std::move(begun.token), kSessionSeconds}, 0};
}

Result<JsonObject> invitation(Installation& installation, std::string_view token) {
  COMITY_TRY(const auto invited, invited_by(installation, token));
  COMITY_TRY(const auto credential, installation.store().credentials().of(invited.actor));
  return JsonObject{{"name", invited.name}, {"renewed", credential.has_value()}};
}

Result<SignedIn> accept_invitation(Installation& installation, const AcceptWish& wish) {
  // Before anything is hashed: whoever knows no link must not make this machine work.
  COMITY_TRY(const auto invited, invited_by(installation, wish.token));
  COMITY_TRY(const auto name, person_name(wish.name));
  COMITY_CHECK(check_password(wish.password, name));
  COMITY_TRY(const auto password, installation.passwords().hash(wish.password));
  auto begun = new_session(installation, {}, "link");
  COMITY_TRY(auto key,
             key_for_password(installation, invited.actor, {}, wish.password, begun.token));
  begun.session.held = std::move(key.held);
  COMITY_TRY(const auto person,
             installation.store().credentials().accept(
                 {base::sha256(wish.token), installation.clock().now(), name, sign_in_key(name),
                  password, begun.session, std::move(key.key)}));
  if (!person) return link_ended();
  return SignedIn{std::move(begun.token), kSessionSeconds};
}

base::Status accept_for_nobody(Installation& installation, std::string_view token,
                               std::string_view given) {
  COMITY_TRY(const auto name, person_name(given));
  const auto session = new_session(installation, {}, "link").session;
  const std::string no_password;  // is right for none, and takes as long to be found wrong
  COMITY_TRY(const auto person, installation.store().credentials().accept(
                                    {base::sha256(token), installation.clock().now(), name,
                                     sign_in_key(name), no_password, session, std::nullopt}));
  if (!person) return link_ended();
  return installation.store().accounts().end_session(session.token);
}

Result<JsonObject> own_account(Installation& installation, const Actor& actor) {
  COMITY_TRY(const auto self, self_of(installation, actor));
  auto& store = installation.store();
  COMITY_TRY(const auto sessions, store.accounts().sessions(installation.clock().now()));
  COMITY_TRY(const auto codes, installation.store().credentials().codes_left(self.person));
  COMITY_TRY(auto key, key_json(installation, actor, self.person));
  COMITY_TRY(auto saved, saved_search_names(installation, actor));
  return JsonObject{{"name", actor.name},
                    {"saved", std::move(saved)},
                    {"password", self.credential.has_value()},
                    {"second_factor", self.credential && self.credential->factor_holds},
                    {"recovery_codes", codes},
                    {"key", std::move(key)},
                    {"roles", roles_json(actor)},
                    {"sessions", sessions_json(sessions, self.person, actor.session)},
                    {"may", JsonObject{{"tokens", may_somewhere(actor, Action::manage_tokens)},
                                       {"people", may_somewhere(actor, Action::manage_people)}}}};
}

Result<Tried<std::monostate>> change_password(Installation& installation, const Actor& actor,
                                              const PasswordWish& wish) {
  COMITY_TRY(const auto self, self_of(installation, actor));
  COMITY_TRY(const auto name, person_name(wish.name));
  COMITY_CHECK(check_password(wish.password, name));
  if (self.credential) {
    COMITY_TRY(auto given,
               password_given(installation, *self.credential, wish.old_password, wish.network));
    if (!given.done) return given;
  }
  COMITY_TRY(const auto password, installation.passwords().hash(wish.password));
  COMITY_TRY(const auto key, key_for_password(installation, self.person, wish.old_password,
                                              wish.password, actor.session));
  COMITY_CHECK(installation.store().credentials().put_password(
      self.person, name, sign_in_key(name), password, {base::sha256(actor.session), key.held},
      key.key));
  return Tried<std::monostate>{std::monostate{}, 0};
}

Result<Tried<JsonObject>> begin_second_factor(Installation& installation, const Actor& actor,
                                              std::string_view password, std::string_view network) {
  COMITY_TRY(const auto self, self_of(installation, actor));
  if (!self.credential) return no_password_yet();
  if (self.credential->factor_holds) {
    return fail(ErrorKind::conflict, "there is a second factor already", std::string(kAccount),
                "take it away first");
  }
  COMITY_TRY(const auto given, password_given(installation, *self.credential, password, network));
  if (!given.done) return Tried<JsonObject>{std::nullopt, given.wait};
  const auto secret = new_totp_secret();
  COMITY_CHECK(installation.store().credentials().offer_factor(self.person, secret));
  return Tried<JsonObject>{
      JsonObject{{"secret", base32(secret)}, {"otpauth", otpauth_address(secret, actor.name)}}, 0};
}

Result<Tried<JsonObject>> confirm_second_factor(Installation& installation, const Actor& actor,
                                                std::string_view code, std::string_view network) {
  COMITY_TRY(const auto self, self_of(installation, actor));
  if (!self.credential || self.credential->factor.empty() || self.credential->factor_holds) {
    return fail(ErrorKind::conflict, "no second factor is being set up", std::string(kAccount),
                "begin with the password");
  }
  const auto wait = installation.attempts().wait_of(self.credential->sign_in, network);
  if (wait > 0) return Tried<JsonObject>{std::nullopt, wait};
  const auto step = totp_step_of(self.credential->factor, code, installation.clock().now());
  if (!step) {
    return fail(ErrorKind::invalid_input, "this is not the code of this moment", "code",
                "look whether the clocks of both machines are right, then type the next one");
  }
  installation.attempts().right(self.credential->sign_in, network);
  JsonArray codes;
  std::vector<base::Hash> hashes;
  for (std::size_t i = 0; i < kRecoveryCodes; ++i) {
    const auto recovery = new_recovery_code();
    hashes.push_back(recovery_hash(recovery));
    codes.emplace_back(recovery);
  }
  COMITY_CHECK(installation.store().credentials().confirm_factor(self.person, *step, hashes));
  return Tried<JsonObject>{JsonObject{{"recovery_codes", std::move(codes)}}, 0};
}

Result<Tried<std::monostate>> end_second_factor(Installation& installation, const Actor& actor,
                                                std::string_view password,
                                                std::string_view network) {
  COMITY_TRY(const auto self, self_of(installation, actor));
  if (!self.credential) return no_password_yet();
  COMITY_TRY(auto given, password_given(installation, *self.credential, password, network));
  if (!given.done) return given;
  COMITY_CHECK(installation.store().credentials().end_factor(self.person));
  return given;
}

base::Status end_own_session(Installation& installation, const Actor& actor,
                             std::string_view session) {
  COMITY_TRY(const auto self, self_of(installation, actor));
  return end_session_of(installation, self.person, session);
}

}  // namespace comity::service
