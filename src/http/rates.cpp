#include "http/rates.h"

#include "http/server_parts.h"

namespace comity::http {

Throttle* RateLimits::throttle_of(const Visit& visit) {
  switch (visit.route->id) {
    case RouteId::completions:
    case RouteId::saved_searches:
    case RouteId::tag_found_form:
    case RouteId::tag_found:
    case RouteId::search:
    case RouteId::similar:
    case RouteId::mandates:
    case RouteId::plots:
    case RouteId::citations:
    case RouteId::citation_graph:
    case RouteId::session:
      return visit.face == Face::csv || visit.face == Face::ndjson ? &downloads_ : &searches_;
    case RouteId::report:
      return visit.face == Face::html || visit.face == Face::json ? nullptr : &downloads_;
    case RouteId::letter:
      return &downloads_;
    case RouteId::page_image:
      return &searches_;
    case RouteId::asked:
    case RouteId::import:
    case RouteId::import_part:
    case RouteId::import_run:
    case RouteId::receipt_correct:
    case RouteId::uploads:
    case RouteId::upload:
    case RouteId::upload_part:
    case RouteId::upload_discard:
      return &uploads_;
    default:
      return nullptr;
  }
}

std::optional<Problem> RateLimits::refusal_of(const Visit& visit) {
  Throttle* const throttle = throttle_of(visit);
  if (throttle == nullptr) return std::nullopt;
  if (visit.actor.signed_in() && throttle != &uploads_) return std::nullopt;
  const auto network = sender_of(visit.request, transport_);
  if (is_this_machine(network)) return std::nullopt;
  const auto wait = throttle->wait_of(network);
  if (wait == 0) return std::nullopt;
  auto problem = problem_of_status(429, "too many of these requests from this network");
  problem.retry_after = wait;
  return problem;
}

}  // namespace comity::http
