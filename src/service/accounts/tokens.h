#pragma once

#include <set>
#include <string>
#include <string_view>

#include "service/installation.h"

// Tokens: secrets by which programs act for a person, within scopes and for a time. Made, listed
// and revoked by that person, never by a token.
namespace comity::service {

inline constexpr int kTokenDays = 90;
inline constexpr int kMostTokenDays = 3660;

struct TokenWish {
  std::string name;  ///< what it is for, 1 to 100 characters
  std::set<Scope> scopes;
  int days = kTokenDays;  ///< from 1 to kMostTokenDays
};

/// The names of scopes as they are asked for. invalid_input names those there are.
[[nodiscard]] base::Result<std::set<Scope>> scopes_from(const std::vector<std::string>& names);

/// A new token with its `secret`, which is kept nowhere and shown this once:
/// `{"secret", "token": {"id", "name", "scopes[]", "created", "expires"}}`. forbidden,
/// invalid_input.
[[nodiscard]] base::Result<base::JsonObject> make_token(Installation& installation,
                                                        const Actor& actor, const TokenWish& wish);
/// Those that hold: `{"tokens": []}`. forbidden.
[[nodiscard]] base::Result<base::JsonObject> tokens(Installation& installation, const Actor& actor);
/// Ends one at once. forbidden, not_found.
[[nodiscard]] base::Status revoke_token(Installation& installation, const Actor& actor,
                                        std::string_view id);
/// For whom a token acts. unauthenticated: unknown, ended or revoked.
[[nodiscard]] base::Result<Actor> actor_of_token(Installation& installation,
                                                 std::string_view secret);

/// The person in the record: the owner where it is whoever owns the folder. forbidden: the public.
[[nodiscard]] base::Result<store::ActorId> person_of(const Installation& installation,
                                                     const Actor& actor);

}  // namespace comity::service
