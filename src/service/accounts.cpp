#include "service/accounts.h"

#include "base/hash.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kLinkSeconds = 24 * 60 * 60;
constexpr std::int64_t kSessionSeconds = 12 * 60 * 60;

/// 160 random bits as hexadecimal digits, safe in addresses and cookies.
std::string new_token() { return base::sha256(base::random_bytes(32)).hex().substr(0, 40); }

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
  COMITY_TRY(const auto link, accounts.use_link(base::sha256(token), now));
  if (!link) {
    return fail(ErrorKind::unauthenticated, "this link has been used or has ended", "",
                "start the server again, or run comity serve, to get a new link");
  }
  auto session = new_token();
  COMITY_CHECK(
      accounts.put_session({base::sha256(session), link->actor, now, after(now, kSessionSeconds)}));
  (void)accounts.prune(now);
  return SignedIn{std::move(session), kSessionSeconds};
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
  Actor actor{base::to_text((*found)->actor), {}, std::string(session), {}};
  const auto person = accounts.person((*found)->actor);
  if (person && *person) actor.name = (*person)->name;
  if ((*found)->actor == installation.owner()) actor.administers = {"*"};
  return actor;
}

}  // namespace comity::service
