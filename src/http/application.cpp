#include "http/application.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "http/coding_pages.h"
#include "http/consultation_pages.h"
#include "http/downloads.h"
#include "http/faces.h"
#include "http/finding_pages.h"
#include "http/forms.h"
#include "http/imports.h"
#include "http/language.h"
#include "http/once.h"
#include "http/pages/assets.h"
#include "http/pages/pages.h"
#include "http/pages/views.h"
#include "http/people_pages.h"
#include "http/presenter.h"
#include "http/protocol/address.h"
#include "http/question.h"
#include "http/upload_pages.h"
#include "http/visit.h"

namespace comity::http {
namespace {

/// Where people answer a call, or look at their answer again. When they do, and with how much, is
/// nobody's to know: of an anonymous reply the record says the day alone.
bool is_of_a_contributor(RouteId id) {
  switch (id) {
    case RouteId::reply_form:
    case RouteId::receive:
    case RouteId::receipt_page:
    case RouteId::receipt_see:
    case RouteId::receipt_correct:
    case RouteId::receipt_withdraw:
    case RouteId::uploads:
    case RouteId::upload_new:
    case RouteId::upload:
    case RouteId::upload_part:
    case RouteId::upload_discard:
      return true;
    default:
      return false;
  }
}

// How many bytes an address takes that files are sent to, and from whom; 0 elsewhere.
struct MostBytes {
  std::size_t signed_in = 0;
  std::size_t anyone = 0;
};
MostBytes most_bytes_of(const Request& head) {
  const auto target = parse_target(head.target);
  if (!target) return {};
  const auto routing = find_route(head.method, target->segments);
  if (!routing.match) return {};
  const RouteId id = routing.match->route->id;
  return {Imports::most_bytes(id),
          std::max(ConsultationPages::most_bytes(id), UploadPages::most_bytes(id))};
}

Problem refused_files(bool signed_in, std::size_t most) {
  if (!signed_in) return not_signed_in();
  return problem_of_status(
      413, fmt::format("this is more than {} MB at once", most >> 20),
      "Send fewer at once, or use comity import on the machine that keeps the record.");
}

}  // namespace

class Application::Impl {
 public:
  Impl(Site& site, const Pages& pages, base::Log& log, base::Metrics& metrics,
       const base::Clock& clock, ApplicationOptions options, Assets assets)
      : site_(site),
        log_(log),
        metrics_(metrics),
        pages_(pages),
        assets_(std::move(assets)),
        transport_(options.transport),
        forms_(site, tokens_, clock, options.transport, options.sign_in_attempts),
        presenter_(pages_, assets_, tokens_),
        imports_(site, forms_, presenter_),
        people_(site, forms_, presenter_, options.transport),
        public_forms_(clock),
        open_uploads_(clock),
        consultations_(site, forms_, public_forms_, open_uploads_, presenter_, options.transport),
        uploads_(site, forms_, public_forms_, open_uploads_, presenter_, options.transport),
        coding_(site, forms_, presenter_),
        finding_(site, forms_, presenter_),
        limits_(clock, options.rates, options.transport) {}

  Response handle(const Request& request) const;
  Response refuse(int status, const Request& request) const;
  std::optional<Response> immediate(const Request& request) const;
  std::size_t body_bytes(const Request& head) const;
  void set_connections(std::size_t open) const;

 private:
  base::Result<Actor> actor_of(const Request& request) const;
  Outcome respond(Visit& visit) const;
  Outcome route(Visit& visit) const;
  Outcome show(Visit& visit, View view) const;
  Outcome act(const Visit& visit) const;
  Outcome asked(const Visit& visit) const;
  Response health() const;
  Response metrics_text() const;
  void note(const Visit& visit, const Response& response,
            std::chrono::steady_clock::time_point begun) const;

  Site& site_;
  base::Log& log_;
  base::Metrics& metrics_;
  const Pages& pages_;
  const Assets assets_;
  const Transport transport_;
  const FormTokens tokens_;
  const Forms forms_;
  const Presenter presenter_;
  const Imports imports_;
  const PeoplePages people_;
  PublicForms public_forms_;
  OpenUploads open_uploads_;
  const ConsultationPages consultations_;
  const UploadPages uploads_;
  const CodingPages coding_;
  const FindingPages finding_;
  mutable RateLimits limits_;
};

Outcome Application::Impl::show(Visit& visit, View view) const {
  if (is_download(visit.face)) return download(site_, log_, visit, view);
  const auto question = question_of(*visit.match, visit.target, view, visit.language);
  if (!question) return problem_of(question.error());
  auto answer = site_.answer(*question, visit.actor);
  if (!answer) return problem_of(answer.error());
  return presenter_.answer(visit, *question, *std::move(answer));
}

// What came back of a submission's asks.
Outcome Application::Impl::asked(const Visit& visit) const {
  auto done = forms_.asked(visit);
  if (auto* const problem = std::get_if<Problem>(&done)) return std::move(*problem);
  const auto& answer = std::get<base::Json>(done);
  return presenter_.own(visit, "reviews/asked", "asked.title", answer,
                        asked_extra(answer.as_object()));
}

// Only who may bring in files sends more than a form, and whoever answers a call.
std::size_t Application::Impl::body_bytes(const Request& head) const {
  const auto most = most_bytes_of(head);
  if (most.signed_in == 0) return most.anyone;
  const auto actor = actor_of(head);
  return actor && actor->signed_in() ? most.signed_in : 0;
}

Response Application::Impl::health() const {
  base::Json health = site_.health();
  Response response;
  auto* const object = health.if_object();
  const bool well = object != nullptr && base::text_at(*object, "status") == "ok";
  if (object != nullptr) (*object)["public_forms"] = public_forms_.told();
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
  // Not by once(), which keeps answers.
  if (visit.route->id == RouteId::asked) return asked(visit);
  if (visit.route->method == Method::post) {
    return once(site_, visit, [this, &visit] { return act(visit); });
  }
  if (ConsultationPages::has(visit.route->id)) return consultations_.answer(visit);
  if (UploadPages::has(visit.route->id)) return uploads_.answer(visit);
  if (CodingPages::has(visit.route->id)) return coding_.answer(visit);
  switch (visit.route->id) {
    case RouteId::page_image:
      return page_image(site_, visit);
    case RouteId::original:
      return original(site_, visit);
    case RouteId::standalone:
      return standalone(site_, visit);
    case RouteId::source_refused:
      return refused_rows(site_, visit);
    case RouteId::source_rows_file:
      return source_rows(site_, visit);
    case RouteId::pledges_csv:
      return pledges(site_, visit, RowFormat::csv);
    case RouteId::pledges_ndjson:
      return pledges(site_, visit, RowFormat::ndjson);
    case RouteId::openapi:
      return openapi(visit.request);
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
      if (Imports::has(visit.route->id)) return imports_.answer(visit);
      if (PeoplePages::has(visit.route->id)) return people_.answer(visit);
      if (FindingPages::has(visit.route->id)) return finding_.answer(visit);
      return presenter_.fixed(visit);
  }
}

Outcome Application::Impl::act(const Visit& visit) const {
  switch (visit.route->id) {
    case RouteId::publish:
      return forms_.change(visit, Act::publish);
    case RouteId::withdraw:
      return forms_.change(visit, Act::withdraw);
    case RouteId::choose_copy:
      return forms_.change(visit, Act::choose_copy);
    case RouteId::correct:
      return forms_.change(visit, Act::correct);
    case RouteId::decide:
      return forms_.change(visit, Act::decide);
    case RouteId::tag:
      return forms_.change(visit, Act::tag);
    case RouteId::settle_row:
      return forms_.change(visit, Act::settle);
    case RouteId::map_columns:
      return forms_.change(visit, Act::map_columns);
    case RouteId::sign_in:
      return forms_.sign_in(visit);
    case RouteId::sign_out:
      return forms_.sign_out(visit);
    default:
      if (ConsultationPages::has(visit.route->id)) return consultations_.answer(visit);
      if (UploadPages::has(visit.route->id)) return uploads_.answer(visit);
      if (CodingPages::has(visit.route->id)) return coding_.answer(visit);
      if (FindingPages::has(visit.route->id)) return finding_.answer(visit);
      return PeoplePages::has(visit.route->id) ? people_.answer(visit) : imports_.answer(visit);
  }
}

// A token in the request wins over a cookie: whoever wrote it there meant it.
base::Result<Actor> Application::Impl::actor_of(const Request& request) const {
  const std::string authorization = request.header("Authorization");
  if (const auto secret = bearer_of(authorization)) return site_.actor_of_token(*secret);
  const std::string cookies = request.header("Cookie");
  const auto token = cookie_of(cookies, kSessionCookie);
  return token ? site_.actor_of(*token) : Actor{};
}

Outcome Application::Impl::respond(Visit& visit) const {
  const Request& request = visit.request;
  const auto target = parse_target(request.target);
  if (target) visit.target = *target;
  visit.language = language_of(request, visit.target, pages_.languages());
  const auto actor = actor_of(request);
  if (actor) visit.actor = *actor;
  if (!target) return problem_of(target.error());
  if (auto chosen = language_choice(request, *target, pages_.languages(), transport_)) {
    return *std::move(chosen);
  }
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
  if (!actor) return problem_of(actor.error());
  if (!visit.face) {
    return problem_of_status(406, "nothing of what the request accepts is offered here",
                             "It is there as " + offered_text(visit.route->faces) + ".");
  }
  if (auto refusal = limits_.refusal_of(visit)) return *std::move(refusal);
  return route(visit);
}

Response Application::Impl::handle(const Request& request) const {
  const auto begun = std::chrono::steady_clock::now();
  Visit visit{request, {}, nullptr, {}, {}, {}, {}};
  Outcome outcome = respond(visit);
  Response response;
  if (const auto* const problem = std::get_if<Problem>(&outcome)) {
    response = presenter_.problem(visit, *problem);
    if (problem->status == 405) {
      response.set("Allow", allow_text(find_route(request.method, visit.target.segments).allowed));
    }
    if (problem->status >= 500 && problem->status != 501) {
      log_.write(base::LogLevel::error, "problem",
                 {{"kind", problem->kind}, {"detail", problem->detail}, {"place", problem->place}});
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
  visit.language = language_of(request, {}, pages_.languages());
  const auto most = status == 413 ? most_bytes_of(request) : MostBytes{};
  Problem problem = problem_of_status(status);
  if (most.anyone > 0) {
    problem = problem_of_status(
        413, fmt::format("this is more than {} MB at once", most.anyone >> 20),
        "Send smaller files, or their text alone; a part of a file in smaller parts.");
  } else if (most.signed_in > 0) {
    const auto actor = actor_of(request);
    problem = actor ? refused_files(actor->signed_in(), most.signed_in) : problem_of(actor.error());
  }
  Response response = presenter_.problem(visit, std::move(problem));
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
  if (!failed && visit.route != nullptr && is_of_a_contributor(visit.route->id)) return;
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

base::Result<std::unique_ptr<Application>> Application::make(Site& site, const Pages& pages,
                                                             base::Log& log, base::Metrics& metrics,
                                                             const base::Clock& clock,
                                                             ApplicationOptions options) {
  COMITY_TRY(Assets assets, Assets::load());
  auto impl = std::make_unique<Impl>(site, pages, log, metrics, clock, options, std::move(assets));
  // The constructor is private, out of std::make_unique's reach.
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
