#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/tried.h"
#include "service/accounts/accounts.h"

// How people prove who they are: password (argon2id) and second factor (RFC 6238, or a recovery
// code); and what is theirs to change of it.
namespace comity::service {

using base::Tried;

struct SignInWish {
  std::string name;
  std::string password;
  std::string code;     ///< of the second factor, or a recovery code; empty without
  std::string network;  ///< whence, for slowing down; kept nowhere
};

/// unauthenticated, in the same words and time whether name, password or code is wrong;
/// unavailable: too many sign in at this moment.
[[nodiscard]] base::Result<Tried<SignedIn>> sign_in_by_password(Installation& installation,
                                                                const SignInWish& wish);

/// Whom a one-time link invites: `{"name", "renewed"}`, the latter where they had an account
/// before. unauthenticated.
[[nodiscard]] base::Result<base::JsonObject> invitation(Installation& installation,
                                                        std::string_view token);
struct AcceptWish {
  std::string token;
  std::string name;
  std::string password;
};
/// Takes up an account: sets name and password, ends what was before (sessions, second factor), and
/// signs in. unauthenticated (the link was used or has ended), invalid_input, conflict (the name is
/// another person's; the link holds on).
[[nodiscard]] base::Result<SignedIn> accept_invitation(Installation& installation,
                                                       const AcceptWish& wish);
/// The same for somebody invented: an account that nobody enters, since no password is its own, and
/// without a key, so that nothing is sealed to it. Whoever is given another link can take it up.
[[nodiscard]] base::Status accept_for_nobody(Installation& installation, std::string_view token,
                                             std::string_view name);

/// `{"name", "password", "second_factor", "recovery_codes", "key": {"state", "fingerprint",
/// "made"}, "roles": [{"space", "role"}], "sessions": [], "may": {"tokens", "people"}}` of who is
/// signed in; the state of the key for sealed replies is "held" (by this session), "elsewhere" or
/// "none". forbidden: by a token.
[[nodiscard]] base::Result<base::JsonObject> own_account(Installation& installation,
                                                         const Actor& actor);

struct PasswordWish {
  std::string old_password;  ///< empty where there is none yet
  std::string name;          ///< with which they sign in from now on
  std::string password;
  std::string network;
};
/// Sets name and password and ends one's other sessions. forbidden (the old one is wrong),
/// invalid_input, conflict (the name).
[[nodiscard]] base::Result<Tried<std::monostate>> change_password(Installation& installation,
                                                                  const Actor& actor,
                                                                  const PasswordWish& wish);
/// A secret for an authenticator program, shown this once, which holds when a code has shown that
/// it arrived: `{"secret", "otpauth"}`. forbidden (the password), conflict (there is one already).
[[nodiscard]] base::Result<Tried<base::JsonObject>> begin_second_factor(Installation& installation,
                                                                        const Actor& actor,
                                                                        std::string_view password,
                                                                        std::string_view network);
/// `{"recovery_codes": []}`, shown this once, each good once. invalid_input: not the code.
[[nodiscard]] base::Result<Tried<base::JsonObject>> confirm_second_factor(
    Installation& installation, const Actor& actor, std::string_view code,
    std::string_view network);
[[nodiscard]] base::Result<Tried<std::monostate>> end_second_factor(Installation& installation,
                                                                    const Actor& actor,
                                                                    std::string_view password,
                                                                    std::string_view network);
[[nodiscard]] base::Status end_own_session(Installation& installation, const Actor& actor,
                                           std::string_view session);

}  // namespace comity::service
