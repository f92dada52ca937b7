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

/// Spends a one-time token. unauthenticated: spent, ended or unknown.
[[nodiscard]] base::Result<SignedIn> sign_in(Installation& installation, std::string_view token);
/// Ends the actor's session; the public has none to end.
[[nodiscard]] base::Status sign_out(Installation& installation, const Actor& actor);
/// Whose session it is; the public where it is unknown or ended.
[[nodiscard]] Actor actor_of(Installation& installation, std::string_view session);

}  // namespace comity::service
