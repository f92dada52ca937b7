#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/tried.h"
#include "http/site.h"

namespace comity::http {

using base::Tried;

struct SignInWish {
  std::string name;
  std::string password;
  std::string code;     ///< of the second factor, or a recovery code
  std::string network;  ///< for slowing down; kept nowhere
};

struct AcceptWish {
  std::string token;
  std::string name;
  std::string password;
};

struct PasswordWish {
  std::string old_password;
  std::string name;
  std::string password;
  std::string network;
};

struct InviteWish {
  std::string name;
  std::string role;
  std::string space;  ///< empty: the installation's own
};

struct RoleWish {
  std::string space;
  std::string role;  ///< "none" takes it
  std::string was;   ///< as its person saw it; conflict where it is another by now
};

/// The part of a Site that knows people and how they sign in; api/openapi.yaml has the answers.
class People {
 public:
  virtual ~People() = default;
  /// unauthenticated in the same words whatever is wrong; unavailable: too many at this moment.
  [[nodiscard]] virtual base::Result<Tried<SignedIn>> sign_in(const SignInWish& wish) = 0;
  /// Whom a one-time link invites. unauthenticated: used, ended or unknown.
  [[nodiscard]] virtual base::Result<base::Json> invitation(std::string_view token) = 0;
  [[nodiscard]] virtual base::Result<SignedIn> accept(const AcceptWish& wish) = 0;

  /// Of who is signed in. forbidden: by a token.
  [[nodiscard]] virtual base::Result<base::Json> account(const Actor& actor) = 0;
  [[nodiscard]] virtual base::Result<Tried<base::Json>> change_password(const PasswordWish& wish,
                                                                        const Actor& actor) = 0;
  [[nodiscard]] virtual base::Result<Tried<base::Json>> begin_factor(std::string_view password,
                                                                     std::string_view network,
                                                                     const Actor& actor) = 0;
  [[nodiscard]] virtual base::Result<Tried<base::Json>> confirm_factor(std::string_view code,
                                                                       std::string_view network,
                                                                       const Actor& actor) = 0;
  [[nodiscard]] virtual base::Result<Tried<base::Json>> end_factor(std::string_view password,
                                                                   std::string_view network,
                                                                   const Actor& actor) = 0;
  [[nodiscard]] virtual base::Status end_own_session(std::string_view session,
                                                     const Actor& actor) = 0;

  /// What an administrator sees and decides. forbidden, not_found.
  [[nodiscard]] virtual base::Result<base::Json> people(const Actor& actor) = 0;
  [[nodiscard]] virtual base::Result<base::Json> person(std::string_view id,
                                                        const Actor& actor) = 0;
  [[nodiscard]] virtual base::Result<base::Json> invite(const InviteWish& wish,
                                                        const Actor& actor) = 0;
  [[nodiscard]] virtual base::Result<base::Json> give_link(std::string_view id,
                                                           const Actor& actor) = 0;
  [[nodiscard]] virtual base::Status change_role(std::string_view id, const RoleWish& wish,
                                                 const Actor& actor) = 0;
  [[nodiscard]] virtual base::Status close_account(std::string_view id, const Actor& actor) = 0;
  [[nodiscard]] virtual base::Status end_session(std::string_view id, std::string_view session,
                                                 const Actor& actor) = 0;
};

}  // namespace comity::http
