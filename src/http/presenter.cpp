#include "http/presenter.h"

#include <algorithm>

#include "base/hash.h"
#include "http/faces.h"
#include "http/pages/views.h"
#include "http/protocol/address.h"
#include "http/protocol/etag.h"

namespace comity::http {
namespace {

std::string title_id(RouteId route) {
  switch (route) {
    case RouteId::help:
      return "help.title";
    case RouteId::about:
      return "about.title";
    default:
      return "sign_in.title";
  }
}

std::string_view static_template(RouteId route) {
  switch (route) {
    case RouteId::help:
      return "help/page";
    case RouteId::about:
      return "about/page";
    default:
      return "accounts/sign_in";
  }
}

// Pages and names are in the visit's language; texts say theirs themselves.
Response in_language(const Visit& visit, std::string body, std::string media_type) {
  Response response = text_response(visit.request, std::move(body), std::move(media_type));
  response.set("Content-Language", visit.language);
  return response;
}

}  // namespace

Presenter::Presenter(const Pages& pages, const Assets& assets, const FormTokens& tokens)
    : pages_(pages),
      assets_(assets),
      tokens_(tokens),
      version_(tag_of_text(pages.version() + assets.version()).substr(0, 8)),
      process_(tag_of_text(base::random_bytes(16)).substr(0, 8)) {}

base::Json Presenter::site_root(const Visit& visit, Shell shell) const {
  shell.language = visit.language;
  shell.route = visit.route;
  shell.target = &visit.target;
  shell.actor = &visit.actor;
  if (!visit.actor.session.empty()) shell.form_token = tokens_.make(visit.actor.session);
  return shell_root(shell, pages_, assets_);
}

Presenter::Part Presenter::parts_of(const Visit& visit) const {
  return [&pages = pages_, language = visit.language, site = site_root(visit, {})](
             std::string_view name, const base::Json& root) {
    return pages.render(language, name, {&site, &root});
  };
}

std::string Presenter::page(const Visit& visit, std::string_view name, Shell shell,
                            const std::vector<const base::Json*>& roots) const {
  const base::Json site = site_root(visit, std::move(shell));
  std::vector<const base::Json*> all = {&site};
  all.insert(all.end(), roots.begin(), roots.end());
  return pages_.render(visit.language, name, all);
}

// A page differs from its answer by language, templates, who is signed in and what they may.
std::string Presenter::page_tag(const Visit& visit, std::string_view etag) const {
  std::string face = std::string(name_of(*visit.face)) + "-" + visit.language + "-" + version_;
  if (visit.actor.signed_in()) {
    face += "-" + tag_of_text(visit.actor.session + visit.actor.secret + process_ +
                              (visit.actor.brings_in ? "i" : "") +
                              (visit.actor.manages_people ? "p" : ""))
                      .substr(0, 8);
  }
  return weak_tag(etag, face);
}

Response Presenter::answer(const Visit& visit, const Question& question, Answer answer) const {
  if (!answer.moved.empty()) {
    Response moved = text_response(visit.request, {}, std::string(kHtmlType));
    moved.status = 308;
    moved.set("Location", answer.moved);
    return moved;
  }
  const std::string etag =
      answer.etag.empty() ? tag_of_text(base::to_text(answer.body)) : answer.etag;
  if (visit.face == Face::json) {
    Response response = in_language(visit, base::to_text(answer.body), "application/json");
    std::string face = "json-" + visit.language;
    if (const auto coding = response.header("Content-Encoding"); !coding.empty()) {
      face += "-" + std::string(coding);
    }
    // The answer of a search says how long it took, so its bytes differ each time.
    const bool same_bytes = question.view != View::search;
    apply_tag(visit.request, same_bytes ? strong_tag(etag, face) : weak_tag(etag, face), response);
    return response;
  }
  const base::JsonObject& body = answer.body.as_object();
  Shell shell;
  shell.title = title_of(question, body, pages_.catalogue(visit.language));
  shell.etag = etag;
  shell.specimen = is_specimen(body);
  const base::Json extra = extra_of(question, body);
  const std::string_view name =
      visit.face == Face::fragment ? "search/results" : template_of(question.view);
  Response response = in_language(
      visit, page(visit, name, std::move(shell), {&extra, &answer.body}), std::string(kHtmlType));
  apply_tag(visit.request, page_tag(visit, etag), response);
  return response;
}

Response Presenter::fixed(const Visit& visit) const {
  const RouteId id = visit.route->id;
  Shell shell;
  shell.title = pages_.catalogue(visit.language).format(title_id(id));
  base::JsonObject root;
  if (id == RouteId::sign_in_page) {
    root["token"] = value_of(visit.target.parameters, "token");
  }
  const base::Json json = std::move(root);
  Response response = in_language(
      visit, page(visit, static_template(id), std::move(shell), {&json}), std::string(kHtmlType));
  if (id == RouteId::sign_in_page) {
    response.set("Cache-Control", "no-store");
  } else {
    apply_tag(visit.request, page_tag(visit, "page"), response);
  }
  return response;
}

Response Presenter::own(const Visit& visit, std::string_view name, std::string_view title,
                        const base::Json& answer, const base::Json& extra) const {
  Response response;
  if (visit.face == Face::json) {
    response = in_language(visit, base::to_text(answer), "application/json");
  } else {
    Shell shell;
    shell.title = pages_.catalogue(visit.language).format(std::string(title));
    if (const auto* body = answer.if_object()) shell.specimen = is_specimen(*body);
    response = in_language(visit, page(visit, name, std::move(shell), {&answer, &extra}),
                           std::string(kHtmlType));
  }
  response.set("Cache-Control", "no-store");
  return response;
}

Response Presenter::problem(const Visit& visit, Problem problem) const {
  const auto& target = visit.request.target;
  complete(problem, target.substr(0, target.find('?')));
  const Face face = problem_face(visit.face, visit.request.header("Accept"));
  Response response;
  if (face == Face::json) {
    response =
        text_response(visit.request, base::to_text(to_json(problem)), "application/problem+json");
  } else {
    const Catalogue& catalogue = pages_.catalogue(visit.language);
    base::JsonObject object = to_json(problem).as_object();
    object["kind"] = problem.kind;
    object["title"] = catalogue.format("problem." + problem.kind);
    Shell shell;
    shell.title = catalogue.format("problem." + problem.kind);
    shell.status = problem.status;
    const base::Json root = base::JsonObject{{"problem", std::move(object)}};
    response = in_language(visit, page(visit, "problem/page", std::move(shell), {&root}),
                           std::string(kHtmlType));
  }
  response.status = problem.status;
  response.set("Cache-Control", "no-store");
  if (problem.status == 401) response.set("WWW-Authenticate", "Bearer realm=\"comity\"");
  if (problem.retry_after > 0) response.set("Retry-After", std::to_string(problem.retry_after));
  if (problem.upload_offset >= 0) {
    response.set("Upload-Offset", std::to_string(problem.upload_offset));
  }
  return response;
}

}  // namespace comity::http
