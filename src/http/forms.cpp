#include "http/forms.h"

#include <charconv>

#include "base/text.h"
#include "http/people.h"
#include "http/protocol/address.h"
#include "http/protocol/etag.h"
#include "http/protocol/multipart.h"
#include "http/question.h"

namespace comity::http {
namespace {

constexpr std::string_view kFormType = "application/x-www-form-urlencoded";

using Fields = std::variant<std::vector<Parameter>, Problem>;

/// From 1; 0 for what is none.
int row_number(std::string_view text) {
  constexpr std::size_t kDigits = 9;
  int value = 0;
  const auto* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  const bool whole = read.ec == std::errc{} && read.ptr == end && text.size() <= kDigits;
  return whole && value > 0 ? value : 0;
}

/// Where a page leads after a decision: back to a list of such pages, else to what was decided on.
std::string page_after(const Change& change) {
  const auto back = value_of(change.fields, "return");
  const auto of_list = [&](std::string_view list) {
    return back == list || back.starts_with(std::string(list) + "?");
  };
  const auto rows = "/sources/" + encoded_path(change.work) + "/rows";
  if (change.act == Act::settle) {
    return of_list(rows) || back.starts_with(rows + "/") ? std::string(back) : rows;
  }
  if (change.act == Act::map_columns) return "/sources/" + encoded_path(change.work) + "/columns";
  if (change.act == Act::decide && of_list("/corrections")) return std::string(back);
  if (change.number.empty()) return "/documents/" + encoded_path(change.work);
  auto page = "/recommendations/" + encoded_path(change.work) + "/" + encoded_path(change.number);
  // What was said of one clause was said on its page.
  const int clause = change.act == Act::tag ? row_number(value_of(change.fields, "clause")) : 0;
  return clause > 0 ? page + "~" + std::to_string(clause) : page;
}

}  // namespace

Response onward(const Visit& visit, const std::string& address) {
  Response response;
  response.set("Cache-Control", "no-store");
  if (visit.face == Face::json) {
    response.set("Content-Type", "application/json");
    response.body = base::to_text(base::JsonObject{{"address", address}});
  } else {
    response.status = 303;
    response.set("Location", address);
  }
  return response;
}

Problem not_signed_in() {
  return problem_of_status(401, "this needs someone who is signed in",
                           "Sign in, open a one-time link, or send a token.");
}

Problem slowed_down(std::int64_t wait) {
  Problem problem = problem_of_status(429, "too many wrong names, passwords or codes",
                                      "Wait as long as Retry-After says, then try again.");
  problem.retry_after = wait;
  return problem;
}

Forms::Forms(Site& site, const FormTokens& tokens, const base::Clock& clock, Transport transport,
             int sign_in_attempts)
    : site_(site), tokens_(tokens), transport_(transport), throttle_(clock, sign_in_attempts) {}

// Whether another site's page made the browser post this. None can make it name a token.
std::optional<Problem> Forms::foreign(const Visit& visit) const {
  if (visit.actor.by_token() || is_same_origin(visit.request, transport_)) return std::nullopt;
  return problem_of_status(403, "this was posted by another site's page",
                           "Open the page here and post its own form.");
}

Fields Forms::fields_of(const Visit& visit) const {
  const Request& request = visit.request;
  if (auto problem = foreign(visit)) return *std::move(problem);
  if (request.body.empty()) return std::vector<Parameter>{};
  const std::string type = request.header("Content-Type");
  if (!equal_without_case(base::trimmed(std::string_view(type).substr(0, type.find(';'))),
                          kFormType)) {
    return problem_of_status(415, "a post here is a form",
                             "Send it as " + std::string(kFormType) + ".");
  }
  auto fields = parse_pairs(request.body);
  if (!fields) return problem_of(fields.error());
  return *std::move(fields);
}

Fields Forms::own_fields_of(const Visit& visit) const {
  Fields fields = fields_of(visit);
  if (std::holds_alternative<Problem>(fields)) return fields;
  const auto token = value_of(std::get<std::vector<Parameter>>(fields), "csrf");
  if (auto refusal = refusal_of(visit, token)) return *std::move(refusal);
  return fields;
}

// Why a form is not this person's own, or nothing.
std::optional<Problem> Forms::refusal_of(const Visit& visit, std::string_view token) const {
  if (!visit.actor.signed_in()) return not_signed_in();
  if (visit.actor.by_token()) return std::nullopt;
  if (tokens_.holds(token, visit.actor.session)) return std::nullopt;
  return problem_of_status(403, "the form is older than this session",
                           "Load the page again and post its form.");
}

std::optional<Problem> Forms::refusal_of_bytes(const Visit& visit) const {
  if (auto problem = foreign(visit)) return problem;
  return refusal_of(visit, visit.request.header("Form-Token"));
}

// The fields of somebody who wants in, counted against their network.
Fields Forms::attempt(const Visit& visit) const {
  auto fields = fields_of(visit);
  if (std::holds_alternative<Problem>(fields)) return fields;
  if (const std::int64_t wait = throttle_.wait_of(sender_of(visit.request, transport_)); wait > 0) {
    Problem problem = slowed_down(wait);
    problem.detail = "too many attempts to sign in from this network";
    return problem;
  }
  return fields;
}

std::optional<Problem> Forms::refusal_of_attempt(const Visit& visit) const {
  if (auto problem = foreign(visit)) return problem;
  const std::int64_t wait = throttle_.wait_of(sender_of(visit.request, transport_));
  return wait > 0 ? std::optional(slowed_down(wait)) : std::nullopt;
}

void Forms::attempt_was_right(const Visit& visit) const {
  throttle_.give_back(sender_of(visit.request, transport_));
}

Response Forms::begun(const Visit& visit, const SignedIn& signed_in,
                      const std::string& next) const {
  throttle_.give_back(sender_of(visit.request, transport_));
  Response response = onward(visit, next);
  response.set("Set-Cookie", session_cookie(signed_in.session, signed_in.seconds, transport_));
  return response;
}

Outcome Forms::sign_in(const Visit& visit) const {
  const auto fields = attempt(visit);
  if (const auto* const problem = std::get_if<Problem>(&fields)) return *problem;
  const auto& given = std::get<std::vector<Parameter>>(fields);
  const auto field = [&](std::string_view name) { return std::string(value_of(given, name)); };
  if (value_of(given, "name").empty()) {
    const auto signed_in = site_.sign_in(value_of(given, "token"));
    if (!signed_in) return problem_of(signed_in.error());
    return begun(visit, *signed_in, "/");
  }
  const auto tried = site_.people().sign_in(
      {field("name"), field("password"), field("code"), sender_of(visit.request, transport_)});
  if (!tried) {
    // Nothing was looked at: whoever comes again in a moment has not guessed.
    if (tried.error().kind == base::ErrorKind::unavailable) attempt_was_right(visit);
    return problem_of(tried.error());
  }
  if (!tried->done) return slowed_down(tried->wait);
  return begun(visit, *tried->done, "/");
}

Outcome Forms::accept(const Visit& visit) const {
  const auto fields = attempt(visit);
  if (const auto* const problem = std::get_if<Problem>(&fields)) return *problem;
  const auto& given = std::get<std::vector<Parameter>>(fields);
  const auto field = [&](std::string_view name) { return std::string(value_of(given, name)); };
  const auto accepted = site_.people().accept({field("token"), field("name"), field("password")});
  if (!accepted) return problem_of(accepted.error());
  return begun(visit, *accepted, "/account");
}

Outcome Forms::sign_out(const Visit& visit) const {
  const auto fields = own_fields_of(visit);
  if (const auto* const problem = std::get_if<Problem>(&fields)) return *problem;
  if (visit.actor.by_token()) {
    return problem_of_status(403, "a token has no session to end", "Revoke it on /account.");
  }
  if (const auto done = site_.sign_out(visit.actor); !done) return problem_of(done.error());
  Response response = onward(visit, "/");
  response.set("Set-Cookie", ended_session_cookie(transport_));
  return response;
}

// The state of the document the person saw: from the form, or found again through If-Match.
std::variant<std::string, Problem> Forms::seen_state(const Visit& visit,
                                                     const std::vector<Parameter>& fields,
                                                     const Change& change) const {
  if (const auto etag = value_of(fields, "etag"); !etag.empty()) return std::string(etag);
  const std::string header = visit.request.header("If-Match");
  if (header.empty()) {
    return problem_of_status(428, "a change names the state of the document it was decided on",
                             "Send the document's ETag as If-Match.");
  }
  Question question;
  question.view = change.number.empty() ? View::document : View::recommendation;
  question.work = change.work;
  question.number = change.number;
  question.language = visit.language;
  const auto answer = site_.answer(question, visit.actor);
  if (!answer) return problem_of(answer.error());
  if (match_names(header, answer->etag) != Precondition::met) {
    return problem_of_status(412, "the document has changed since",
                             "Read it again and decide on what it is now.");
  }
  return answer->etag;
}

Outcome Forms::change(const Visit& visit, Act act) const {
  const auto fields = own_fields_of(visit);
  if (const auto* const problem = std::get_if<Problem>(&fields)) return *problem;
  const auto& given = std::get<std::vector<Parameter>>(fields);
  Change change{act, std::string(visit.match->value("work")), {}, {}, {}};
  change.copy = value_of(given, "copy");
  change.fields = given;
  // The page of one clause is one of its recommendation.
  const auto number = visit.match->value("number");
  change.number = number.substr(0, number.rfind('~'));
  if (act == Act::settle) {
    change.row = row_number(visit.match->value("row"));
    if (change.row == 0) return problem_of_status(404, "a row is a number from 1");
  }
  auto seen = seen_state(visit, given, change);
  if (const auto* const problem = std::get_if<Problem>(&seen)) return *problem;
  change.etag = std::get<std::string>(std::move(seen));
  const auto done = site_.change(change, visit.actor);
  if (!done) return problem_of(done.error());
  return onward(visit, page_after(change));
}

std::variant<base::Json, Problem> Forms::make_token(const Visit& visit) const {
  const auto fields = own_fields_of(visit);
  if (const auto* const problem = std::get_if<Problem>(&fields)) return *problem;
  TokenWish wish;
  for (const Parameter& field : std::get<std::vector<Parameter>>(fields)) {
    if (field.name == "name") wish.name = field.value;
    if (field.name == "scope") wish.scopes.push_back(field.value);
    if (field.name != "days" || field.value.empty()) continue;
    wish.days = small_number(field.value);
    if (wish.days == 0) {
      Problem problem =
          problem_of_status(400, "a token holds for some days", "Give a number of days from 1.");
      problem.place = "days";
      return problem;
    }
  }
  auto made = site_.make_token(wish, visit.actor);
  if (!made) return problem_of(made.error());
  return *std::move(made);
}

Outcome Forms::revoke_token(const Visit& visit) const {
  const auto fields = own_fields_of(visit);
  if (const auto* const problem = std::get_if<Problem>(&fields)) return *problem;
  const auto done = site_.revoke_token(visit.match->value("token"), visit.actor);
  if (!done) return problem_of(done.error());
  return onward(visit, "/account");
}

std::variant<base::Json, Problem> Forms::asked(const Visit& visit) const {
  const Request& request = visit.request;
  if (auto problem = foreign(visit)) return *std::move(problem);
  if (!visit.actor.signed_in()) return not_signed_in();
  const auto parts = parse_multipart(request.body, request.header("Content-Type"));
  if (!parts) return problem_of(parts.error());
  if (auto refusal = refusal_of(visit, field_of(*parts, "csrf"))) return *std::move(refusal);
  NewFile submission{"text.txt", std::string(field_of(*parts, "text"))};
  for (const Part& part : *parts) {
    if (part.is_file && !part.file_name.empty()) {
      submission = {part.file_name, std::string(part.content)};
    }
  }
  if (base::trimmed(std::string_view(submission.bytes)).empty()) {
    return problem_of_status(400, "no submission was given",
                             "Choose a file or paste a text, then send the form.");
  }
  auto answer =
      site_.compare_asks(submission, field_of(*parts, "review"), visit.language, visit.actor);
  if (!answer) return problem_of(answer.error());
  return *std::move(answer);
}

std::variant<base::Json, Problem> Forms::import(const Visit& visit) const {
  const Request& request = visit.request;
  if (auto problem = foreign(visit)) return *std::move(problem);
  const auto parts = parse_multipart(request.body, request.header("Content-Type"));
  if (!parts) return problem_of(parts.error());
  if (auto refusal = refusal_of(visit, field_of(*parts, "csrf"))) return *std::move(refusal);
  std::vector<NewFile> files;
  for (const Part& part : *parts) {
    // A browser sends a nameless file where none was chosen.
    if (part.is_file && !part.file_name.empty()) {
      files.push_back({part.file_name, std::string(part.content)});
    }
  }
  if (files.empty()) {
    return problem_of_status(400, "no file was chosen", "Choose one or more, then send the form.");
  }
  ImportWish wish;
  if (!field_of(*parts, "publish").empty()) wish.publication = Publication::published;
  if (!field_of(*parts, "dry_run").empty()) wish.effect = Effect::dry_run;
  auto report = site_.import(std::move(files), wish, visit.actor);
  if (!report) return problem_of(report.error());
  return *std::move(report);
}

}  // namespace comity::http
