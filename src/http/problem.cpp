#include "http/problem.h"

#include "http/protocol/message.h"

namespace comity::http {
namespace {

std::string_view kind_of_status(int status) {
  switch (status) {
    case 400:
      return "invalid_input";
    case 401:
      return "unauthenticated";
    case 403:
      return "forbidden";
    case 404:
      return "not_found";
    case 405:
      return "method_not_allowed";
    case 406:
      return "not_acceptable";
    case 408:
      return "timeout";
    case 409:
      return "conflict";
    case 412:
      return "changed_meanwhile";
    case 413:
      return "too_large";
    case 414:
      return "address_too_long";
    case 415:
      return "unsupported";
    case 422:
      return "key_reused";
    case 428:
      return "condition_required";
    case 429:
      return "too_many_requests";
    case 431:
      return "header_too_large";
    case 501:
      return "not_implemented";
    case 503:
      return "unavailable";
    case 504:
      return "timeout";
    default:
      return "internal";
  }
}

std::string_view standing_mend(int status) {
  switch (status) {
    case 400:
      return "Compare the request with /openapi.yaml.";
    case 401:
      return "Sign in, open a one-time link, or send a token that holds.";
    case 403:
      return "Sign in, or send a token, of someone who may.";
    case 404:
      return "Search for it, or begin at the first page.";
    case 405:
    case 501:
      return "Use a method that Allow names; OPTIONS asks for them.";
    case 406:
      return "Ask for a form that the address offers, or send no Accept.";
    case 408:
    case 504:
      return "Send it again.";
    case 409:
    case 412:
      return "Read it again, then decide on what it is now.";
    case 413:
      return "Send less at once.";
    case 414:
      return "Ask with fewer or shorter parameters.";
    case 415:
      return "Send one of the forms that /openapi.yaml names for this address.";
    case 422:
      return "Give each request a key of its own.";
    case 428:
      return "Send the ETag of what you saw as If-Match.";
    case 429:
    case 503:
      return "Wait as long as Retry-After says, or a moment, then send it again.";
    case 431:
      return "Send fewer or shorter header fields, cookies among them.";
    default:
      return "Try again; if it stays so, the log of whoever keeps the record says more.";
  }
}

}  // namespace

void complete(Problem& problem, std::string_view address) {
  if (problem.detail.empty()) problem.detail = reason_of(problem.status);
  if (problem.place.empty()) problem.place = address.empty() ? "the request" : address;
  if (problem.mend.empty()) problem.mend = standing_mend(problem.status);
}

int status_of(base::ErrorKind kind) {
  switch (kind) {
    case base::ErrorKind::invalid_input:
      return 400;
    case base::ErrorKind::not_found:
      return 404;
    case base::ErrorKind::conflict:
      return 409;
    case base::ErrorKind::forbidden:
      return 403;
    case base::ErrorKind::unauthenticated:
      return 401;
    case base::ErrorKind::too_large:
      return 413;
    case base::ErrorKind::unsupported:
      return 415;
    case base::ErrorKind::corrupt:
      return 500;
    case base::ErrorKind::unavailable:
      return 503;
    case base::ErrorKind::timeout:
      return 504;
    case base::ErrorKind::internal:
      return 500;
  }
  return 500;
}

Problem problem_of(const base::Error& error) {
  return {status_of(error.kind), std::string(base::name_of(error.kind)), error.message, error.place,
          error.mend};
}

Problem problem_of_status(int status, std::string detail, std::string mend) {
  return {status, std::string(kind_of_status(status)), std::move(detail), {}, std::move(mend)};
}

base::Json to_json(const Problem& problem) {
  base::JsonObject object;
  object["type"] = "/help#problem-" + problem.kind;
  object["title"] = reason_of(problem.status);
  object["status"] = problem.status;
  object["detail"] = problem.detail;
  object["place"] = problem.place;
  object["mend"] = problem.mend;
  return object;
}

}  // namespace comity::http
