#pragma once

#include <string>
#include <string_view>

#include "service/installation.h"

// People and their roles in spaces: invited by a one-time link, given roles, seen by those who
// administer a space of theirs (docs/decisions/0025-people-and-roles.md). What an administrator
// decides is in the journal of the space, by the random id of the person; names, links and sessions
// are not.
namespace comity::service {

/// For how long a one-time link to take up an account holds.
inline constexpr std::int64_t kInvitationSeconds = std::int64_t{3} * 24 * 60 * 60;

struct InviteWish {
  std::string name;  ///< as the inviter knows the person, who may choose another
  std::string role;
  std::string space;  ///< empty: the installation's own
};

/// Those with a role in a space that the actor administers, for the owner all: `{"people": [],
/// "spaces": [{"space", "title"}], "roles": []}`, the spaces and roles being those that the actor
/// may give. forbidden.
[[nodiscard]] base::Result<base::JsonObject> people(Installation& installation, const Actor& actor);
/// One of them, with `sessions`. not_found, forbidden.
[[nodiscard]] base::Result<base::JsonObject> person(Installation& installation, const Actor& actor,
                                                    std::string_view id);

/// A new person with a role and a one-time link, which is shown this once: `{"link", "until",
/// "person": {}}`, the link being a path on the server. forbidden, invalid_input, not_found (the
/// space).
[[nodiscard]] base::Result<base::JsonObject> invite(Installation& installation, const Actor& actor,
                                                    const InviteWish& wish);
/// Another link for a person who lost theirs, or their password or second factor; it takes the
/// place of earlier ones. The same answer.
[[nodiscard]] base::Result<base::JsonObject> give_link(Installation& installation,
                                                       const Actor& actor, std::string_view id);
struct RoleWish {
  std::string space;
  std::string role;  ///< "none" takes it
  std::string was;   ///< "none" where there was none; empty: whatever it is now
};
/// Gives a person a role in a space. conflict: one's own, or another `was`.
[[nodiscard]] base::Status change_role(Installation& installation, const Actor& actor,
                                       std::string_view id, const RoleWish& wish);
/// Takes every role, session, token and link, and forgets name and password.
[[nodiscard]] base::Status close_account(Installation& installation, const Actor& actor,
                                         std::string_view id);
[[nodiscard]] base::Status end_session_of(Installation& installation, const Actor& actor,
                                          std::string_view id, std::string_view session);

/// A name as it is kept: 1 to 100 characters on one line. invalid_input.
[[nodiscard]] base::Result<std::string> person_name(std::string_view name);

}  // namespace comity::service
