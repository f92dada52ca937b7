#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "search/index.h"
#include "service/installation.h"

// One question over everything that the asker may read (api/openapi.yaml).
namespace comity::service {

struct SearchRequest {
  std::string text;  ///< in the query language
  /// Facet and value; several values of one facet are alternatives, "-value" excludes, "2008..2014"
  /// is all numbers of a range.
  std::vector<std::pair<std::string, std::string>> filters;
  /// "home:42,specimen:7" keeps what works say that the record brought or changed after these
  /// entries (of a space not named: all); empty for everything.
  std::string since;
  std::string cursor;
  std::size_t limit = 20;
  std::vector<std::string> facets;  ///< which to count; empty for the page's own
  std::vector<std::string> more;    ///< which to count beside the page's own
};

/// The names that may be filters, in the order of the page, which counts the first ones.
[[nodiscard]] const std::vector<std::string>& filter_names();
/// They are the fields of a question too.
[[nodiscard]] search::Schema search_schema(const StateNames& states);
/// invalid_input naming the filters there are.
[[nodiscard]] base::Status check_filter(std::string_view name);

/// Entries by the names of spaces, as SearchRequest::since has them; none of an empty text.
/// invalid_input.
using SpaceEntries = std::map<std::string, store::EntryNumber, std::less<>>;
[[nodiscard]] base::Result<SpaceEntries> entries_from(std::string_view text);

/// A question that cannot be read is answered with `error` and no results. invalid_input: unknown
/// filter or facet, a cursor of another question.
[[nodiscard]] base::Result<Answer> search(Installation& installation, const Ask& ask,
                                          const SearchRequest& request);

/// What an answer tells of one hit.
[[nodiscard]] base::Result<base::JsonObject> result_json(const search::Hit& hit,
                                                         const StateNames& states,
                                                         model::Language language);

/// What a request asks of which indexes, for those that go through all matches.
struct Question {
  std::vector<store::Space> spaces;
  std::vector<search::SpaceView> views;  ///< one for each space
  search::Query query;
  std::vector<search::Filter> filters;
};
/// invalid_input: a question that cannot be read, with the character as its place.
[[nodiscard]] base::Result<Question> question_of(Installation& installation, const Ask& ask,
                                                 const store::Read& read,
                                                 const SearchRequest& request);

/// Mends the indexes of a question that met damage.
[[nodiscard]] base::Status mend(Installation& installation, const Question& question);

/// What `function` makes of the question. Where it meets a damaged index (corrupt), that is made
/// anew and the question asked once more.
template <typename Function>
auto answered(Installation& installation, const Ask& ask, const store::Read& read,
              const SearchRequest& request, Function function)
    -> decltype(function(std::declval<const Question&>())) {
  COMITY_TRY(const auto question, question_of(installation, ask, read, request));
  auto answer = function(question);
  if (answer || answer.error().kind != base::ErrorKind::corrupt) return answer;
  COMITY_CHECK(mend(installation, question));
  COMITY_TRY(const auto again, question_of(installation, ask, read, request));
  return function(again);
}

}  // namespace comity::service
