#include "http/upload_pages.h"

#include <charconv>

#include "http/protocol/address.h"
#include "http/question.h"
#include "http/server_parts.h"

namespace comity::http {
namespace {

constexpr std::string_view kReplyPartType = "application/partial-upload";
/// A little over what the site takes, which it then says itself.
constexpr std::size_t kMostReplyPartBytes = (std::size_t{1} << 20) + 1024;

std::optional<std::uint64_t> bytes_from(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

UploadKey key_of(const Visit& visit) {
  return {std::string(visit.match->value("call")), std::string(visit.match->value("upload")),
          visit.request.header("Upload-Secret")};
}

void tell_offset(const base::Json& upload, Response& response) {
  const auto& body = upload.as_object();
  response.set("Upload-Offset", std::to_string(base::integer_at(body, "offset")));
  response.set("Upload-Length", std::to_string(base::integer_at(body, "bytes")));
  response.set("Upload-Complete", base::truth_at(body, "complete") ? "?1" : "?0");
}

}  // namespace

bool UploadPages::has(RouteId route) {
  return route >= RouteId::uploads && route <= RouteId::upload_discard;
}

std::size_t UploadPages::most_bytes(RouteId route) {
  return route == RouteId::upload_part ? kMostReplyPartBytes : 0;
}

Outcome UploadPages::answer(const Visit& visit) const {
  switch (visit.route->id) {
    case RouteId::uploads:
      return terms(visit);
    case RouteId::upload_new:
      return begin(visit);
    case RouteId::upload_part:
      return part(visit);
    case RouteId::upload_discard:
      return discard(visit);
    default:
      return state(visit);
  }
}

// With work for whoever is about to begin one.
Outcome UploadPages::terms(const Visit& visit) const {
  const auto call = visit.match->value("call");
  auto terms = site_.uploads().terms(call, reader_of(visit));
  if (!terms) return problem_of(terms.error());
  const auto puzzle = public_forms_.puzzle(call);
  terms->as_object()["puzzle"] =
      base::JsonObject{{"challenge", puzzle.challenge}, {"bits", puzzle.bits}};
  return presenter_.own(visit, {}, {}, *terms, {});
}

Outcome UploadPages::begin(const Visit& visit) const {
  if (auto problem = forms_.foreign(visit)) return *std::move(problem);
  const auto fields = parse_pairs(visit.request.body);
  if (!fields) return problem_of(fields.error());
  const auto bytes = bytes_from(value_of(*fields, "bytes"));
  if (!bytes) return problem_of_status(400, "the length of a file is a number of bytes");
  const auto call = visit.match->value("call");
  const auto network = sender_of(visit.request, transport_);
  const PuzzleAnswer paid{std::string(value_of(*fields, "challenge")),
                          std::string(value_of(*fields, "solution"))};
  if (auto refusal = public_forms_.refusal_of(network, paid, call)) return *std::move(refusal);
  const bool counted = !is_this_machine(network);
  if (counted && !open_.may_begin(network)) {
    auto problem =
        problem_of_status(429, "too many files are on their way from this network",
                          "Send the file with the form, or wait until others have arrived.");
    problem.retry_after = 60;
    return problem;
  }
  const UploadWish wish{std::string(value_of(*fields, "name")), *bytes,
                        std::string(value_of(*fields, "digest"))};
  const auto begun = site_.uploads().begin(call, wish, reader_of(visit));
  if (!begun) return problem_of(begun.error());
  const auto& body = begun->as_object();
  if (counted) open_.add(network, base::text_at(body, "id"));
  Response response = presenter_.own(visit, {}, {}, *begun, {});
  response.status = 201;
  response.set("Location", std::string(base::text_at(body, "address")));
  tell_offset(*begun, response);
  return response;
}

Outcome UploadPages::state(const Visit& visit) const {
  const auto upload = site_.uploads().state(key_of(visit), reader_of(visit));
  if (!upload) return problem_of(upload.error());
  Response response = presenter_.own(visit, {}, {}, *upload, {});
  tell_offset(*upload, response);
  return response;
}

Outcome UploadPages::part(const Visit& visit) const {
  if (auto problem = forms_.foreign(visit)) return *std::move(problem);
  if (!equal_without_case(visit.request.header("Content-Type"), kReplyPartType)) {
    return problem_of_status(415, "a part of a file is bytes",
                             "Send it as " + std::string(kReplyPartType) + ".");
  }
  const auto offset = bytes_from(visit.request.header("Upload-Offset"));
  if (!offset) {
    return problem_of_status(400, "a part says where it begins",
                             "Send Upload-Offset; HEAD of this address gives it.");
  }
  auto& site = site_.uploads();
  const auto key = key_of(visit);
  const auto upload = site.append(key, *offset, visit.request.body, reader_of(visit));
  if (!upload) {
    Problem problem = problem_of(upload.error());
    const auto now = site.state(key, reader_of(visit));
    if (now) problem.upload_offset = base::integer_at(now->as_object(), "offset");
    return problem;
  }
  Response response = presenter_.own(visit, {}, {}, *upload, {});
  tell_offset(*upload, response);
  return response;
}

Outcome UploadPages::discard(const Visit& visit) const {
  if (auto problem = forms_.foreign(visit)) return *std::move(problem);
  const auto key = key_of(visit);
  const auto done = site_.uploads().discard(key, reader_of(visit));
  if (!done) return problem_of(done.error());
  open_.remove(key.upload);
  return onward(visit, "/consultations/" + encoded_path(key.call) + "/uploads");
}

}  // namespace comity::http
