#include "http/coding_pages.h"

#include <algorithm>
#include <cmath>

#include "http/downloads.h"
#include "http/forms.h"
#include "http/question.h"

namespace comity::http {
namespace {

Reader coder_of(const Visit& visit) { return {visit.actor, visit.language}; }

CodingStep step_of(RouteId route) {
  switch (route) {
    case RouteId::passage_mark:
      return CodingStep::mark;
    case RouteId::passage_unmark:
      return CodingStep::unmark;
    case RouteId::coding_finish:
      return CodingStep::finish;
    case RouteId::proposal_accept:
      return CodingStep::accept;
    case RouteId::proposal_dismiss:
      return CodingStep::dismiss;
    case RouteId::be_present:
      return CodingStep::be_present;
    case RouteId::code_write:
      return CodingStep::write_code;
    case RouteId::line_write:
      return CodingStep::write_line;
    case RouteId::line_remove:
      return CodingStep::remove_line;
    case RouteId::passage_set_aside:
      return CodingStep::set_aside;
    default:
      return CodingStep::publish;
  }
}

// Whether the step changes what somebody has seen, and so must name how they saw it.
bool rests_on_what_was_seen(CodingStep step, const std::vector<Parameter>& fields) {
  if (step == CodingStep::mark) return !value_of(fields, "passage").empty();
  if (step == CodingStep::write_line) return !value_of(fields, "line").empty();
  return step == CodingStep::unmark || step == CodingStep::remove_line;
}

// The number of an entry, or "*": whatever it is now.
bool is_seen(std::string_view seen) {
  constexpr std::size_t kMostDigits = 18;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return seen == "*" ||
         (seen.size() <= kMostDigits && std::all_of(seen.begin(), seen.end(), digit));
}

Problem no_entry(std::string_view place) {
  Problem problem = problem_of_status(400, "this names no entry that was seen",
                                      "Send the number that is the member seen, or * for whatever "
                                      "is there now.");
  problem.place = place;
  return problem;
}

// The last entry of what is changed, of the form or by If-Match.
std::optional<Problem> add_seen(const Visit& visit, CodingStep step,
                                std::vector<Parameter>& fields) {
  if (const auto given = value_of(fields, "seen"); !given.empty()) {
    return is_seen(given) ? std::nullopt : std::optional(no_entry("seen"));
  }
  std::string header = visit.request.header("If-Match");
  std::erase(header, '"');
  if (!is_seen(header)) return no_entry("If-Match");
  if (!header.empty()) {
    fields.push_back({"seen", header});
  } else if (rests_on_what_was_seen(step, fields)) {
    return problem_of_status(428, "a change names the state that it was decided on",
                             "Send its member seen as If-Match, or as the field seen.");
  }
  return std::nullopt;
}

// The codes, with the one that the list is of.
base::JsonArray codes_to_choose(const base::JsonObject& body) {
  const auto asked = base::text_at(base::object_at(body, "asked"), "code");
  base::JsonArray codes;
  for (const auto& each : base::array_at(body, "codes")) {
    auto code = each.get_object();
    code["selected"] = base::text_at(code, "code") == asked;
    codes.push_back(std::move(code));
  }
  return codes;
}

// What templates ask of lists: whether there is anything in them.
base::Json passages_extra(const base::JsonObject& body) {
  base::JsonArray readings;
  for (const auto& each : base::array_at(body, "reading")) {
    auto reading = each.get_object();
    for (auto& paragraph : reading["paragraphs"].get_array()) {
      auto& object = paragraph.get_object();
      object["has_marks"] = !base::array_at(object, "marks").empty();
    }
    reading["here"] = reading["present"];
    reading["has_here"] = !base::array_at(reading, "present").empty();
    readings.push_back(std::move(reading));
  }
  base::JsonArray replies;
  for (const auto& each : base::array_at(body, "replies")) {
    auto reply = each.get_object();
    reply["has_present"] = !base::array_at(reply, "present").empty();
    replies.push_back(std::move(reply));
  }
  base::JsonArray pairs;
  for (const auto& each : base::array_at(body, "agreement")) {
    auto pair = each.get_object();
    for (auto& code : pair["codes"].get_array()) {
      code.get_object()["has_kappa"] = !code.get_object()["kappa"].is_null();
    }
    pairs.push_back(std::move(pair));
  }
  return base::JsonObject{{"reading", std::move(readings)},
                          {"replies", std::move(replies)},
                          {"agreement", std::move(pairs)},
                          {"has_people", !base::array_at(body, "people").empty()},
                          {"codes", codes_to_choose(body)}};
}

constexpr double kPercent = 100;

// Shares as whole percents, and whether a proposal has several codes to choose from.
base::Json proposals_extra(const base::JsonObject& body) {
  base::JsonArray proposals;
  for (const auto& each : base::array_at(body, "proposals")) {
    auto proposal = each.get_object();
    auto& codes = proposal["codes"].get_array();
    proposal["several"] = codes.size() > 1;
    for (auto& code : codes) {
      auto& object = code.get_object();
      object["has_words"] = !base::array_at(object, "words").empty();
      object["percent"] = std::lround(base::number_at(object, "confidence") * kPercent);
    }
    proposals.push_back(std::move(proposal));
  }
  base::JsonArray codes;
  for (const auto& each : base::array_at(body, "codes")) {
    auto code = each.get_object();
    code["has_held"] = !code["held_out"].is_null();
    code["useless"] = base::truth_at(code, "learnt") && !base::truth_at(code, "proposed");
    codes.push_back(std::move(code));
  }
  return base::JsonObject{{"count", proposals.size()},
                          {"has_proposals", !proposals.empty()},
                          {"proposals", std::move(proposals)},
                          {"codes", std::move(codes)}};
}

base::Json presence_extra(const base::JsonObject& body) {
  constexpr std::int64_t kMinute = 60;
  return base::JsonObject{{"silent_minutes", base::integer_at(body, "silent_seconds") / kMinute},
                          {"has_people", !base::array_at(body, "people").empty()},
                          {"has_here", !base::array_at(body, "here").empty()}};
}

base::Json synthesis_extra(const base::JsonObject& body) {
  return base::JsonObject{{"has_listed", !base::array_at(body, "listed").empty()},
                          {"codes", codes_to_choose(body)}};
}

base::Json report_extra(const base::JsonObject& body) {
  return base::JsonObject{{"has_summary", !base::array_at(body, "summary").empty()},
                          {"has_contributors", !base::array_at(body, "contributors").empty()},
                          {"has_unused", !base::array_at(body, "unused").empty()},
                          {"has_set_aside", !base::array_at(body, "set_aside").empty()}};
}

// Where a page leads after a post: back to the call's own pages.
std::string back_to(const Visit& visit, const std::vector<Parameter>& fields) {
  const std::string call = "/consultations/" + std::string(visit.match->value("call"));
  const auto wished = value_of(fields, "return");
  constexpr std::string_view kOwn[] = {"/passages", "/proposals", "/presence", "/synthesis"};
  const bool own = std::any_of(std::begin(kOwn), std::end(kOwn), [&](std::string_view page) {
    return wished.starts_with(call + std::string(page));
  });
  if (own) return std::string(wished);
  const CodingStep step = step_of(visit.route->id);
  if (step == CodingStep::be_present) return call + "/presence";
  return call + (step <= CodingStep::write_code ? "/passages" : "/synthesis");
}

}  // namespace

bool CodingPages::has(RouteId route) {
  return route >= RouteId::passages && route <= RouteId::report;
}

Outcome CodingPages::answer(const Visit& visit) const {
  return visit.route->method == Method::post ? take(visit) : show(visit);
}

Outcome CodingPages::show(const Visit& visit) const {
  if (visit.route->right == Right::signed_in && !visit.actor.signed_in()) return not_signed_in();
  auto& site = site_.coding();
  const CodingQuestion question{visit.match->value("call"), visit.target.parameters};
  using Extra = base::Json (*)(const base::JsonObject&);
  const auto shown = [&](const base::Result<base::Json>& answer, std::string_view page,
                         std::string_view title, Extra extra) -> Outcome {
    if (!answer) return problem_of(answer.error());
    return presenter_.own(visit, page, title, *answer, extra(answer->as_object()));
  };
  switch (visit.route->id) {
    case RouteId::proposals:
      return shown(site.proposals(question, coder_of(visit)), "consultations/proposals",
                   "proposals.title", proposals_extra);
    case RouteId::presence:
      return shown(site.presence(question, coder_of(visit)), "consultations/presence",
                   "presence.title", presence_extra);
    case RouteId::passages:
      be_seen(visit);
      return shown(site.passages(question, coder_of(visit)), "consultations/passages",
                   "passages.title", passages_extra);
    case RouteId::synthesis:
      return shown(site.synthesis(question, coder_of(visit)), "consultations/synthesis",
                   "synthesis.title", synthesis_extra);
    default:
      break;
  }
  const bool file = visit.face != Face::html && visit.face != Face::json;
  if (file) {
    const std::string_view format = visit.face == Face::docx  ? "docx"
                                    : visit.face == Face::csv ? "csv"
                                                              : "ndjson";
    return offered(visit, site.report_file(question.call, format, coder_of(visit)));
  }
  return shown(site.report(question, coder_of(visit)), "consultations/report", "report.title",
               report_extra);
}

// Whoever loads the page is there, so that without script they are seen too. That it could not be
// written is no reason not to show the page.
void CodingPages::be_seen(const Visit& visit) const {
  if (visit.face != Face::html) return;
  const auto reply = value_of(visit.target.parameters, "reply");
  (void)site_.coding().take(CodingStep::be_present, visit.match->value("call"),
                            {{"reply", std::string(reply)}}, coder_of(visit));
}

Outcome CodingPages::take(const Visit& visit) const {
  auto own = forms_.own_fields_of(visit);
  if (auto* const problem = std::get_if<Problem>(&own)) return std::move(*problem);
  auto fields = std::get<std::vector<Parameter>>(std::move(own));
  const CodingStep step = step_of(visit.route->id);
  if (auto problem = add_seen(visit, step, fields)) return *std::move(problem);
  const auto done = site_.coding().take(step, visit.match->value("call"), fields, coder_of(visit));
  if (!done) return problem_of(done.error());
  if (visit.face == Face::json) return presenter_.own(visit, {}, {}, *done, {});
  return onward(visit, back_to(visit, fields));
}

}  // namespace comity::http
