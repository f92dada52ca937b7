#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "service/installation.h"

// Signing in and out (design 10). Tokens are random and kept as hashes only.
namespace comity::service {

/// A new one-time token that signs in the owner, valid for a day. Whoever may write in the data
/// folder may have one made.
[[nodiscard]] base::Result<std::string> make_owner_token(Installation& installation);

struct SignedIn {
  std::string session;  ///< opaque, for the cookie
  std::int64_t seconds = 0;
};

/// Spends the owner's one-time token. unauthenticated: spent, ended or unknown.
[[nodiscard]] base::Result<SignedIn> sign_in(Installation& installation, std::string_view token);
/// Ends the actor's session; the public has none to end.
[[nodiscard]] base::Status sign_out(Installation& installation, const Actor& actor);
/// Whose session it is; the public where it is unknown or ended.
[[nodiscard]] Actor actor_of(Installation& installation, std::string_view session);
/// A person with their name and roles, without session or scopes. Whose name nobody knows any more
/// has no roles.
[[nodiscard]] base::Result<Actor> actor_for(Installation& installation, store::ActorId person);

/// 160 random bits as hexadecimal digits, safe in addresses and cookies.
[[nodiscard]] std::string new_token();
/// A session that begins now, with its token.
struct NewSession {
  std::string token;
  store::Session session;
};
[[nodiscard]] NewSession new_session(const Installation& installation, store::ActorId person,
                                     std::string how);
/// How long a session holds.
inline constexpr std::int64_t kSessionSeconds = 12 * 60 * 60;
/// A name of a session by which it cannot be used: 13 characters of Crockford base 32.
[[nodiscard]] std::string session_id(const base::Hash& token);
/// Those of a person, newest first, `current` marked: `[{"id", "began", "ends", "how",
/// "current"}]`.
[[nodiscard]] base::JsonArray sessions_json(const std::vector<store::Session>& all,
                                            store::ActorId person, std::string_view current);
/// Ends a session of that person. not_found.
[[nodiscard]] base::Status end_session_of(Installation& installation, store::ActorId person,
                                          std::string_view session);

}  // namespace comity::service
