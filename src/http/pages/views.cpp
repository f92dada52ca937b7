#include "http/pages/views.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "http/pages/query_mark.h"
#include "http/protocol/address.h"

namespace comity::http {
namespace {

/// Whether the search is for one kind of paragraphs that has rows of its own, and finds some.
bool asks_for_paragraphs(const base::JsonObject& answer) {
  std::vector<std::string_view> kinds;
  for (const auto& each : base::array_at(answer, "filters")) {
    const auto& filter = each.as_object();
    if (base::text_at(filter, "facet") == "kind") kinds.push_back(base::text_at(filter, "value"));
  }
  return kinds.size() == 1 && (kinds[0] == "statement" || kinds[0] == "observation") &&
         !base::array_at(answer, "results").empty();
}

std::string state_name(const base::JsonObject& state) {
  return std::string(base::text_at(state, "name"));
}

std::string work_title(const base::JsonObject& work) {
  const std::string_view symbol = base::text_at(work, "symbol");
  const std::string_view title = base::text_at(work, "title");
  if (symbol.empty()) return std::string(title);
  if (title.empty()) return std::string(symbol);
  return std::string(symbol) + " – " + std::string(title);
}

std::string document_title(const base::JsonObject& work, const Catalogue& catalogue) {
  const auto& beside = base::object_at(work, "beside");
  if (beside.empty()) return work_title(work);
  const auto language = [&](std::string_view which) {
    return catalogue.format("language." +
                            std::string(base::text_at(base::object_at(beside, which), "language")));
  };
  return catalogue.format(
      "beside.title_of",
      {{"title", work_title(work)}, {"first", language("first")}, {"second", language("second")}});
}

std::string name_of_text(const base::JsonObject& text) {
  const std::string_view symbol = base::text_at(text, "symbol");
  return std::string(symbol.empty() ? base::text_at(text, "work") : symbol);
}

// The kinds of pairs that two texts have, for links that show one kind alone.
base::JsonArray pair_kinds(const base::JsonObject& answer) {
  base::JsonArray kinds;
  for (const char* kind :
       {"changes", "verbs", "changed", "moved", "added", "removed", "split", "merged", "same"}) {
    base::JsonObject count = base::object_at(base::object_at(answer, "counts"), kind);
    if (base::integer_at(count, "value") == 0) continue;
    count["kind"] = kind;
    count["selected"] = base::text_at(answer, "show") == kind;
    kinds.push_back(std::move(count));
  }
  return kinds;
}

// What stands in the two fields: what was asked for, also where it is not there yet.
void add_compare(const Question& question, const base::JsonObject& answer,
                 base::JsonObject& extra) {
  extra["asked_from"] = question.parameter("from");
  extra["asked_to"] = question.parameter("to");
  extra["docx_address"] = "/compare.docx?from=" + encoded(question.parameter("from")) +
                          "&to=" + encoded(question.parameter("to")) +
                          "&language=" + encoded(question.parameter("language"));
  const std::string amended_by(question.parameter("amended_by"));
  if (!amended_by.empty()) {
    extra["docx_address"].as_string() += "&amended_by=" + encoded(amended_by);
  }
  extra["asked_amended_by"] = amended_by;
  const auto language = base::text_at(base::object_at(answer, "to"), "language");
  extra["text_language"] = language;
  extra["text_direction"] = language == "ar" ? "rtl" : "ltr";
  extra["kinds"] = pair_kinds(answer);
  extra["compared"] = !base::object_at(answer, "counts").empty();
}

// Two versions side by side: in which languages, and which of the links leads here.
void add_beside(const base::JsonObject& answer, base::JsonObject& extra) {
  const auto& beside = base::object_at(answer, "beside");
  for (const char* which : {"first", "second"}) {
    const auto& version = base::object_at(beside, which);
    extra[std::string(which) + "_language"] = base::text_at(version, "language");
    extra[std::string(which) + "_direction"] = base::text_at(version, "direction");
  }
  extra["numbers_alone"] = !base::array_at(beside, "alone").empty();
}

int number_from(std::string_view text, int otherwise) {
  int value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() ? value : otherwise;
}

// The page of the original that is asked for, with what stands on it.
base::Json sheet_of(const Question& question, const base::JsonObject& answer) {
  const base::JsonArray& pages = base::array_at(answer, "pages");
  if (pages.empty()) return nullptr;
  const auto count = static_cast<int>(pages.size());
  const int asked = std::clamp(number_from(question.parameter("page"), 1), 1, count);
  const auto* page = pages[static_cast<std::size_t>(asked - 1)].if_object();
  if (page == nullptr) return nullptr;
  base::JsonArray paragraphs;
  const std::int64_t number = base::integer_at(*page, "page");
  for (const char* list : {"paragraphs", "notes"}) {
    for (const base::Json& each : base::array_at(answer, list)) {
      const auto* paragraph = each.if_object();
      if (paragraph == nullptr) continue;
      const std::string_view anchor = base::text_at(*paragraph, "anchor");
      const auto& marks = base::array_at(*page, "marks");
      const bool marked = std::any_of(marks.begin(), marks.end(), [&](const base::Json& mark) {
        const auto* object = mark.if_object();
        return object != nullptr && base::text_at(*object, "anchor") == anchor;
      });
      if (marked || base::integer_at(*paragraph, "page") == number) paragraphs.push_back(each);
    }
  }
  base::JsonObject sheet = *page;
  sheet["page_number"] = asked;
  sheet["page_count"] = count;
  sheet["previous_page"] = asked > 1 ? base::Json(asked - 1) : base::Json(nullptr);
  sheet["next_page"] = asked < count ? base::Json(asked + 1) : base::Json(nullptr);
  sheet["page_paragraphs"] = std::move(paragraphs);
  return sheet;
}

// What a form must send again so that its filters stay, without `own`, which it asks for itself.
base::JsonArray kept_parameters(const Question& question,
                                std::initializer_list<std::string_view> own) {
  base::JsonArray kept;
  for (const Parameter& each : question.parameters) {
    if (each.value.empty() || each.name == "cursor" || each.name == "at") continue;
    if (std::find(own.begin(), own.end(), each.name) != own.end()) continue;
    kept.push_back(base::JsonObject{{"name", each.name}, {"value", each.value}});
  }
  return kept;
}

// What the form of a facet's values sends again: all but the values that it asks for itself.
base::JsonArray kept_beside(const Question& question, std::string_view facet) {
  auto kept = kept_parameters(question, {facet});
  for (const Parameter& each : question.parameters) {
    if (each.name != facet || !each.value.starts_with("-")) continue;
    kept.push_back(base::JsonObject{{"name", each.name}, {"value", each.value}});
  }
  return kept;
}

// The range of numbers that is asked of a facet, as it was typed.
std::string_view range_asked(const Question& question, std::string_view facet) {
  for (const Parameter& each : question.parameters) {
    const bool range = each.value.find("..") != std::string::npos && !each.value.starts_with("-");
    if (each.name == facet && range) return each.value;
  }
  return {};
}

// The facets that have values, and whether each stands open: those that most questions need, and
// those that the question asks for.
base::JsonArray shown_facets(const Question& question, const base::JsonObject& answer) {
  base::JsonArray shown;
  for (const base::Json& each : base::array_at(answer, "facets")) {
    base::JsonObject facet = each.as_object();
    const auto& values = base::array_at(facet, "values");
    if (values.empty()) continue;
    const std::string name(base::text_at(facet, "facet"));
    const bool chosen = std::any_of(values.begin(), values.end(), [](const base::Json& value) {
      return base::truth_at(value.as_object(), "selected");
    });
    const bool wanted =
        std::any_of(question.parameters.begin(), question.parameters.end(),
                    [&](const Parameter& one) { return one.name == "more" && one.value == name; });
    const bool often = name == "position" || name == "kind" || name == "session";
    const bool numbers = name == "year" || name == "session" || name == "cycle";
    const auto range = range_asked(question, name);
    facet["open"] = chosen || wanted || often || !range.empty();
    facet["numbers"] = numbers;
    facet["range"] = range;
    facet["kept_here"] = kept_beside(question, name);
    shown.push_back(std::move(facet));
  }
  return shown;
}

// Tags, those of one scheme together.
base::JsonArray tag_groups(const base::JsonObject& answer) {
  base::JsonArray groups;
  for (const base::Json& tag : base::array_at(answer, "tags")) {
    const auto scheme = base::text_at(tag.as_object(), "scheme");
    if (groups.empty() || base::text_at(groups.back().as_object(), "scheme") != scheme) {
      groups.push_back(base::JsonObject{{"scheme", scheme}, {"of_scheme", base::JsonArray{}}});
    }
    groups.back().as_object()["of_scheme"].as_array().push_back(tag);
  }
  return groups;
}

bool has_specimen(const base::Json& value, int depth) {
  if (const auto* object = value.if_object()) {
    if (base::truth_at(*object, "specimen")) return true;
    if (depth == 0) return false;
    return std::any_of(object->begin(), object->end(), [depth](const auto& member) {
      return has_specimen(member.value(), depth - 1);
    });
  }
  const auto* array = value.if_array();
  if (array == nullptr || depth == 0) return false;
  return std::any_of(array->begin(), array->end(), [depth](const base::Json& element) {
    return has_specimen(element, depth - 1);
  });
}

}  // namespace

std::string_view template_of(View view) {
  switch (view) {
    case View::home:
      return "home/page";
    case View::documents:
      return "texts/documents";
    case View::document:
      return "texts/document";
    case View::compare:
      return "texts/compare";
    case View::plots:
      return "search/plots";
    case View::mandates:
      return "texts/mandates";
    case View::lineage:
      return "texts/lineage";
    case View::citations:
      return "texts/citations";
    case View::citation_graph:
      return "texts/citation_graph";
    case View::sessions:
      return "texts/sessions";
    case View::session:
      return "texts/session";
    case View::reviews:
      return "reviews/reviews";
    case View::review:
      return "reviews/review";
    case View::states:
      return "states/states";
    case View::state:
      return "states/state";
    case View::recommendation:
      return "reviews/recommendation";
    case View::sources:
      return "sources/sources";
    case View::source:
      return "sources/source";
    case View::source_rows:
      return "sources/rows";
    case View::source_record:
      return "sources/record";
    case View::columns:
      return "sources/columns";
    case View::asked:
      return "reviews/asked";
    case View::corrections:
      return "reviews/corrections";
    case View::completions:  // JSON alone
    case View::search:
      return "search/page";
    case View::similar:
      return "reviews/similar";
    case View::journal:
      return "journal/page";
  }
  return "home/page";
}

std::string title_of(const Question& question, const base::JsonObject& answer,
                     const Catalogue& catalogue) {
  switch (question.view) {
    case View::home:
      return catalogue.format("home.title");
    case View::documents:
      return catalogue.format("documents.title");
    case View::document:
      return document_title(answer, catalogue);
    case View::compare: {
      const auto& from = base::object_at(answer, "from");
      const auto& to = base::object_at(answer, "to");
      if (from.empty() || to.empty()) return catalogue.format("compare.title");
      return catalogue.format("compare.title_of",
                              {{"from", name_of_text(from)}, {"to", name_of_text(to)}});
    }
    case View::plots:
      return catalogue.format("plots.title");
    case View::mandates:
      return catalogue.format("mandates.title");
    case View::citation_graph: {
      const auto symbol = base::text_at(answer, "symbol");
      return symbol.empty() ? catalogue.format("graph.title")
                            : catalogue.format("graph.title_of", {{"symbol", std::string(symbol)}});
    }
    case View::citations: {
      const auto symbol = base::text_at(answer, "symbol");
      return symbol.empty()
                 ? catalogue.format("citations.title")
                 : catalogue.format("citations.title_of", {{"symbol", std::string(symbol)}});
    }
    case View::sessions:
      return catalogue.format("sessions.title");
    case View::session:
      return catalogue.format("session.title",
                              {{"body", std::string(base::text_at(answer, "name"))},
                               {"number", base::integer_at(answer, "session")}});
    case View::lineage:
      return catalogue.format("lineage.title",
                              {{"title", std::string(base::text_at(answer, "title"))}});
    case View::reviews:
      return catalogue.format("reviews.title");
    case View::review:
      return catalogue.format("review.title",
                              {{"state", state_name(base::object_at(answer, "state"))},
                               {"cycle", base::integer_at(answer, "cycle")}});
    case View::states:
      return catalogue.format("states.title");
    case View::state:
      return state_name(base::object_at(answer, "state"));
    case View::recommendation:
      return catalogue.format(
          "recommendation.title",
          {{"number", std::string(base::text_at(answer, "number"))},
           {"state", state_name(base::object_at(answer, "state_under_review"))}});
    case View::sources:
      return catalogue.format("sources.title");
    case View::source:
    case View::source_rows:
    case View::source_record:
    case View::columns:
      return catalogue.format(
          "source.title",
          {{"title", std::string(base::text_at(base::object_at(answer, "work"), "title"))}});
    case View::asked:
      return catalogue.format("asked.title");
    case View::corrections:
      return catalogue.format("corrections.title");
    case View::completions:
    case View::search: {
      const std::string query(base::trimmed(question.parameter("q")));
      return query.empty() ? catalogue.format("search.title")
                           : catalogue.format("search.title_of", {{"query", query}});
    }
    case View::similar:
      return catalogue.format("similar.title");
    case View::journal:
      return catalogue.format("journal.title");
  }
  return {};
}

base::Json extra_of(const Question& question, const base::JsonObject& answer) {
  base::JsonObject extra;
  // Mustache enters a list for each element; what stands once around a list asks "has_…", or
  // "several_…" where one alone says nothing.
  for (const auto& member : answer) {
    const auto* list = member.value().if_array();
    if (list != nullptr && !list->empty()) extra["has_" + std::string(member.key())] = true;
    if (list != nullptr && list->size() > 1) extra["several_" + std::string(member.key())] = true;
  }
  if (question.view == View::search) {
    extra["form"] = base::JsonObject{{"query", question.parameter("q")},
                                     {"kept", kept_parameters(question, {"q"})}};
    extra["query_error"] = query_mark(question.parameter("q"), base::object_at(answer, "error"));
    // An empty question is a page with a form, not a page without results.
    extra["asked"] = !base::trimmed(question.parameter("q")).empty() ||
                     !base::array_at(answer, "filters").empty();
    extra["csv_query"] = kept_parameters(question, {});
    // Files hold recommendations, or the paragraphs of the one kind asked for; nothing else yet.
    const bool paragraphs = asks_for_paragraphs(answer);
    extra["clause_rows"] = !paragraphs && base::integer_at(answer, "recommendations") > 0;
    extra["has_rows"] = paragraphs || base::integer_at(answer, "recommendations") > 0;
    extra["shown_facets"] = shown_facets(question, answer);
    // Whoever opens one more facet is shown it.
    extra["narrowing"] = !question.parameter("more").empty();
  } else if (question.view == View::recommendation) {
    extra["tag_groups"] = tag_groups(answer);
    // There is something to see, or to say.
    extra["about"] = !base::array_at(answer, "tags").empty() ||
                     !base::array_at(answer, "tag_decisions").empty() ||
                     !base::text_at(answer, "tag").empty();
  } else if (question.view == View::similar) {
    extra["form"] =
        base::JsonObject{{"query", question.parameter("text")},
                         {"kept", kept_parameters(question, {"text", "recommendation"})}};
    extra["asked"] = !base::text_at(answer, "text").empty();
    extra["csv_query"] = kept_parameters(question, {});
  } else if (question.view == View::mandates || question.view == View::plots) {
    extra["form"] = base::JsonObject{{"query", question.parameter("q")},
                                     {"kept", kept_parameters(question, {"q"})}};
    extra["csv_query"] = kept_parameters(question, {});
  } else if (question.view == View::documents || question.view == View::citations) {
    extra["form"] = base::JsonObject{{"query", question.parameter("q")},
                                     {"kept", kept_parameters(question, {"q"})}};
    // Instruments without a symbol are cited by name, and no service gives them.
    const auto& results = base::array_at(answer, "results");
    const auto* first = results.empty() ? nullptr : results.front().if_object();
    extra["has_symbol"] = first != nullptr && !base::text_at(*first, "fetch").empty();
  } else if (question.view == View::document) {
    const bool beside = !base::object_at(answer, "beside").empty();
    if (beside) {
      add_beside(answer, extra);
    } else if (question.parameter("view") == "pages") {
      extra["sheet"] = sheet_of(question, answer);
    }
    extra["single"] = !beside && extra["sheet"].is_null();
  } else if (question.view == View::citation_graph) {
    extra["csv_query"] = kept_parameters(question, {});
  } else if (question.view == View::compare) {
    add_compare(question, answer, extra);
  }
  return extra;
}

base::Json import_extra(bool done, const base::JsonObject& report) {
  base::JsonArray read, unchanged, failed;
  for (const base::Json& each : base::array_at(report, "failed")) {
    const auto* object = each.if_object();
    if (object == nullptr) continue;
    base::JsonObject file = *object;
    // The place says more than the file's name where it is a page or a line of it.
    file["elsewhere"] = base::text_at(file, "place") != base::text_at(file, "file");
    failed.push_back(std::move(file));
  }
  for (const base::Json& each : base::array_at(report, "files")) {
    const auto* object = each.if_object();
    if (object == nullptr) continue;
    base::JsonObject file = *object;
    file["address"] = "/documents/" + encoded_path(base::text_at(file, "work"));
    (base::truth_at(file, "unchanged") ? unchanged : read).push_back(std::move(file));
  }
  return base::JsonObject{{"done", done},
                          {"has_failed", !failed.empty()},
                          {"has_read", !read.empty()},
                          {"has_unchanged", !unchanged.empty()},
                          {"failed_count", failed.size()},
                          {"failed_files", std::move(failed)},
                          {"read_files", std::move(read)},
                          {"unchanged_files", std::move(unchanged)}};
}

base::Json asked_extra(const base::JsonObject& answer) {
  base::JsonArray groups;
  for (const char* outcome : {"back", "part", "not"}) {
    base::JsonArray asks;
    for (const base::Json& ask : base::array_at(answer, "asks")) {
      if (base::text_at(ask.as_object(), "outcome") == outcome) asks.push_back(ask);
    }
    const auto count = asks.size();
    groups.push_back(base::JsonObject{{"group", outcome},
                                      {"group_count", count},
                                      {"has_any", count > 0},
                                      {"group_asks", std::move(asks)}});
  }
  return base::JsonObject{{"done", true}, {"groups", std::move(groups)}};
}

base::Json account_extra(const base::JsonObject& account, const base::Json& made) {
  base::JsonArray held;
  for (const base::Json& each : base::array_at(account, "tokens")) {
    base::JsonObject token = each.as_object();
    token["last_day"] = base::text_at(token, "expires").substr(0, 10);
    held.push_back(std::move(token));
  }
  return base::JsonObject{
      {"made", made},
      {"has_tokens", !held.empty()},
      {"has_saved", !base::array_at(account, "saved").empty()},
      {"held", std::move(held)},
      {"scopes_offered", base::JsonArray{"read", "import", "publish", "correct"}}};
}

bool is_specimen(const base::JsonObject& answer) {
  constexpr int kDepth = 4;
  if (base::truth_at(answer, "specimen")) return true;
  return std::any_of(answer.begin(), answer.end(), [](const auto& member) {
    // The paragraphs are many and hold no works.
    return member.key() != "paragraphs" && member.key() != "pages" &&
           has_specimen(member.value(), kDepth - 1);
  });
}

}  // namespace comity::http
