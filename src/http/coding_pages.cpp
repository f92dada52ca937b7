#include "http/coding_pages.h"

#include <algorithm>

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
    readings.push_back(std::move(reading));
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
                          {"agreement", std::move(pairs)},
                          {"codes", codes_to_choose(body)}};
}

base::Json synthesis_extra(const base::JsonObject& body) {
  return base::JsonObject{{"has_listed", !base::array_at(body, "listed").empty()},
                          {"codes", codes_to_choose(body)}};
}

base::Json report_extra(const base::JsonObject& body) {
  return base::JsonObject{{"has_summary", !base::array_at(body, "summary").empty()},
                          {"has_contributors", !base::array_at(body, "contributors").empty()},
                          {"has_unused", !base::array_at(body, "unused").empty()}};
}

// Where a page leads after a post: back to the call's own pages.
std::string back_to(const Visit& visit, const std::vector<Parameter>& fields) {
  const std::string call = "/consultations/" + std::string(visit.match->value("call"));
  const auto wished = value_of(fields, "return");
  const bool own =
      wished.starts_with(call + "/passages") || wished.starts_with(call + "/synthesis");
  if (own) return std::string(wished);
  const CodingStep step = step_of(visit.route->id);
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
    case RouteId::passages:
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
