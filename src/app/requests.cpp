#include "app/requests.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace comity::app {
namespace {

constexpr std::size_t kMostResults = 100;

}  // namespace

base::Result<int> number_of(const http::Question& question, std::string_view name) {
  const auto text = question.parameter(name);
  int value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = read.ec == std::errc{} && read.ptr == text.data() + text.size() && value > 0;
  if (text.empty() || whole) return value;
  return base::fail(base::ErrorKind::invalid_input,
                    "this is no number from 1: " + std::string(text), std::string(name),
                    "give a number, or leave it out");
}

base::Result<service::SearchRequest> request_of(const http::Question& question) {
  service::SearchRequest request;
  const auto& known = service::filter_names();
  for (const auto& [name, value] : question.parameters) {
    if (name == "q") request.text = value;
    if (name == "since") request.since = value;
    if (name == "cursor") request.cursor = value;
    if (name == "more" && !value.empty()) request.more.push_back(value);
    const bool filter = std::find(known.begin(), known.end(), name) != known.end();
    if (filter && !value.empty()) request.filters.emplace_back(name, value);
  }
  COMITY_TRY(const auto limit, number_of(question, "limit"));
  if (limit > 0) request.limit = std::min(static_cast<std::size_t>(limit), kMostResults);
  return request;
}

base::Result<service::CompletionRequest> completion_of(const http::Question& question) {
  service::CompletionRequest request{std::string(question.parameter("q")), std::nullopt};
  if (question.parameter("at") == "0") {
    request.at = 0;
    return request;
  }
  COMITY_TRY(const auto at, number_of(question, "at"));
  if (at > 0) request.at = static_cast<std::size_t>(at);
  return request;
}

base::Result<service::PlotRequest> plot_of(const http::Question& question) {
  COMITY_TRY(auto request, request_of(question));
  return service::PlotRequest{std::move(request), std::string(question.parameter("plot"))};
}

base::Result<service::SourceRowsQuery> rows_asked(const http::Question& question) {
  service::SourceRowsQuery query;
  query.standing = question.parameter("standing");
  query.state = question.parameter("state");
  query.cursor = question.parameter("cursor");
  COMITY_TRY(query.cycle, number_of(question, "cycle"));
  return query;
}

base::Result<service::CitationGraphRequest> citation_graph_of(const http::Question& question) {
  COMITY_TRY(const auto steps, number_of(question, "steps"));
  service::CitationGraphRequest request;
  request.symbol = base::trimmed(question.parameter("symbol"));
  if (steps > 0) request.steps = steps;
  return request;
}

service::SimilarRequest similar_of(const http::Question& question) {
  service::SimilarRequest request;
  const auto& known = service::similar_filter_names();
  for (const auto& [name, value] : question.parameters) {
    if (name == "recommendation") request.recommendation = value;
    if (name == "text") request.text = value;
    if (name == "cursor") request.cursor = value;
    const bool filter = std::find(known.begin(), known.end(), name) != known.end();
    if (filter && !value.empty()) request.filters.emplace_back(name, value);
  }
  return request;
}

service::MandatesRequest mandates_of(const http::Question& question) {
  service::MandatesRequest request;
  const auto& known = service::mandate_filter_names();
  for (const auto& [name, value] : question.parameters) {
    if (name == "q") request.words = value;
    if (name == "view") request.view = value;
    if (name == "cursor") request.cursor = value;
    const bool filter = std::find(known.begin(), known.end(), name) != known.end();
    if (filter && !value.empty()) request.filters.emplace_back(name, value);
  }
  return request;
}

}  // namespace comity::app
