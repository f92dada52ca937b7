#include "app/person.h"

#include "service/accounts.h"
#include "service/tokens.h"

namespace comity::app {

service::Actor person(service::Installation& installation, const http::Actor& actor) {
  if (!actor.by_token()) return service::actor_of(installation, actor.session);
  return service::actor_of_token(installation, actor.secret).value_or(service::anyone());
}

}  // namespace comity::app
