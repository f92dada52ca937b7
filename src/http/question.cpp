#include "http/question.h"

#include <algorithm>
#include <charconv>

namespace comity::http {

std::optional<View> view_of(RouteId route) {
  switch (route) {
    case RouteId::home:
      return View::home;
    case RouteId::documents:
      return View::documents;
    case RouteId::document:
      return View::document;
    case RouteId::compare:
      return View::compare;
    case RouteId::citations:
      return View::citations;
    case RouteId::citation_graph:
      return View::citation_graph;
    case RouteId::sessions:
      return View::sessions;
    case RouteId::session:
      return View::session;
    case RouteId::lineage:
      return View::lineage;
    case RouteId::mandates:
      return View::mandates;
    case RouteId::reviews:
      return View::reviews;
    case RouteId::review:
      return View::review;
    case RouteId::states:
      return View::states;
    case RouteId::state:
      return View::state;
    case RouteId::recommendation:
      return View::recommendation;
    case RouteId::sources:
      return View::sources;
    case RouteId::source:
      return View::source;
    case RouteId::source_rows:
      return View::source_rows;
    case RouteId::source_record:
      return View::source_record;
    case RouteId::columns:
      return View::columns;
    case RouteId::asked_page:
      return View::asked;
    case RouteId::corrections:
      return View::corrections;
    case RouteId::completions:
      return View::completions;
    case RouteId::search:
      return View::search;
    case RouteId::plots:
      return View::plots;
    case RouteId::similar:
      return View::similar;
    case RouteId::journal:
      return View::journal;
    default:
      return std::nullopt;
  }
}

int small_number(std::string_view text) {
  if (text.empty() || text.size() > 4 || text.front() < '1' || text.front() > '9') return 0;
  int value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() ? value : 0;
}

namespace {

bool is_range(const Parameter& parameter) {
  const auto& value = parameter.value;
  return value.find("..") != value.npos && value.find_first_not_of("0123456789.") == value.npos;
}

bool is_tick(const Parameter& parameter) {
  return !parameter.value.empty() && !parameter.value.starts_with("-") && !is_range(parameter);
}

/// What the buttons of a facet's form mean, which has ticks and, of numbers, the range in force:
/// `not=year` that the years ticked are not wanted, `any=year` that they are, in the place of the
/// range. A form can say that without a script. Everything behind knows "-value" alone.
std::vector<Parameter> as_pressed(const std::vector<Parameter>& given) {
  const auto pressed = [&](std::string_view button, const std::string& facet) {
    return std::any_of(given.begin(), given.end(), [&](const Parameter& each) {
      return each.name == button && each.value == facet;
    });
  };
  const auto ticked = [&](const std::string& facet) {
    return std::any_of(given.begin(), given.end(),
                       [&](const Parameter& each) { return each.name == facet && is_tick(each); });
  };
  std::vector<Parameter> parameters;
  for (Parameter each : given) {
    if (each.name == "not" || each.name == "any") continue;
    if (is_range(each) && pressed("any", each.name) && ticked(each.name)) continue;
    if (is_tick(each) && pressed("not", each.name)) each.value.insert(0, "-");
    parameters.push_back(std::move(each));
  }
  return parameters;
}

}  // namespace

base::Result<Question> question_of(const Match& match, const Target& target, View view,
                                   std::string_view language) {
  Question question;
  question.view = view;
  question.language = language;
  question.parameters = view == View::search ? as_pressed(target.parameters) : target.parameters;
  question.work = match.value("work");
  question.state = match.value("state");
  if (view == View::review) {
    question.cycle = small_number(match.value("cycle"));
    if (question.cycle == 0) {
      return base::fail(base::ErrorKind::not_found, "a cycle of the review is a number from 1",
                        target.raw_path);
    }
  }
  if (view == View::session) {
    question.body = match.value("body");
    question.session = small_number(match.value("session"));
    if (question.session == 0) {
      return base::fail(base::ErrorKind::not_found, "a session of a body is a number from 1",
                        target.raw_path);
    }
  }
  if (view == View::source_record) question.number = match.value("row");
  if (view == View::recommendation) {
    const std::string_view number = match.value("number");
    const std::size_t tilde = number.rfind('~');
    question.number = number.substr(0, tilde);
    if (tilde != std::string_view::npos) {
      question.clause = small_number(number.substr(tilde + 1));
      if (question.clause == 0 || question.number.empty()) {
        return base::fail(base::ErrorKind::not_found, "a clause is a number from 1",
                          target.raw_path);
      }
    }
  }
  return question;
}

}  // namespace comity::http
