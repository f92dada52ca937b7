#include "http/application.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "base/hash.h"
#include "http/address.h"
#include "http/assets.h"
#include "http/downloads.h"
#include "http/etag.h"
#include "http/faces.h"
#include "http/forms.h"
#include "http/pages.h"
#include "http/question.h"
#include "http/shell.h"
#include "http/views.h"
#include "http/visit.h"

namespace comity::http {
namespace {

constexpr std::string_view kHtml = "text/html; charset=utf-8";
constexpr std::size_t kMostImportBytes = std::size_t{128} << 20;
bool brings_files(const Request& head) {
  const auto target = parse_target(head.target);
  if (!target) return false;
  const auto routing = find_route(head.method, target->segments);
  return routing.match && routing.match->route->id == RouteId::import;
}

Problem refused_files(bool signed_in) {
  if (!signed_in) return not_signed_in();
  return problem_of_status(
      413, fmt::format("these files are more than {} MB together", kMostImportBytes >> 20),
      "Send fewer at once, or use comity import on the machine that keeps the record.");
}

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

}  // namespace

class Application::Impl {
 public:
  Impl(Site& site, base::Log& log, base::Metrics& metrics, const base::Clock& clock,
       ApplicationOptions options, Pages pages, Assets assets)
      : site_(site),
        log_(log),
        metrics_(metrics),
        pages_(std::move(pages)),
        assets_(std::move(assets)),
        forms_(site, tokens_, clock, options.transport, options.sign_in_attempts),
        version_(tag_of_text(pages_.version() + assets_.version()).substr(0, 8)),
        process_(tag_of_text(base::random_bytes(16)).substr(0, 8)) {}

  Response handle(const Request& request) const;
  Response refuse(int status, const Request& request) const;
  std::optional<Response> immediate(const Request& request) const;
  std::size_t body_bytes(const Request& head) const;
  void set_connections(std::size_t open) const;

 private:
  Actor actor_of(const Request& request) const;
  Outcome respond(Visit& visit) const;
  Outcome route(Visit& visit) const;
  Outcome show(Visit& visit, View view) const;
  Outcome show_static(const Visit& visit) const;
  Outcome import(const Visit& visit) const;
  Response health() const;
  Response metrics_text() const;
  Response answer_response(const Visit& visit, const Question& question, Answer answer) const;
  Response problem_response(const Visit& visit, const Problem& problem) const;
  std::string page(const Visit& visit, std::string_view name, Shell shell,
                   const std::vector<const base::Json*>& roots) const;
  std::string page_tag(const Visit& visit, std::string_view etag) const;
  std::string choose_page_language(const Visit& visit) const;
  void note(const Visit& visit, const Response& response,
            std::chrono::steady_clock::time_point begun) const;

  Site& site_;
  base::Log& log_;
  base::Metrics& metrics_;
  const Pages pages_;
  const Assets assets_;
  const FormTokens tokens_;
  const Forms forms_;
  const std::string version_;  // of templates, messages and assets
  const std::string process_;  // form tokens end with the process, and so must pages that hold one
};

std::string Application::Impl::choose_page_language(const Visit& visit) const {
  const std::string_view asked = value_of(visit.target.parameters, "language");
  const auto& languages = pages_.languages();
  if (std::find(languages.begin(), languages.end(), asked) != languages.end()) {
    return std::string(asked);
  }
  return std::string(choose_language(visit.request.header("Accept-Language"), languages));
}

std::string Application::Impl::page(const Visit& visit, std::string_view name, Shell shell,
                                    const std::vector<const base::Json*>& roots) const {
  shell.language = visit.language;
  shell.route = visit.route;
  shell.target = &visit.target;
  shell.actor = &visit.actor;
  if (visit.actor.signed_in()) shell.form_token = tokens_.make(visit.actor.session);
  const base::Json site = shell_root(shell, pages_, assets_);
  std::vector<const base::Json*> all = {&site};
  all.insert(all.end(), roots.begin(), roots.end());
  return pages_.render(visit.language, name, all);
}

// A page differs from its answer by language, templates and who is signed in.
std::string Application::Impl::page_tag(const Visit& visit, std::string_view etag) const {
  std::string face = std::string(name_of(*visit.face)) + "-" + visit.language + "-" + version_;
  if (visit.actor.signed_in()) {
    face += "-" + tag_of_text(visit.actor.session + process_).substr(0, 8);
  }
  return weak_tag(etag, face);
}

Response Application::Impl::answer_response(const Visit& visit, const Question& question,
                                            Answer answer) const {
  if (!answer.moved.empty()) {
    Response moved = text_response(visit.request, {}, std::string(kHtml));
    moved.status = 308;
    moved.set("Location", answer.moved);
    return moved;
  }
  const std::string etag =
      answer.etag.empty() ? tag_of_text(base::to_text(answer.body)) : answer.etag;
  if (visit.face == Face::json) {
    Response response =
        text_response(visit.request, base::to_text(answer.body), "application/json");
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
  Response response =
      text_response(visit.request, page(visit, name, std::move(shell), {&extra, &answer.body}),
                    std::string(kHtml));
  apply_tag(visit.request, page_tag(visit, etag), response);
  return response;
}

Response Application::Impl::problem_response(const Visit& visit, const Problem& problem) const {
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
    response = text_response(visit.request, page(visit, "problem/page", std::move(shell), {&root}),
                             std::string(kHtml));
  }
  response.status = problem.status;
  response.set("Cache-Control", "no-store");
  if (problem.status == 401) response.set("WWW-Authenticate", "Session");
  return response;
}

Outcome Application::Impl::show(Visit& visit, View view) const {
  if (visit.face == Face::csv || visit.face == Face::ndjson) return rows(site_, log_, visit);
  const auto question = question_of(*visit.match, visit.target, view, visit.language);
  if (!question) return problem_of(question.error());
  auto answer = site_.answer(*question, visit.actor);
  if (!answer) return problem_of(answer.error());
  return answer_response(visit, *question, *std::move(answer));
}

Outcome Application::Impl::show_static(const Visit& visit) const {
  const RouteId id = visit.route->id;
  Shell shell;
  shell.title = pages_.catalogue(visit.language).format(title_id(id));
  base::JsonObject root;
  if (id == RouteId::sign_in_page) {
    root["token"] = value_of(visit.target.parameters, "token");
  }
  const base::Json json = std::move(root);
  Response response =
      text_response(visit.request, page(visit, static_template(id), std::move(shell), {&json}),
                    std::string(kHtml));
  if (id == RouteId::sign_in_page) {
    response.set("Cache-Control", "no-store");
  } else {
    apply_tag(visit.request, page_tag(visit, "page"), response);
  }
  return response;
}

// The form, and after a post what became of each file.
Outcome Application::Impl::import(const Visit& visit) const {
  const bool posted = visit.route->id == RouteId::import;
  base::Json report = base::JsonObject{};
  if (posted) {
    auto done = forms_.import(visit);
    if (auto* const problem = std::get_if<Problem>(&done)) return std::move(*problem);
    report = std::get<base::Json>(std::move(done));
  } else if (!visit.actor.signed_in()) {
    return not_signed_in();
  }
  Response response;
  if (visit.face == Face::json) {
    response = text_response(visit.request, base::to_text(report), "application/json");
  } else {
    Shell shell;
    shell.title = pages_.catalogue(visit.language).format("import.title");
    const base::Json extra = import_extra(posted, report.as_object());
    response = text_response(visit.request,
                             page(visit, "texts/import", std::move(shell), {&extra, &report}),
                             std::string(kHtml));
  }
  response.set("Cache-Control", "no-store");
  return response;
}

// Only who may bring in files sends more than a form.
std::size_t Application::Impl::body_bytes(const Request& head) const {
  return brings_files(head) && actor_of(head).signed_in() ? kMostImportBytes : 0;
}

Response Application::Impl::health() const {
  const base::Json health = site_.health();
  Response response;
  const auto* const object = health.if_object();
  const bool well = object != nullptr && base::text_at(*object, "status") == "ok";
  response.status = well ? 200 : 503;
  response.set("Content-Type", "application/json");
  response.set("Cache-Control", "no-store");
  response.body = base::to_text(health);
  return response;
}

Response Application::Impl::metrics_text() const {
  Response response;
  response.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
  response.set("Cache-Control", "no-store");
  response.body = metrics_.text();
  return response;
}

Outcome Application::Impl::route(Visit& visit) const {
  if (const auto view = view_of(visit.route->id)) return show(visit, *view);
  switch (visit.route->id) {
    case RouteId::page_image:
      return page_image(site_, visit);
    case RouteId::original:
      return original(site_, visit);
    case RouteId::publish:
      return forms_.change(visit, Act::publish);
    case RouteId::withdraw:
      return forms_.change(visit, Act::withdraw);
    case RouteId::choose_copy:
      return forms_.change(visit, Act::choose_copy);
    case RouteId::sign_in:
      return forms_.sign_in(visit);
    case RouteId::sign_out:
      return forms_.sign_out(visit);
    case RouteId::import_page:
    case RouteId::import:
      return import(visit);
    case RouteId::health:
      return health();
    case RouteId::metrics:
      return metrics_text();
    case RouteId::asset: {
      auto asset = assets_.answer(visit.request);
      if (asset) return *std::move(asset);
      return problem_of_status(404, "there is no such file");
    }
    default:
      return show_static(visit);
  }
}

Actor Application::Impl::actor_of(const Request& request) const {
  const std::string cookies = request.header("Cookie");
  const auto token = cookie_of(cookies, kSessionCookie);
  return token ? site_.actor_of(*token) : Actor{};
}

Outcome Application::Impl::respond(Visit& visit) const {
  const Request& request = visit.request;
  const auto target = parse_target(request.target);
  if (target) visit.target = *target;
  visit.language = choose_page_language(visit);
  visit.actor = actor_of(request);
  if (!target) return problem_of(target.error());
  if (request.method == Method::other) {
    return problem_of_status(501, "no address here takes this method");
  }

  Routing routing = find_route(request.method, visit.target.segments);
  if (!routing.match) {
    if (request.method == Method::options && !routing.allowed.empty()) {
      Response response;
      response.status = 204;
      response.set("Allow", allow_text(routing.allowed));
      return response;
    }
    if (!routing.offered.empty()) {
      return problem_of_status(406, "this address has no such face",
                               "It is there as " + offered_text(routing.offered) + ".");
    }
    if (!routing.allowed.empty()) {
      return problem_of_status(405, "this address takes " + allow_text(routing.allowed));
    }
    return problem_of_status(404, "there is no such address");
  }
  visit.route = routing.match->route;
  visit.match = std::move(routing.match);
  visit.face = choose_face(*visit.match, request.header("Accept"));
  if (!visit.face) {
    return problem_of_status(406, "nothing of what the request accepts is offered here",
                             "It is there as " + offered_text(visit.route->faces) + ".");
  }
  return route(visit);
}

Response Application::Impl::handle(const Request& request) const {
  const auto begun = std::chrono::steady_clock::now();
  Visit visit{request, {}, nullptr, {}, {}, {}, {}};
  Outcome outcome = respond(visit);
  Response response;
  if (const auto* const problem = std::get_if<Problem>(&outcome)) {
    response = problem_response(visit, *problem);
    if (problem->status == 405) {
      response.set("Allow", allow_text(find_route(request.method, visit.target.segments).allowed));
    }
    if (problem->status >= 500 && problem->status != 501) {
      log_.write(base::LogLevel::error, "problem",
                 {{"kind", problem->kind}, {"detail", problem->detail}, {"place", problem->place}});
    }
    if (problem->retry_after > 0) {
      response.set("Retry-After", std::to_string(problem->retry_after));
    }
  } else {
    response = std::get<Response>(std::move(outcome));
  }
  add_security_headers(response);
  note(visit, response, begun);
  return response;
}

Response Application::Impl::refuse(int status, const Request& request) const {
  const auto begun = std::chrono::steady_clock::now();
  Visit visit{request, {}, nullptr, {}, {}, {}, {}};
  visit.language = pages_.languages().front();
  const bool files = status == 413 && brings_files(request);
  Response response = problem_response(
      visit, files ? refused_files(actor_of(request).signed_in()) : problem_of_status(status));
  add_security_headers(response);
  note(visit, response, begun);
  return response;
}

std::optional<Response> Application::Impl::immediate(const Request& request) const {
  auto response = assets_.answer(request);
  if (response) {
    metrics_
        .counter("comity_http_requests_total", "Requests answered.",
                 {{"route", "asset"}, {"status", "200"}})
        .add();
  }
  return response;
}

void Application::Impl::set_connections(std::size_t open) const {
  metrics_.gauge("comity_http_connections", "Connections open.")
      .set(static_cast<std::int64_t>(open));
}

// Neither address nor query: both may say what a person looked for.
void Application::Impl::note(const Visit& visit, const Response& response,
                             std::chrono::steady_clock::time_point begun) const {
  const std::string_view route = visit.route == nullptr ? "none" : visit.route->name;
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun;
  const bool failed = response.status >= 500 && response.status != 501;
  log_.write(failed ? base::LogLevel::warning : base::LogLevel::info, "request",
             {{"method", name_of(visit.request.method)},
              {"route", route},
              {"face", visit.face ? name_of(*visit.face) : std::string_view("none")},
              {"status", response.status},
              {"bytes", static_cast<std::int64_t>(response.text().size())},
              {"microseconds", static_cast<std::int64_t>(taken.count() * 1e6)},
              {"signed_in", visit.actor.signed_in() ? "yes" : "no"}});
  metrics_
      .counter("comity_http_requests_total", "Requests answered.",
               {{"route", std::string(route)}, {"status", std::to_string(response.status)}})
      .add();
  metrics_
      .histogram("comity_http_seconds", "Time from a request to its answer.",
                 {{"route", std::string(route)}})
      .observe(taken.count());
}

Application::Application(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Application::~Application() = default;

base::Result<std::unique_ptr<Application>> Application::make(Site& site, base::Log& log,
                                                             base::Metrics& metrics,
                                                             const base::Clock& clock,
                                                             ApplicationOptions options) {
  COMITY_TRY(Pages pages, Pages::load());
  COMITY_TRY(Assets assets, Assets::load());
  auto impl = std::make_unique<Impl>(site, log, metrics, clock, options, std::move(pages),
                                     std::move(assets));
  return std::unique_ptr<Application>(new Application(std::move(impl)));
}

Response Application::handle(const Request& request) const { return impl_->handle(request); }

Handlers Application::handlers() const {
  Handlers handlers;
  const Impl* const impl = impl_.get();
  handlers.handle = [impl](const Request& request) { return impl->handle(request); };
  handlers.immediate = [impl](const Request& request) { return impl->immediate(request); };
  handlers.body_bytes = [impl](const Request& head) { return impl->body_bytes(head); };
  handlers.refuse = [impl](int status, const Request& request) {
    return impl->refuse(status, request);
  };
  handlers.connections = [impl](std::size_t open) { impl->set_connections(open); };
  return handlers;
}

}  // namespace comity::http
