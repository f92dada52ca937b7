#include "app/person.h"

#include "service/accounts/accounts.h"
#include "service/accounts/tokens.h"

namespace comity::app {

http::Actor shown_actor(const service::Actor& actor, std::string_view secret) {
  http::Actor shown{actor.id, actor.name, actor.session, std::string(secret)};
  shown.brings_in = service::may(actor, service::Action::import_document, service::kOwnSpace);
  shown.manages_people = service::may_somewhere(actor, service::Action::manage_people);
  return shown;
}

service::Actor person(service::Installation& installation, const http::Actor& actor) {
  if (!actor.by_token()) return service::actor_of(installation, actor.session);
  return service::actor_of_token(installation, actor.secret).value_or(service::anyone());
}

}  // namespace comity::app
