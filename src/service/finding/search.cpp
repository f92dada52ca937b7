#include "service/finding/search.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "render/html.h"
#include "search/query/number_range.h"
#include "service/address.h"
#include "service/finding/closed_facets.h"
#include "service/finding/index_documents.h"
#include "service/finding/indexes.h"
#include "service/finding/recorded_filters.h"
#include "service/finding/saved_searches.h"
#include "service/finding/search_addresses.h"
#include "service/finding/suggestion.h"
#include "service/finding/words_meant.h"
#include "service/tags/tags.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonArray;
using base::JsonObject;
using base::Result;

constexpr std::chrono::milliseconds kPatience{2000};
constexpr std::size_t kSnippet = 320;
constexpr std::size_t kCountedFilters = 9;  ///< of filter_names()
/// Facets that the page counts when they are opened.
constexpr std::array kOpened{facet::kYear,         facet::kRegionalGroup, facet::kByRegionalGroup,
                             facet::kCycle,        facet::kTarget,        facet::kTreaty,
                             facet::kNamed,        facet::kAction,        facet::kTagged,
                             facet::kTextLanguage, facet::kDocumentKind,  facet::kSource};

using search::SearchAnswer;

std::vector<search::Filter> filters_of(const SearchRequest& request) {
  std::map<std::pair<std::string, bool>, std::vector<std::string>> grouped;
  for (const auto& [name, value] : request.filters) {
    const bool excluded = value.starts_with("-");
    grouped[{name, excluded}].push_back(excluded ? value.substr(1) : value);
  }
  std::vector<search::Filter> filters;
  filters.reserve(grouped.size());
  for (auto& [key, values] : grouped) {
    filters.push_back({key.second ? search::Filter::Kind::none_of : search::Filter::Kind::any_of,
                       key.first, std::move(values)});
  }
  return filters;
}

std::string snippet_html(const search::Hit& hit) {
  std::string out;
  for (const auto& piece : search::snippet(hit.text, hit.highlights, kSnippet)) {
    switch (piece.kind) {
      case search::SnippetPiece::Kind::plain:
        out += render::escape_html(piece.text);
        break;
      case search::SnippetPiece::Kind::marked:
        out += "<mark>" + render::escape_html(piece.text) + "</mark>";
        break;
      case search::SnippetPiece::Kind::gap:
        out += " … ";
        break;
    }
  }
  return out;
}

std::string result_address(const JsonObject& stored) {
  if (const auto given = base::text_at(stored, "address"); !given.empty()) {
    return std::string(given);
  }
  const auto work = base::text_at(stored, "work");
  const auto number = base::text_at(stored, "number");
  if (base::text_at(stored, "kind") == "recommendation") {
    const bool several = base::integer_at(stored, "clauses") > 1;
    return recommendation_address(
        work, number, several ? static_cast<int>(base::integer_at(stored, "clause")) : 0);
  }
  // What only a source says has its place in the source.
  if (const auto row = base::integer_at(stored, "row"); row > 0) {
    return source_row_address(work, static_cast<std::uint32_t>(row));
  }
  const auto anchor = base::text_at(stored, "anchor");
  return document_address(work, anchor.empty() ? number : anchor);
}

JsonObject facet_json(const search::FacetCounts& counts, const SearchAddresses& addresses,
                      const StateNames& states, model::Language language) {
  auto values = counts.values;
  if (counts.facet == facet::kState || counts.facet == facet::kBy) {
    // States are never ranked.
    std::map<std::string, std::string> keys;
    for (const auto& each : values) keys[each.value] = states.sort_key(each.value, language);
    std::sort(values.begin(), values.end(),
              [&](const auto& a, const auto& b) { return keys[a.value] < keys[b.value]; });
  } else if (counts.facet == facet::kYear) {
    std::sort(values.begin(), values.end(),
              [](const auto& a, const auto& b) { return a.value > b.value; });
  }
  JsonArray out;
  for (const auto& each : values) {
    const bool selected = addresses.has(counts.facet, each.value);
    out.push_back(JsonObject{{"value", each.value},
                             {"name", value_name(states, language, counts.facet, each.value)},
                             {"count", each.count},
                             {"selected", selected},
                             {"address", addresses.only(counts.facet, each.value)}});
  }
  return {{"facet", counts.facet}, {"label", counts.facet}, {"values", std::move(out)}};
}

/// The facets that could be counted too, each with the address that does.
JsonArray more_json(const std::vector<std::string>& counted, const SearchAddresses& addresses) {
  JsonArray out;
  for (const auto name : kOpened) {
    if (std::find(counted.begin(), counted.end(), name) != counted.end()) continue;
    out.push_back(JsonObject{{"facet", name}, {"address", addresses.opening(name)}});
  }
  return out;
}

/// Whether the question is about works that it names: then what they say is found though another
/// work replaces them.
bool names_a_work(const SearchRequest& request, const search::Query& query) {
  const bool filtered = std::any_of(
      request.filters.begin(), request.filters.end(),
      [](const auto& each) { return each.first == facet::kWork && !each.second.starts_with("-"); });
  return filtered || search::asks_facet(query, facet::kWork);
}

/// Whether the question is about rows of tables, or about what one work or table says: then rows
/// of sources are found by what they say of a recommendation.
bool asks_for_rows(const SearchRequest& request, const search::Query& query) {
  const bool filtered =
      std::any_of(request.filters.begin(), request.filters.end(), [](const auto& each) {
        return each == std::pair<std::string, std::string>(facet::kKind, "row") ||
               (each.first == facet::kSource && !each.second.starts_with("-"));
      });
  return filtered || names_a_work(request, query) || search::asks_facet(query, facet::kSource) ||
         search::asks_facet(query, facet::kKind, "row");
}

std::vector<std::uint8_t> classes_of(const Actor& actor, const store::Space& space,
                                     const SearchRequest& request, const search::Query& query) {
  const bool inside = may(actor, Action::read_internal, space.name);
  return visible_classes(inside ? Inside::yes : Inside::no,
                         names_a_work(request, query) ? ReplacedToo::yes : ReplacedToo::no,
                         asks_for_rows(request, query) ? Rows::full : Rows::bare);
}

std::vector<std::string> counted_facets(const SearchRequest& request) {
  if (!request.facets.empty()) return request.facets;
  const auto& names = filter_names();
  std::vector<std::string> facets(names.begin(), names.begin() + kCountedFilters);
  facets.insert(facets.end(), request.more.begin(), request.more.end());
  // What narrows the question is shown beside its other values.
  for (const auto& [name, value] : request.filters) {
    if (std::find(kOpened.begin(), kOpened.end(), name) != kOpened.end()) facets.push_back(name);
  }
  std::vector<std::string> once;
  for (auto& name : facets) {
    if (std::find(once.begin(), once.end(), name) == once.end()) once.push_back(std::move(name));
  }
  return once;
}

/// What a question finds, and where that is little, how else it may be spelt.
struct FoundAndMeant {
  SearchAnswer answer;
  std::optional<Suggestion> suggestion;
};

Result<FoundAndMeant> run(const Question& question, const StateNames& states,
                          const SearchRequest& request) {
  search::SearchOptions options;
  options.limit = request.limit;
  options.after = request.cursor;
  options.filters = question.filters;
  options.facets = counted_facets(request);
  FoundAndMeant found;
  COMITY_TRY(found.answer, search::search(question.views, question.query, options));
  COMITY_TRY(found.suggestion, suggestion_of(question, states, request.text, found.answer.count));
  return found;
}

/// By which other names the words of the question are looked for, and the question without them:
/// its words between quotation marks.
base::Json also_json(const search::Query& query, SearchRequest request) {
  if (query.also().empty()) return nullptr;
  JsonArray words;
  JsonArray names;
  for (const auto& also : query.also()) {
    const auto begin = base::byte_of(request.text, also.position);
    const auto end = base::byte_of(request.text, also.position + also.length);
    words.emplace_back(request.text.substr(begin, end - begin));
    for (const auto& name : also.names) {
      names.push_back(JsonObject{{"language", model::code_of(name.language)}, {"text", name.text}});
    }
  }
  for (auto also = query.also().rbegin(); also != query.also().rend(); ++also) {
    request.text.insert(base::byte_of(request.text, also->position + also->length), 1, '"');
    request.text.insert(base::byte_of(request.text, also->position), 1, '"');
  }
  const SearchAddresses addresses("/search", request);
  return JsonObject{
      {"words", std::move(words)}, {"names", std::move(names)}, {"as_typed", addresses.here()}};
}

JsonObject query_error_json(const search::QueryError& error) {
  return {{"code", search::name_of(error.fault)},
          {"message", error.message},
          {"position", error.position},
          {"length", error.length},
          {"field", error.field},
          {"value", error.value},
          {"values", JsonArray(error.values.begin(), error.values.end())},
          {"perhaps", error.perhaps}};
}

base::Json suggestion_json(const std::optional<Suggestion>& suggestion, SearchRequest request) {
  if (!suggestion) return nullptr;
  request.text = suggestion->text;
  const SearchAddresses addresses("/search", request);
  return JsonObject{{"query", suggestion->text},
                    {"count", count_json(suggestion->count, addresses.here())}};
}

}  // namespace

const std::vector<std::string>& filter_names() {
  static const std::vector<std::string> names = [] {
    constexpr std::array kAlways{facet::kState,    facet::kBy,    facet::kSession,
                                 facet::kPosition, facet::kTheme, facet::kGoal,
                                 facet::kGroup,    facet::kKind,  facet::kMechanism};
    constexpr std::array kNever{facet::kWork, facet::kList, facet::kAddressee, facet::kBody};
    static_assert(kAlways.size() == kCountedFilters);
    std::vector<std::string> all(kAlways.begin(), kAlways.end());
    all.insert(all.end(), kOpened.begin(), kOpened.end());
    all.insert(all.end(), kNever.begin(), kNever.end());
    return all;
  }();
  return names;
}

namespace {

/// Entries by the names of spaces; nothing where nothing is asked.
Result<std::optional<SpaceEntries>> since_from(std::string_view text) {
  SpaceEntries since;
  if (text.empty()) return std::optional<SpaceEntries>{};
  for (const auto part : base::split(text, ',')) {
    const auto colon = part.rfind(':');
    const auto number = colon == std::string_view::npos
                            ? std::nullopt
                            : search::number_from(part.substr(colon + 1));
    if (!number || colon == 0) {
      return fail(ErrorKind::invalid_input, "this names no entries: " + std::string(text), "since",
                  "write SPACE:ENTRY, several with commas, as an answer's `at` has them");
    }
    since.insert_or_assign(std::string(part.substr(0, colon)), *number);
  }
  return std::optional(std::move(since));
}

/// The replies of the space that entries after `after` are about, or whose call they are about.
Result<std::vector<std::string>> replies_changed(const store::Read& read, store::SpaceId space,
                                                 store::EntryNumber after) {
  std::vector<std::string> ids;
  COMITY_TRY(const auto calls, read.calls(store::Visibility::everything()));
  for (const auto& call : calls) {
    if (call.space != space || !call.content.shown) continue;
    COMITY_TRY(const auto replies, read.reply_heads(space, call.id));
    for (const auto& each : replies) {
      const bool changed = call.changed > after || each.changed > after;
      if (changed && !each.withdrawn) ids.push_back(base::to_text(each.id));
    }
  }
  return ids;
}

/// The view of the question's last space, of what changed after an entry: works, and, since a reply
/// is no work, replies in a view of their own.
base::Status add_changed(Question& question, const store::Read& read, search::SpaceView view,
                         store::EntryNumber after) {
  const auto space = question.spaces.back();
  COMITY_TRY(auto replies, replies_changed(read, space.id, after));
  if (!replies.empty()) {
    question.views.push_back(view);
    question.views.back().filters.push_back(
        {search::Filter::Kind::any_of, std::string(facet::kReplyId), std::move(replies)});
    question.spaces.push_back(space);
  }
  COMITY_TRY(auto works, read.changed_since(space.id, after));
  view.filters.push_back(
      {search::Filter::Kind::any_of, std::string(facet::kWork), std::move(works)});
  question.views.push_back(std::move(view));
  return {};
}

base::Status check_filter_value(const std::string& name, std::string_view value,
                                const StateNames& states) {
  if (value.starts_with("-")) value.remove_prefix(1);
  const auto range = search::number_range_from(value);
  if (!range) {
    search::SchemaField field{name, name};
    close_values(field, states);
    if (search::has_value(field, value)) return {};
    const auto error = search::no_such_value(field, value);
    return fail(ErrorKind::invalid_input, error.message, name,
                error.perhaps.empty() ? std::string() : name + "=" + error.perhaps);
  }
  if (!range->empty()) return {};
  return fail(ErrorKind::invalid_input,
              "the range " + std::string(value) + " ends before it begins", name,
              "give the smaller number first");
}

}  // namespace

Result<SpaceEntries> entries_from(std::string_view text) {
  COMITY_TRY(auto entries, since_from(text));
  return std::move(entries).value_or(SpaceEntries());
}

search::Schema search_schema(const StateNames& states) {
  search::Schema schema;
  schema.thesaurus = &words_meant();
  for (const auto& name : filter_names()) {
    auto& field = schema.fields.emplace_back(search::SchemaField{name, name});
    close_values(field, states);
  }
  return schema;
}

base::Status check_filter(std::string_view name) {
  const auto& names = filter_names();
  if (std::find(names.begin(), names.end(), name) != names.end()) return {};
  std::string known;
  for (const auto& each : names) known += (known.empty() ? "" : ", ") + each;
  return fail(ErrorKind::invalid_input, "there is no filter " + std::string(name),
              std::string(name), "the filters are " + known);
}

Result<Question> question_of(Installation& installation, const Ask& ask, const store::Read& read,
                             const SearchRequest& request) {
  COMITY_TRY(const auto states, installation.states(read));
  for (const auto& [name, value] : request.filters) {
    COMITY_CHECK(check_filter(name));
    COMITY_CHECK(check_filter_value(name, value, states));
  }
  for (const auto& name : request.facets) COMITY_CHECK(check_filter(name));
  for (const auto& name : request.more) COMITY_CHECK(check_filter(name));
  auto parsed = search::parse_query(request.text, search_schema(states));
  if (const auto* error = std::get_if<search::QueryError>(&parsed)) {
    return fail(ErrorKind::invalid_input, error->message,
                fmt::format("character {}", error->position + 1),
                "the help page of the search shows the query language");
  }
  COMITY_TRY(const auto since, since_from(request.since));
  Question question;
  question.query = std::get<search::Query>(std::move(parsed));
  const auto recorded = with_recorded_filters(request, states);
  question.filters = filters_of(recorded);
  for (const auto& head : read.heads()) {
    const auto* space = read.space(head.space);
    if (space == nullptr) continue;
    COMITY_TRY(auto snapshot, installation.indexes().snapshot(*space, head.applied, kPatience));
    question.spaces.push_back(*space);
    search::SpaceView view{std::move(snapshot),
                           classes_of(ask.actor, *space, recorded, question.query)};
    if (since) {
      const auto after = since->find(space->name);
      COMITY_CHECK(add_changed(question, read, view, after == since->end() ? 0 : after->second));
      continue;
    }
    question.views.push_back(std::move(view));
  }
  return question;
}

base::Status mend(Installation& installation, const Question& question) {
  for (const auto& space : question.spaces) COMITY_CHECK(installation.indexes().mend(space));
  return {};
}

Result<JsonObject> result_json(const search::Hit& hit, const StateNames& states,
                               model::Language language) {
  const auto parsed = base::parse_json(hit.stored);
  if (!parsed || !parsed->is_object()) {
    return fail(ErrorKind::corrupt, "the index is damaged: what it stores of a hit");
  }
  const auto& stored = parsed->as_object();
  JsonArray recommending;
  for (const auto& code : base::array_at(stored, "states")) {
    recommending.push_back(states.json(code.as_string(), language));
  }
  for (const auto& name : base::array_at(stored, "unknown")) {
    recommending.push_back(unknown_state_json(name.as_string()));
  }
  const auto under_review = base::text_at(stored, "state");
  JsonObject json{{"kind", base::text_at(stored, "kind")},
                  {"work", base::text_at(stored, "work")},
                  {"number", base::text_at(stored, "number")},
                  {"clause", base::integer_at(stored, "clause")},
                  {"title", base::text_at(stored, "title")},
                  {"symbol", base::text_at(stored, "symbol")},
                  {"body", base::text_at(stored, "body")},
                  {"mechanism", base::text_at(stored, "mechanism")},
                  {"subject", base::text_at(stored, "subject")},
                  {"text", hit.text},
                  {"snippet", snippet_html(hit)},
                  {"address", result_address(stored)},
                  {"states", std::move(recommending)},
                  {"state_under_review", nullptr},
                  {"position", base::text_at(stored, "position")},
                  {"counts_as", base::text_at(stored, "counts_as")},
                  {"session", base::integer_at(stored, "session")},
                  {"date", base::text_at(stored, "date")},
                  {"specimen", base::truth_at(stored, "specimen")}};
  if (!under_review.empty()) json["state_under_review"] = states.json(under_review, language);
  return json;
}

Result<Answer> search(Installation& installation, const Ask& ask, const SearchRequest& asked) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto states, installation.states(read));
  const auto request = with_recorded_filters(asked, states);
  const SearchAddresses addresses("/search", request);
  JsonObject body{{"query", request.text},
                  {"count", count_json(0, addresses.here())},
                  {"recommendations", 0},
                  {"results", JsonArray{}},
                  {"facets", JsonArray{}}};
  body["filters"] = chips_json(request, addresses, states, ask.language);
  body["more_facets"] = more_json(counted_facets(request), addresses);
  body["tagged_by"] = tagged_by(tags_of(installation).current()->by_model(model::Language::en));
  body["also"] = nullptr;
  body["suggestion"] = nullptr;
  COMITY_TRY(body["saved"], saved_search_names(installation, ask.actor));
  body["next"] = "";
  body["next_address"] = "";
  body["microseconds"] = 0;
  body["error"] = nullptr;
  body["at"] = at_json(read, ask.actor);

  const auto parsed = search::parse_query(request.text, search_schema(states));
  if (const auto* error = std::get_if<search::QueryError>(&parsed)) {
    body["error"] = query_error_json(*error);
    return Answer{std::move(body), {}};
  }
  body["also"] = also_json(std::get<search::Query>(parsed), request);
  COMITY_TRY(const auto findings,
             answered(installation, ask, read, request,
                      [&](const Question& question) { return run(question, states, request); }));
  const auto& found = findings.answer;
  JsonArray results;
  for (const auto& hit : found.hits) {
    COMITY_TRY(auto result, result_json(hit, states, ask.language));
    results.push_back(std::move(result));
  }
  JsonArray facets;
  for (const auto& counts : found.facets) {
    facets.push_back(facet_json(counts, addresses, states, ask.language));
  }
  body["count"] = count_json(found.count, addresses.here());
  body["recommendations"] = found.clusters;
  body["results"] = std::move(results);
  body["facets"] = std::move(facets);
  if (!found.next.empty()) {
    body["next"] = found.next;
    body["next_address"] = addresses.page(found.next);
  }
  body["suggestion"] = suggestion_json(findings.suggestion, request);
  body["microseconds"] = found.microseconds;
  return Answer{std::move(body), {}};
}

}  // namespace comity::service
