#include "http/once.h"

#include <algorithm>

#include "base/hash.h"
#include "base/text.h"
#include "http/coding_pages.h"
#include "http/protocol/multipart.h"

namespace comity::http {
namespace {

constexpr std::size_t kLongestKey = 200;

/// The posts that do something to the record. Signing in spends its link and tokens are shown once,
/// so that neither answer may be given again; what goes by a receipt is nobody's to keep.
bool takes_key(RouteId route) {
  const bool of_calls = route == RouteId::call_create || route == RouteId::call_write ||
                        route == RouteId::call_step || route == RouteId::name_readers ||
                        route == RouteId::recover;
  return of_calls || CodingPages::has(route) || route == RouteId::import ||
         route == RouteId::import_job_new || route == RouteId::publish ||
         route == RouteId::withdraw || route == RouteId::choose_copy || route == RouteId::correct ||
         route == RouteId::decide || route == RouteId::settle_row || route == RouteId::map_columns;
}

/// Without the quotation marks of a structured field (RFC 8941), which some senders leave out.
std::string_view bare(std::string_view key) {
  key = base::trimmed(key);
  const bool quoted = key.size() > 1 && key.front() == '"' && key.back() == '"';
  return quoted ? key.substr(1, key.size() - 2) : key;
}

bool is_key(std::string_view key) {
  return !key.empty() && key.size() <= kLongestKey &&
         std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

/// A hash over texts that cannot be mistaken for each other.
class Fingerprint {
 public:
  void add(std::string_view text) {
    hasher_.add(std::to_string(text.size()) + ":");
    hasher_.add(text);
  }
  [[nodiscard]] std::string text() const { return hasher_.value().hex(); }

 private:
  base::Hasher hasher_;
};

// What a form says, not how: each sending has another boundary, each page another form token.
std::string fingerprint_of(const Visit& visit) {
  const Request& request = visit.request;
  Fingerprint print;
  print.add(visit.route->name);
  print.add(visit.target.raw_path);
  print.add(visit.target.raw_query);
  print.add(request.header("If-Match"));
  print.add(name_of(*visit.face));
  const auto parts = parse_multipart(request.body, request.header("Content-Type"));
  const auto fields = parts ? base::Result<std::vector<Parameter>>() : parse_pairs(request.body);
  if (parts) {
    for (const Part& part : *parts) {
      if (part.name == "csrf") continue;
      print.add(part.name);
      print.add(part.file_name);
      print.add(part.content);
    }
  } else if (fields) {
    for (const Parameter& field : *fields) {
      if (field.name == "csrf") continue;
      print.add(field.name);
      print.add(field.value);
    }
  } else {
    print.add(request.body);
  }
  return print.text();
}

std::string kept_text(const Response& response) {
  base::JsonArray headers;
  for (const Header& header : response.headers) {
    headers.push_back(base::JsonArray{header.name, header.value});
  }
  return base::to_text(base::JsonObject{
      {"status", response.status}, {"headers", std::move(headers)}, {"body", response.text()}});
}

Outcome kept_response(std::string_view text) {
  const auto kept = base::parse_json(text);
  const auto* const object = kept ? kept->if_object() : nullptr;
  if (object == nullptr) return problem_of_status(500, "a kept answer is damaged");
  Response response;
  response.status = static_cast<int>(base::integer_at(*object, "status"));
  for (const base::Json& each : base::array_at(*object, "headers")) {
    const auto& header = each.as_array();
    response.set(header.at(0).as_string(), std::string(header.at(1).as_string()));
  }
  response.set("Idempotency-Replayed", "true");
  response.body = std::string(base::text_at(*object, "body"));
  return response;
}

Outcome claimed(Site& site, const Visit& visit, const NamedRequest& request,
                const std::function<Outcome()>& act) {
  Outcome outcome = act();
  const auto* const response = std::get_if<Response>(&outcome);
  // The act is done whatever becomes of its answer; without one, sending again does it again.
  if (response != nullptr) {
    (void)site.keep_answer(request, kept_text(*response), visit.actor);
  } else {
    (void)site.give_up(request, visit.actor);
  }
  return outcome;
}

}  // namespace

Outcome once(Site& site, const Visit& visit, const std::function<Outcome()>& act) {
  const std::string header = visit.request.header("Idempotency-Key");
  if (header.empty() || !takes_key(visit.route->id) || !visit.actor.signed_in()) return act();
  const std::string key(bare(header));
  if (!is_key(key)) {
    Problem problem = problem_of_status(400, "this is no key",
                                        "Send 1 to 200 visible ASCII characters, a UUID perhaps.");
    problem.place = "Idempotency-Key";
    return problem;
  }
  const NamedRequest request{key, fingerprint_of(visit)};
  const auto claim = site.claim(request, visit.actor);
  if (!claim) return problem_of(claim.error());
  switch (claim->state) {
    case Claim::State::granted:
      return claimed(site, visit, request, act);
    case Claim::State::answered:
      return kept_response(claim->answer);
    case Claim::State::running: {
      Problem problem = problem_of_status(409, "the same request is still under way",
                                          "Send it again in a moment.");
      problem.place = "Idempotency-Key";
      problem.retry_after = 1;
      return problem;
    }
    case Claim::State::other:
      break;
  }
  Problem problem = problem_of_status(422, "this key was given to another request");
  problem.place = "Idempotency-Key";
  return problem;
}

}  // namespace comity::http
