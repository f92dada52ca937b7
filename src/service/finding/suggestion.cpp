#include "service/finding/suggestion.h"

#include "search/query/spelling.h"

namespace comity::service {
namespace {

/// A question that finds more was understood.
constexpr std::uint64_t kFew = 3;

}  // namespace

base::Result<std::optional<Suggestion>> suggestion_of(const Question& question,
                                                      const StateNames& states,
                                                      const std::string& text,
                                                      std::uint64_t found) {
  if (found > kFew) return std::optional<Suggestion>();
  const auto words = search::respellings(question.views, question.query);
  if (words.empty()) return std::optional<Suggestion>();
  Suggestion suggestion{search::respelt(text, words)};
  const auto parsed = search::parse_query(suggestion.text, search_schema(states));
  const auto* const query = std::get_if<search::Query>(&parsed);
  if (query == nullptr) return std::optional<Suggestion>();
  search::SearchOptions options;
  options.limit = 0;
  options.filters = question.filters;
  COMITY_TRY(const auto answer, search::search(question.views, *query, options));
  suggestion.count = answer.count;
  return suggestion.count > found ? std::optional(std::move(suggestion)) : std::nullopt;
}

}  // namespace comity::service
