#include "service/texts/mandates.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "grammar/mandates/mandate_views.h"
#include "service/address.h"
#include "service/answer_parts.h"
#include "service/documents/document_view.h"
#include "service/finding/index_documents.h"
#include "service/finding/search.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonArray;
using base::JsonObject;
using base::Result;

constexpr std::size_t kMandatesOnPage = 50;
constexpr std::size_t kAtOnce = 2000;  ///< paragraphs taken from the index in one question
constexpr std::string_view kStanding = "state";  ///< due, kept, not_seen

using Filter = std::pair<std::string, std::string>;

/// The values by which a row is filtered.
std::vector<std::string> values_of(const MandateRow& row, std::string_view name) {
  if (name == facet::kAddressee) return row.mandate.addressees;
  if (name == "body") return {row.text.body};
  if (name == "session") return {std::to_string(row.text.session)};
  if (name == kStanding) return {std::string(name_of(row.verdict.state))};
  if (name == "kind") return {std::string(grammar::name_of(row.mandate.kind))};
  if (name == "verb") return {row.mandate.verb};
  if (name == "work") return {row.text.work};
  // "s48" is a session of any body, "HRC:s48" of that one.
  std::vector<std::string> due;
  for (const auto& each : row.mandate.occasions) {
    due.push_back(grammar::code_of(each));
    if (!each.body.empty()) due.push_back(each.body + ":" + due.back());
  }
  return due;
}

/// Whether a row is as the filters want it; those of one name (`but`) are passed over.
bool passes(const MandateRow& row, const std::vector<Filter>& filters, std::string_view but) {
  std::map<std::string_view, bool> wanted;  // by name: whether one of the alternatives holds
  for (const auto& [name, value] : filters) {
    if (name == but) continue;
    const bool excluded = value.starts_with("-");
    const auto values = values_of(row, name);
    const auto plain = excluded ? value.substr(1) : value;
    const bool holds = std::find(values.begin(), values.end(), plain) != values.end();
    if (excluded && holds) return false;
    if (!excluded) wanted[name] = wanted[name] || holds;
  }
  return std::all_of(wanted.begin(), wanted.end(), [](const auto& each) { return each.second; });
}

base::Status must_be_known(const MandatesRequest& request) {
  const auto& names = mandate_filter_names();
  for (const auto& [name, value] : request.filters) {
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      std::string known;
      for (const auto& each : names) known += (known.empty() ? "" : ", ") + each;
      return fail(ErrorKind::invalid_input, "there is no filter " + name + " of mandates", name,
                  "the filters are " + known);
    }
    const auto plain = value.starts_with("-") ? value.substr(1) : value;
    if (name == kStanding && !mandate_state_from(plain)) {
      return fail(ErrorKind::invalid_input, "there is no state " + plain + " of a mandate", name,
                  "the states are due, kept, not_seen");
    }
  }
  const auto& views = grammar::mandate_views();
  if (request.view.empty() || std::find(views.begin(), views.end(), request.view) != views.end()) {
    return {};
  }
  std::string known;
  for (const auto& each : views) known += (known.empty() ? "" : ", ") + each;
  return fail(ErrorKind::invalid_input, "there is no view " + request.view, "view",
              "the views are " + known);
}

/// The rows of one paragraph that the index found.
base::Status add_rows(const search::Hit& hit, MandateJudge& judge, std::vector<MandateRow>& out) {
  COMITY_TRY(const auto parsed, base::parse_json(hit.stored));
  const auto& stored = parsed.as_object();
  COMITY_TRY(auto mandates, mandates_from(base::array_at(stored, "mandates")));
  const std::string work(base::text_at(stored, "work"));
  const auto* known = judge.record().named(work);
  MandateRow row;
  row.text = {work,
              known == nullptr ? std::string() : known->work.symbol,
              std::string(base::text_at(stored, "title")),
              std::string(base::text_at(stored, "date")),
              std::string(base::text_at(stored, "body")),
              static_cast<int>(base::integer_at(stored, "adopted_session"))};
  row.paragraph = hit.text;
  const std::string number(base::text_at(stored, "number"));
  row.anchor = number.empty() ? std::string(base::text_at(stored, "anchor")) : number;
  for (auto& mandate : mandates) {
    mandate.number = number;
    row.mandate = std::move(mandate);
    COMITY_TRY(row.verdict, judge.judge(row.text, row.mandate));
    out.push_back(row);
  }
  return {};
}

/// What the index is asked: paragraphs with mandates, of one body and addressee where they are
/// named.
SearchRequest search_for(const MandatesRequest& request) {
  SearchRequest search;
  search.text = request.words;
  search.filters.emplace_back(facet::kKind, kMandate);
  for (const auto& filter : request.filters) {
    const bool indexed = filter.first == facet::kAddressee || filter.first == facet::kBody ||
                         filter.first == facet::kWork;
    if (indexed && !filter.second.starts_with("-")) search.filters.push_back(filter);
  }
  return search;
}

Result<std::vector<MandateRow>> rows_of(const Question& question, MandateJudge& judge) {
  std::vector<MandateRow> rows;
  search::SearchOptions options;
  options.limit = kAtOnce;
  options.filters = question.filters;
  do {
    COMITY_TRY(const auto found, search::search(question.views, question.query, options));
    for (const auto& hit : found.hits) COMITY_CHECK(add_rows(hit, judge, rows));
    options.after = found.next;
  } while (!options.after.empty());
  // Words give an order by score; within a text its own order stays.
  std::stable_sort(rows.begin(), rows.end(), [](const MandateRow& a, const MandateRow& b) {
    return std::tie(b.text.date, a.text.work) < std::tie(a.text.date, b.text.work);
  });
  return rows;
}

/// All that the words and the view find, before the other filters: facets count what they leave
/// out.
Result<std::vector<MandateRow>> before_filters(Installation& installation, const Ask& ask,
                                               const store::Read& read,
                                               const MandatesRequest& request,
                                               MandateJudge& judge) {
  COMITY_CHECK(must_be_known(request));
  COMITY_TRY(auto rows,
             answered(installation, ask, read, search_for(request),
                      [&](const Question& question) { return rows_of(question, judge); }));
  if (!request.view.empty()) {
    std::erase_if(rows, [&](const MandateRow& row) {
      return !grammar::is_in_view(request.view, row.paragraph) &&
             !grammar::is_in_view(request.view, row.text.title);
    });
  }
  return rows;
}

/// Addresses of the same question with something else.
class MandateAddresses {
 public:
  explicit MandateAddresses(const MandatesRequest& request) : request_(request) {}

  [[nodiscard]] std::string here() const { return address_with("/mandates", all()); }
  [[nodiscard]] std::string only(std::string_view name, const std::string& value) const {
    auto parameters = all();
    std::erase_if(parameters, [&](const auto& each) { return each.first == name; });
    parameters.emplace_back(name, value);
    return address_with("/mandates", parameters);
  }
  [[nodiscard]] std::string without(const Filter& filter) const {
    auto parameters = all();
    std::erase(parameters, filter);
    return address_with("/mandates", parameters);
  }

 private:
  [[nodiscard]] Parameters all() const {
    Parameters parameters = {{"q", request_.words}, {"view", request_.view}};
    parameters.insert(parameters.end(), request_.filters.begin(), request_.filters.end());
    return parameters;
  }
  const MandatesRequest& request_;
};

/// In the page's language: names of States; codes have theirs in the catalogue.
std::string name_of_value(std::string_view facet, const std::string& value,
                          const StateNames& states, model::Language language) {
  return facet == facet::kAddressee ? addressee_name(value, states, language) : value;
}

/// States and those asked by name, sessions by number, the rest by the alphabet of their codes.
std::string order_of(std::string_view facet, const std::string& value, const StateNames& states,
                     model::Language language) {
  if (facet == facet::kAddressee && value.starts_with("state:")) {
    return "~" + states.sort_key(value.substr(6), language);
  }
  return std::string(facet == "session" && value.size() < 4 ? 4 - value.size() : 0, ' ') + value;
}

JsonArray facets_json(const std::vector<MandateRow>& rows, const MandatesRequest& request,
                      const MandateAddresses& addresses, const StateNames& states,
                      model::Language language) {
  JsonArray facets;
  for (const std::string_view name : {kStanding, facet::kAddressee, std::string_view("body"),
                                      std::string_view("session"), std::string_view("kind")}) {
    std::map<std::string, std::pair<std::string, std::uint64_t>> counts;
    for (const auto& row : rows) {
      if (!passes(row, request.filters, name)) continue;
      for (const auto& value : values_of(row, name)) {
        if (value.empty() || value == "0") continue;
        auto& count = counts[order_of(name, value, states, language)];
        count.first = value;
        ++count.second;
      }
    }
    JsonArray values;
    for (const auto& [key, count] : counts) {
      const auto& value = count.first;
      const bool selected = std::find(request.filters.begin(), request.filters.end(),
                                      Filter(name, value)) != request.filters.end();
      values.push_back(JsonObject{{"value", value},
                                  {"name", name_of_value(name, value, states, language)},
                                  {"count", count.second},
                                  {"selected", selected},
                                  {"address", addresses.only(name, value)}});
    }
    facets.push_back(JsonObject{{"facet", name}, {"label", name}, {"values", std::move(values)}});
  }
  return facets;
}

JsonArray chips_json(const MandatesRequest& request, const MandateAddresses& addresses,
                     const StateNames& states, model::Language language) {
  JsonArray out;
  for (const auto& filter : request.filters) {
    const auto& [name, value] = filter;
    const bool excluded = value.starts_with("-");
    out.push_back(JsonObject{
        {"facet", name},
        {"label", name},
        {"value", value},
        {"excluded", excluded},
        {"name", name_of_value(name, excluded ? value.substr(1) : value, states, language)},
        {"without", addresses.without(filter)}});
  }
  return out;
}

JsonArray views_json(const MandatesRequest& request, const MandateAddresses& addresses) {
  JsonArray out;
  for (const auto& view : grammar::mandate_views()) {
    const bool selected = view == request.view;
    out.push_back(JsonObject{{"view", view},
                             {"selected", selected},
                             {"address", addresses.only("view", selected ? "" : view)}});
  }
  return out;
}

}  // namespace

const std::vector<std::string>& mandate_filter_names() {
  static const std::vector<std::string> names = {"addressee", "body", "session", "due",
                                                 "state",     "kind", "verb",    "work"};
  return names;
}

Result<std::vector<MandateRow>> find_mandates(Installation& installation, const Ask& ask,
                                              const store::Read& read,
                                              const MandatesRequest& request, MandateJudge& judge) {
  COMITY_TRY(auto rows, before_filters(installation, ask, read, request, judge));
  std::erase_if(rows, [&](const MandateRow& row) { return !passes(row, request.filters, {}); });
  return rows;
}

Result<Answer> mandates(Installation& installation, const Ask& ask,
                        const MandatesRequest& request) {
  COMITY_TRY(const auto offset, offset_of(request.cursor));
  COMITY_TRY(const auto read, installation.store().read());
  const auto asker = visibility_of(ask.actor, read);
  COMITY_TRY(auto judge, MandateJudge::look(installation, read, asker));
  // Facets count what a filter leaves out, so that the index is asked without filters.
  auto wide = request;
  std::erase_if(wide.filters, [](const Filter& each) { return each.first != "work"; });
  COMITY_CHECK(must_be_known(request));
  COMITY_TRY(auto rows, before_filters(installation, ask, read, wide, judge));
  COMITY_TRY(const auto states, installation.states(read));
  const MandateAddresses addresses(request);
  auto facets = facets_json(rows, request, addresses, states, ask.language);
  std::erase_if(rows, [&](const MandateRow& row) { return !passes(row, request.filters, {}); });
  JsonArray results;
  for (std::size_t i = offset; i < std::min(rows.size(), offset + kMandatesOnPage); ++i) {
    results.push_back(to_json(rows[i], states, ask.language));
  }
  const bool more = offset + kMandatesOnPage < rows.size();
  const auto next = more ? std::to_string(offset + kMandatesOnPage) : std::string();
  return Answer{{{"query", request.words},
                 {"view", request.view},
                 {"views", views_json(request, addresses)},
                 {"count", count_json(rows.size(), addresses.here())},
                 {"results", std::move(results)},
                 {"facets", std::move(facets)},
                 {"filters", chips_json(request, addresses, states, ask.language)},
                 {"next", next},
                 {"next_address", more ? addresses.only("cursor", next) : ""},
                 {"at", at_json(read, ask.actor)}},
                {}};
}

Result<std::vector<MandateRow>> mandates_in(const store::Work& work, const model::Reading& reading,
                                            MandateJudge& judge) {
  std::vector<MandateRow> rows;
  const auto text = mandating_text(work, reading);
  for (auto& mandate : grammar::mandates_of(reading, names::Register::builtin())) {
    MandateRow row;
    row.text = text;
    row.anchor = anchor_of(reading.paragraphs[mandate.paragraph], mandate.paragraph + 1);
    row.paragraph = model::text_of(reading.paragraphs[mandate.paragraph].runs);
    row.mandate = std::move(mandate);
    COMITY_TRY(row.verdict, judge.judge(row.text, row.mandate));
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace comity::service
