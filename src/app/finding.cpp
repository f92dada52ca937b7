#include "app/finding.h"

#include "app/person.h"
#include "app/requests.h"
#include "service/finding/saved_searches.h"
#include "service/finding/tag_found.h"

namespace comity::app {
namespace {

using base::Result;

service::Ask ask_by(service::Installation& installation, const http::Actor& actor,
                    std::string_view language) {
  return {person(installation, actor),
          model::language_from(language).value_or(model::Language::en)};
}

Result<service::SearchRequest> request_in(const std::vector<http::Parameter>& parameters) {
  http::Question question;
  question.view = http::View::search;
  question.parameters = parameters;
  return request_of(question);
}

}  // namespace

Result<base::Json> ServiceFinding::saved_searches(std::string_view language,
                                                  const http::Actor& actor) {
  COMITY_TRY(auto body,
             service::saved_searches(installation_, ask_by(installation_, actor, language)));
  return base::Json(std::move(body));
}

base::Status ServiceFinding::save_search(std::string_view name,
                                         const std::vector<http::Parameter>& question,
                                         const http::Actor& actor) {
  COMITY_TRY(const auto request, request_in(question));
  COMITY_TRY(const auto id, service::save_search(installation_, ask_by(installation_, actor, "en"),
                                                 name, request));
  return {};
}

base::Status ServiceFinding::rename_saved_search(std::string_view id, std::string_view name,
                                                 const http::Actor& actor) {
  return service::rename_saved_search(installation_, person(installation_, actor), id, name);
}

base::Status ServiceFinding::delete_saved_search(std::string_view id, const http::Actor& actor) {
  return service::delete_saved_search(installation_, person(installation_, actor), id);
}

base::Status ServiceFinding::see_saved_search(std::string_view id, std::string_view at,
                                              const http::Actor& actor) {
  return service::see_saved_search(installation_, person(installation_, actor), id, at);
}

Result<base::Json> ServiceFinding::tag_found_form(const std::vector<http::Parameter>& question,
                                                  std::string_view language,
                                                  const http::Actor& actor) {
  COMITY_TRY(const auto request, request_in(question));
  COMITY_TRY(auto body, service::tag_found_form(installation_,
                                                ask_by(installation_, actor, language), request));
  return base::Json(std::move(body));
}

Result<base::Json> ServiceFinding::tag_found(const http::TagFoundWish& wish,
                                             const http::Actor& actor) {
  service::TagFoundWish wanted;
  COMITY_TRY(wanted.search, request_in(wish.search));
  wanted.action = wish.action;
  wanted.tags = wish.tags;
  wanted.reason = wish.reason;
  if (wish.effect == http::Effect::record) wanted.effect = service::TagEffect::record;
  http::Question form;
  form.parameters = {{"told", wish.told}};
  COMITY_TRY(const auto told, number_of(form, "told"));
  if (told > 0) wanted.told = static_cast<std::uint64_t>(told);
  COMITY_TRY(auto body,
             service::tag_found(installation_, ask_by(installation_, actor, "en"), wanted));
  return base::Json(std::move(body));
}

}  // namespace comity::app
