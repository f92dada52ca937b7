#include "app/people.h"

#include <utility>
#include <variant>

#include "app/person.h"
#include "service/accounts/people.h"
#include "service/accounts/sign_in.h"

namespace comity::app {
namespace {

using base::Result;

Result<base::Json> json_of(Result<base::JsonObject> answer) {
  COMITY_TRY(auto body, std::move(answer));
  return base::Json(std::move(body));
}

Result<http::Tried<base::Json>> tried_json(Result<service::Tried<base::JsonObject>> answer) {
  COMITY_TRY(auto tried, std::move(answer));
  if (!tried.done) return http::Tried<base::Json>{std::nullopt, tried.wait};
  return http::Tried<base::Json>{base::Json(*std::move(tried.done)), 0};
}

Result<http::Tried<base::Json>> tried_alone(Result<service::Tried<std::monostate>> answer) {
  COMITY_TRY(const auto tried, std::move(answer));
  if (!tried.done) return http::Tried<base::Json>{std::nullopt, tried.wait};
  return http::Tried<base::Json>{base::Json(nullptr), 0};
}

}  // namespace

service::Actor ServicePeople::who(const http::Actor& actor) const {
  return app::person(installation_, actor);
}

Result<http::Tried<http::SignedIn>> ServicePeople::sign_in(const http::SignInWish& wish) {
  COMITY_TRY(auto tried, service::sign_in_by_password(
                             installation_, {wish.name, wish.password, wish.code, wish.network}));
  if (!tried.done) return http::Tried<http::SignedIn>{std::nullopt, tried.wait};
  return http::Tried<http::SignedIn>{
      http::SignedIn{std::move(tried.done->session), tried.done->seconds}, 0};
}

Result<base::Json> ServicePeople::invitation(std::string_view token) {
  return json_of(service::invitation(installation_, token));
}

Result<http::SignedIn> ServicePeople::accept(const http::AcceptWish& wish) {
  COMITY_TRY(auto signed_in,
             service::accept_invitation(installation_, {wish.token, wish.name, wish.password}));
  return http::SignedIn{std::move(signed_in.session), signed_in.seconds};
}

Result<base::Json> ServicePeople::account(const http::Actor& actor) {
  return json_of(service::own_account(installation_, who(actor)));
}

Result<http::Tried<base::Json>> ServicePeople::change_password(const http::PasswordWish& wish,
                                                               const http::Actor& actor) {
  return tried_alone(service::change_password(
      installation_, who(actor), {wish.old_password, wish.name, wish.password, wish.network}));
}

Result<http::Tried<base::Json>> ServicePeople::begin_factor(std::string_view password,
                                                            std::string_view network,
                                                            const http::Actor& actor) {
  return tried_json(service::begin_second_factor(installation_, who(actor), password, network));
}

Result<http::Tried<base::Json>> ServicePeople::confirm_factor(std::string_view code,
                                                              std::string_view network,
                                                              const http::Actor& actor) {
  return tried_json(service::confirm_second_factor(installation_, who(actor), code, network));
}

Result<http::Tried<base::Json>> ServicePeople::end_factor(std::string_view password,
                                                          std::string_view network,
                                                          const http::Actor& actor) {
  return tried_alone(service::end_second_factor(installation_, who(actor), password, network));
}

base::Status ServicePeople::end_own_session(std::string_view session, const http::Actor& actor) {
  return service::end_own_session(installation_, who(actor), session);
}

Result<base::Json> ServicePeople::people(const http::Actor& actor) {
  return json_of(service::people(installation_, who(actor)));
}

Result<base::Json> ServicePeople::person(std::string_view id, const http::Actor& actor) {
  return json_of(service::person(installation_, who(actor), id));
}

Result<base::Json> ServicePeople::invite(const http::InviteWish& wish, const http::Actor& actor) {
  return json_of(service::invite(installation_, who(actor), {wish.name, wish.role, wish.space}));
}

Result<base::Json> ServicePeople::give_link(std::string_view id, const http::Actor& actor) {
  return json_of(service::give_link(installation_, who(actor), id));
}

base::Status ServicePeople::change_role(std::string_view id, const http::RoleWish& wish,
                                        const http::Actor& actor) {
  return service::change_role(installation_, who(actor), id, {wish.space, wish.role, wish.was});
}

base::Status ServicePeople::close_account(std::string_view id, const http::Actor& actor) {
  return service::close_account(installation_, who(actor), id);
}

base::Status ServicePeople::end_session(std::string_view id, std::string_view session,
                                        const http::Actor& actor) {
  return service::end_session_of(installation_, who(actor), id, session);
}

}  // namespace comity::app
