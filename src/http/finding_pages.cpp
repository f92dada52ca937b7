#include "http/finding_pages.h"

#include <algorithm>

#include "http/protocol/address.h"

namespace comity::http {
namespace {

// The part of a form that is the question: all but what the form says of it.
std::vector<Parameter> question_in(const std::vector<Parameter>& fields) {
  constexpr std::string_view kSaid[] = {"csrf",   "name", "action", "tag",
                                        "reason", "told", "do",     "language"};
  std::vector<Parameter> question;
  for (const Parameter& each : fields) {
    const bool said = std::find(std::begin(kSaid), std::end(kSaid), each.name) != std::end(kSaid);
    if (!said && !each.value.empty()) question.push_back(each);
  }
  return question;
}

// The entries that the page was made of, one field for each space.
std::string joined_at(const std::vector<Parameter>& fields) {
  std::string at;
  for (const Parameter& each : fields) {
    if (each.name == "at") at += (at.empty() ? "" : ",") + each.value;
  }
  return at;
}

base::JsonArray hidden(const std::vector<Parameter>& fields) {
  base::JsonArray out;
  for (const Parameter& each : fields) {
    out.push_back(base::JsonObject{{"name", each.name}, {"value", each.value}});
  }
  return out;
}

}  // namespace

bool FindingPages::has(RouteId route) {
  return route >= RouteId::saved_searches && route <= RouteId::tag_found;
}

Outcome FindingPages::answer(const Visit& visit) const {
  const RouteId id = visit.route->id;
  if (!visit.actor.signed_in()) return not_signed_in();
  if (id == RouteId::saved_searches) return saved(visit);
  if (id == RouteId::tag_found_form) return tag_form(visit);
  const auto fields = forms_.own_fields_of(visit);
  if (const auto* const problem = std::get_if<Problem>(&fields)) return *problem;
  const auto& given = std::get<Fields>(fields);
  return id == RouteId::tag_found ? tag(visit, given) : change(visit, given);
}

Outcome FindingPages::saved(const Visit& visit) const {
  const auto answer = site_.finding().saved_searches(visit.language, visit.actor);
  if (!answer) return problem_of(answer.error());
  const bool any = !base::array_at(answer->as_object(), "searches").empty();
  return presenter_.own(visit, "search/saved", "saved.title", *answer,
                        base::JsonObject{{"has_searches", any}});
}

Outcome FindingPages::change(const Visit& visit, const Fields& fields) const {
  auto& finding = site_.finding();
  const auto id = visit.match->value("search");
  const auto name = value_of(fields, "name");
  base::Status done;
  switch (visit.route->id) {
    case RouteId::save_search:
      done = finding.save_search(name, question_in(fields), visit.actor);
      break;
    case RouteId::rename_search:
      done = finding.rename_saved_search(id, name, visit.actor);
      break;
    case RouteId::delete_search:
      done = finding.delete_saved_search(id, visit.actor);
      break;
    default:
      done = finding.see_saved_search(id, joined_at(fields), visit.actor);
  }
  if (!done) return problem_of(done.error());
  return onward(visit, "/searches");
}

Outcome FindingPages::tag_form(const Visit& visit) const {
  return tag_page(visit, question_in(visit.target.parameters), {});
}

// The form over a question, with what was told of a wish or done by it.
Outcome FindingPages::tag_page(const Visit& visit, const Fields& question,
                               base::JsonObject extra) const {
  const auto form = site_.finding().tag_found_form(question, visit.language, visit.actor);
  if (!form) return problem_of(form.error());
  extra["question"] = hidden(question);
  extra["search_query"] = query_of(question);
  extra["has_filters"] = !base::array_at(form->as_object(), "filters").empty();
  return presenter_.own(visit, "search/tag_found", "tag_found.title", *form, extra);
}

Outcome FindingPages::tag(const Visit& visit, const Fields& fields) const {
  TagFoundWish wish;
  wish.search = question_in(fields);
  wish.action = value_of(fields, "action");
  wish.reason = value_of(fields, "reason");
  wish.told = value_of(fields, "told");
  if (!value_of(fields, "do").empty()) wish.effect = Effect::record;
  Fields said;  // what the next form says again
  for (const Parameter& each : fields) {
    if (each.name == "tag" && !each.value.empty()) wish.tags.push_back(each.value);
    const bool again = each.name == "action" || each.name == "tag" || each.name == "reason";
    if (again) said.push_back(each);
  }
  const auto done = site_.finding().tag_found(wish, visit.actor);
  if (!done) return problem_of(done.error());
  if (visit.face == Face::json) return presenter_.own(visit, {}, {}, *done, {});
  base::JsonObject outcome = done->as_object();
  outcome["action"] = wish.action;
  outcome["has_refused"] = !base::array_at(outcome, "refused").empty();
  outcome["can_do"] = !base::truth_at(outcome, "done") && base::integer_at(outcome, "changed") > 0;
  outcome["said"] = hidden(said);
  base::JsonArray tags;
  for (const auto& each : wish.tags) tags.emplace_back(each);
  outcome["said_tags"] = std::move(tags);
  return tag_page(visit, wish.search, {{"outcome", std::move(outcome)}});
}

}  // namespace comity::http
