#include "http/people_pages.h"

#include "http/pages/views.h"
#include "http/protocol/address.h"

namespace comity::http {
namespace {

std::string text_field(const std::vector<Parameter>& fields, std::string_view name) {
  return std::string(value_of(fields, name));
}

// Roles beside what they are called, the one that holds marked.
base::JsonArray roles_offered(std::string_view held, bool with_none) {
  base::JsonArray offered;
  for (const char* role : {"contributor", "reader", "editor", "administrator", "none"}) {
    if (role == std::string_view("none") && !with_none) continue;
    offered.push_back(base::JsonObject{{"offer", role}, {"selected", role == held}});
  }
  return offered;
}

// A select for each space in which whoever looks may give roles.
base::JsonArray role_forms(const base::JsonObject& person) {
  base::JsonArray forms;
  for (const base::Json& each : base::array_at(person, "spaces")) {
    base::JsonObject form = each.as_object();
    std::string held = "none";
    for (const base::Json& role : base::array_at(person, "roles")) {
      if (base::text_at(role.as_object(), "space") == base::text_at(form, "space")) {
        held = base::text_at(role.as_object(), "role");
      }
    }
    form["held"] = held;
    form["offers"] = roles_offered(held, true);
    forms.push_back(std::move(form));
  }
  return forms;
}

}  // namespace

bool PeoplePages::has(RouteId route) {
  return route >= RouteId::people && route <= RouteId::revoke_token;
}

Outcome PeoplePages::answer(const Visit& visit) const {
  const RouteId id = visit.route->id;
  if (visit.actor.by_token()) {
    return problem_of_status(403, "no token is for accounts and people",
                             "Sign in: by a password or a one-time link.");
  }
  if (id == RouteId::invitation_page) return invitation(visit);
  if (id == RouteId::accept) return forms_.accept(visit);
  if (id == RouteId::revoke_token) return forms_.revoke_token(visit);
  if (id == RouteId::make_token) {
    auto made = forms_.make_token(visit);
    if (auto* const problem = std::get_if<Problem>(&made)) return std::move(*problem);
    return shown_once(visit, "made", std::get<base::Json>(std::move(made)));
  }
  if (visit.route->method == Method::get) {
    if (!visit.actor.signed_in()) return not_signed_in();
    if (id == RouteId::people) return people(visit);
    return id == RouteId::person ? person(visit) : account(visit);
  }
  const auto fields = forms_.own_fields_of(visit);
  if (const auto* const problem = std::get_if<Problem>(&fields)) return *problem;
  const auto& given = std::get<Fields>(fields);
  if (id == RouteId::invite || id == RouteId::person_link) return invite(visit, given);
  if (id < RouteId::account) return decide(visit, given);
  return change_own(visit, given);
}

Outcome PeoplePages::people(const Visit& visit) const { return people_page(visit, nullptr); }

// `made` is a link that was just made, or null.
Outcome PeoplePages::people_page(const Visit& visit, const base::Json& made) const {
  auto people = site_.people().people(visit.actor);
  if (!people) return problem_of(people.error());
  base::JsonObject extra{{"made", made}, {"role_offers", roles_offered("contributor", false)}};
  extra["several_spaces"] = base::array_at(people->as_object(), "spaces").size() > 1;
  extra["host"] = std::string(transport_ == Transport::tls ? "https://" : "http://") +
                  visit.request.header("Host");
  return presenter_.own(visit, "accounts/people", "people.title", *people, std::move(extra));
}

Outcome PeoplePages::person(const Visit& visit) const {
  const auto person = site_.people().person(visit.match->value("person"), visit.actor);
  if (!person) return problem_of(person.error());
  const auto& body = person->as_object();
  const base::JsonObject extra{{"role_forms", role_forms(body)},
                               {"has_sessions", !base::array_at(body, "sessions").empty()},
                               {"sessions_address", base::text_at(body, "address")}};
  return presenter_.own(visit, "accounts/person", "people.title", *person, extra);
}

Outcome PeoplePages::invitation(const Visit& visit) const {
  const auto token = value_of(visit.target.parameters, "token");
  const auto invited = site_.people().invitation(token);
  if (!invited) return problem_of(invited.error());
  return presenter_.own(visit, "accounts/invitation", "invitation.title", *invited,
                        base::JsonObject{{"token", token}});
}

Outcome PeoplePages::account(const Visit& visit) const { return account_page(visit, {}, nullptr); }

// The account, and under `member` what is shown this once.
Outcome PeoplePages::account_page(const Visit& visit, std::string_view member,
                                  const base::Json& made) const {
  auto account = site_.people().account(visit.actor);
  if (!account) return problem_of(account.error());
  base::JsonObject& body = account->as_object();
  body["tokens"] = base::JsonArray{};
  if (base::truth_at(base::object_at(body, "may"), "tokens")) {
    auto tokens = site_.tokens(visit.actor);
    if (!tokens) return problem_of(tokens.error());
    body["tokens"] = base::array_at(tokens->as_object(), "tokens");
  }
  auto extra = account_extra(body, member == "made" ? made : base::Json(nullptr));
  extra.as_object()["sessions_address"] = "/account";
  if (!member.empty() && member != "made") extra.as_object()[member] = made;
  return presenter_.own(visit, "accounts/account", "account.title", *account, extra);
}

// An answer that is shown this once: to a program by itself, on a page above the rest.
Outcome PeoplePages::shown_once(const Visit& visit, std::string_view member,
                                base::Json made) const {
  if (visit.face == Face::json) return presenter_.own(visit, {}, {}, made, {});
  return account_page(visit, member, made);
}

Outcome PeoplePages::invite(const Visit& visit, const Fields& fields) const {
  auto made = visit.route->id == RouteId::invite
                  ? site_.people().invite({text_field(fields, "name"), text_field(fields, "role"),
                                           text_field(fields, "space")},
                                          visit.actor)
                  : site_.people().give_link(visit.match->value("person"), visit.actor);
  if (!made) return problem_of(made.error());
  if (visit.face == Face::json) return presenter_.own(visit, {}, {}, *made, {});
  return people_page(visit, *made);
}

// What an administrator decides on somebody else.
Outcome PeoplePages::decide(const Visit& visit, const Fields& fields) const {
  const auto person = visit.match->value("person");
  auto& people = site_.people();
  base::Status done;
  std::string next = "/people/" + encoded_path(person);
  switch (visit.route->id) {
    case RouteId::person_role:
      if (value_of(fields, "was").empty()) {
        return problem_of_status(428, "a change names the role that it was decided on",
                                 "Send the role as you saw it as `was`; none where there is none.");
      }
      done = people.change_role(
          person,
          {text_field(fields, "space"), text_field(fields, "role"), text_field(fields, "was")},
          visit.actor);
      // Whoever has no role any more is not seen any more either.
      if (value_of(fields, "role") == "none") next = "/people";
      break;
    case RouteId::person_close:
      done = people.close_account(person, visit.actor);
      next = "/people";
      break;
    default:
      done = people.end_session(person, visit.match->value("session"), visit.actor);
  }
  if (!done) return problem_of(done.error());
  return onward(visit, next);
}

// What somebody changes of their own account.
Outcome PeoplePages::change_own(const Visit& visit, const Fields& fields) const {
  auto& people = site_.people();
  const auto network = sender_of(visit.request, transport_);
  if (visit.route->id == RouteId::own_session) {
    const auto done = people.end_own_session(visit.match->value("session"), visit.actor);
    if (!done) return problem_of(done.error());
    return onward(visit, "/account");
  }
  const auto password = value_of(fields, "password");
  const RouteId id = visit.route->id;
  auto tried = id == RouteId::set_password
                   ? people.change_password({text_field(fields, "old"), text_field(fields, "name"),
                                             std::string(password), network},
                                            visit.actor)
               : id == RouteId::begin_factor ? people.begin_factor(password, network, visit.actor)
               : id == RouteId::confirm_factor
                   ? people.confirm_factor(value_of(fields, "code"), network, visit.actor)
                   : people.end_factor(password, network, visit.actor);
  if (!tried) return problem_of(tried.error());
  if (!tried->done) return slowed_down(tried->wait);
  if (id == RouteId::begin_factor) return shown_once(visit, "factor", *std::move(tried->done));
  if (id == RouteId::confirm_factor) return shown_once(visit, "codes", *std::move(tried->done));
  return onward(visit, "/account");
}

}  // namespace comity::http
