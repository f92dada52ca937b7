#include "service/permissions.h"

namespace comity::service {

Role Actor::role_in(std::string_view space) const {
  const bool administrator = administers.contains("*") || administers.contains(space);
  return administrator ? Role::administrator : Role::anyone;
}

Actor anyone() { return {}; }

Actor owner_of_the_folder() { return {"owner", "", "", {"*"}}; }

bool may(Role role, Action action) {
  switch (role) {
    case Role::anyone:
      return action == Action::read_published;
    case Role::administrator:
      return true;
  }
  return false;
}

bool may(const Actor& actor, Action action, std::string_view space) {
  return may(actor.role_in(space), action);
}

}  // namespace comity::service
