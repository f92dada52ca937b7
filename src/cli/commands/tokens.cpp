#include "cli/commands/tokens.h"

#include <fmt/format.h>

#include <ostream>

#include "cli/exit_codes.h"
#include "service/accounts/tokens.h"

namespace comity::cli {
namespace {

using base::JsonObject;

std::string line_of(const JsonObject& token) {
  std::string scopes;
  for (const auto& scope : base::array_at(token, "scopes")) {
    scopes += (scopes.empty() ? "" : ",") + std::string(scope.as_string());
  }
  return fmt::format("{}  {}  until {}  {}\n", base::text_at(token, "id"), scopes,
                     base::text_at(token, "expires"), base::text_at(token, "name"));
}

base::Result<int> create(service::Installation& installation, const Invocation& invocation,
                         const Streams& streams) {
  service::TokenWish wish{invocation.words, {}};
  COMITY_TRY(wish.scopes, service::scopes_from(invocation.scopes));
  if (invocation.days > 0) wish.days = invocation.days;
  COMITY_TRY(const auto made,
             service::make_token(installation, service::owner_of_the_folder(), wish));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(made);
  } else {
    streams.out << base::text_at(made, "secret") << "\n";
    streams.error << line_of(base::object_at(made, "token"))
                  << "This secret is shown once. Send it as Authorization: Bearer …\n";
  }
  return kDone;
}

base::Result<int> list(service::Installation& installation, const Invocation& invocation,
                       const Streams& streams) {
  COMITY_TRY(const auto tokens, service::tokens(installation, service::owner_of_the_folder()));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(tokens);
    return kDone;
  }
  for (const auto& token : base::array_at(tokens, "tokens")) {
    streams.out << line_of(token.as_object());
  }
  return kDone;
}

}  // namespace

base::Result<int> run_token(service::Installation& installation, const Invocation& invocation,
                            const Streams& streams) {
  if (invocation.command == Command::token_create) return create(installation, invocation, streams);
  if (invocation.command == Command::token_list) return list(installation, invocation, streams);
  COMITY_CHECK(
      service::revoke_token(installation, service::owner_of_the_folder(), invocation.words));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(JsonObject{{"revoked", invocation.words}});
  } else {
    streams.out << "revoked\n";
  }
  return kDone;
}

}  // namespace comity::cli
