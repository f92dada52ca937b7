#include "golden_structure.h"

#include <array>

#include "grammar/number_list.h"
#include "grammar/resolutions/draft_amendments.h"

namespace comity::golden {
namespace {

using base::Json;
using base::JsonArray;
using base::JsonObject;
using model::ParagraphKind;

void put(JsonObject& to, std::string_view key, std::string_view value) {
  if (!value.empty()) to[key] = std::string(value);
}

void put(JsonObject& to, std::string_view key, const std::vector<std::string>& values) {
  if (values.empty()) return;
  JsonArray all;
  for (const std::string& value : values) all.emplace_back(value);
  to[key] = std::move(all);
}

JsonObject masthead_of(const model::Masthead& masthead) {
  JsonObject out;
  put(out, "body", masthead.body);
  put(out, "committee", masthead.committee);
  put(out, "distribution", masthead.distribution);
  put(out, "date", masthead.date);
  put(out, "original_language", masthead.original_language);
  put(out, "session", masthead.session);
  put(out, "agenda_item", masthead.agenda_item);
  put(out, "agenda_title", masthead.agenda_title);
  return out;
}

JsonObject paragraph_of(const model::Paragraph& paragraph) {
  JsonObject out;
  put(out, "kind", model::name_of(paragraph.kind));
  put(out, "number", paragraph.number);
  put(out, "verb", paragraph.verb);
  put(out, "text", model::text_of(paragraph.runs));
  put(out, "footnotes", paragraph.footnotes);
  std::vector<std::string> cited;
  for (const model::Citation& citation : paragraph.citations) {
    cited.push_back(citation.text + " -> " + citation.target);
  }
  put(out, "citations", cited);
  return out;
}

JsonArray recommendations_of(const model::Review& review) {
  JsonArray out;
  for (const model::Recommendation& recommendation : review.recommendations) {
    JsonObject one;
    put(one, "number", recommendation.number);
    put(one, "list", recommendation.list);
    put(one, "state_under_review", recommendation.state_under_review);
    put(one, "position", recommendation.position);
    put(one, "counts_as", model::name_of(recommendation.counts_as));
    put(one, "theme", recommendation.theme);
    put(one, "refers_to", recommendation.refers_to);
    JsonArray clauses;
    for (const model::Clause& clause : recommendation.clauses) {
      JsonObject text;
      put(text, "text", clause.text);
      put(text, "states", clause.states);
      put(text, "unknown", clause.unknown);
      clauses.emplace_back(std::move(text));
    }
    one["clauses"] = std::move(clauses);
    out.emplace_back(std::move(one));
  }
  return out;
}

JsonObject review_of(const model::Review& review) {
  JsonObject out;
  put(out, "states_under_review", review.states_under_review);
  out["cycle"] = review.cycle;
  out["session"] = review.session;
  put(out, "date", review.date);
  put(out, "adopted", review.adopted);
  put(out, "troika", review.troika);
  put(out, "head_of_delegation", review.head_of_delegation);
  out["recommendations"] = recommendations_of(review);
  JsonArray pledges;
  for (const model::Pledge& pledge : review.pledges) {
    pledges.emplace_back(JsonObject{{"number", pledge.number}, {"text", pledge.text}});
  }
  if (!pledges.empty()) out["pledges"] = std::move(pledges);
  return out;
}

JsonArray positions_of(const model::Reading& reading) {
  JsonArray out;
  for (const model::PositionStatement& statement : reading.positions) {
    const model::Paragraph& paragraph = reading.paragraphs.at(statement.paragraph);
    const std::string text = model::text_of(paragraph.runs);
    JsonObject one;
    put(one, "report", statement.report);
    put(one, "state", statement.state);
    put(one, "list", statement.list);
    put(one, "numbers", grammar::number_list_text(statement.numbers));
    put(one, "counts_as", statement.counts_as ? model::name_of(*statement.counts_as) : "");
    if (statement.partial) one["partial"] = true;
    put(one, "words", statement.words);
    put(one, "in", text.substr(statement.begin, statement.end - statement.begin));
    out.emplace_back(std::move(one));
  }
  return out;
}

JsonObject draft_amendments_of(const grammar::DraftAmendments& proposed) {
  JsonArray changes;
  for (const auto& change : proposed.changes) {
    JsonObject one;
    put(one, "action", grammar::name_of(change.action));
    put(one, "place", change.place);
    const bool inserts = change.action == grammar::AmendmentAction::insert_paragraph ||
                         change.action == grammar::AmendmentAction::insert_words;
    put(one, "where", inserts ? grammar::name_of(change.where) : std::string_view());
    put(one, "number", change.number);
    put(one, "old", change.old_words);
    put(one, "new", change.new_words);
    std::vector<std::string> paragraphs;
    for (const auto& paragraph : change.paragraphs) {
      paragraphs.push_back(paragraph.printed + "|" + model::text_of(paragraph.runs));
    }
    put(one, "paragraphs", paragraphs);
    changes.emplace_back(std::move(one));
  }
  return {{"target", proposed.target},
          {"renumber", proposed.renumber},
          {"changes", std::move(changes)}};
}

}  // namespace

Json structure_of(const model::Reading& reading) {
  JsonObject out;
  put(out, "kind", model::name_of(reading.kind));
  put(out, "symbol", reading.symbol.text());
  put(out, "title", reading.title);
  out["masthead"] = masthead_of(reading.masthead);
  put(out, "sponsors", reading.sponsors);
  put(out, "sponsors_note", reading.sponsors_note);
  JsonArray paragraphs;
  for (const model::Paragraph& paragraph : reading.paragraphs) {
    // Their facts stand above; how a format parts their lines is its own affair.
    if (paragraph.kind == ParagraphKind::masthead || paragraph.kind == ParagraphKind::title ||
        paragraph.kind == ParagraphKind::sponsors || paragraph.kind == ParagraphKind::rule) {
      continue;
    }
    paragraphs.emplace_back(paragraph_of(paragraph));
  }
  out["paragraphs"] = std::move(paragraphs);
  if (reading.review) out["review"] = review_of(*reading.review);
  if (reading.kind == model::WorkKind::draft_amendments) {
    out["draft_amendments"] = draft_amendments_of(grammar::draft_amendments_of(reading));
  }
  if (!reading.positions.empty()) out["positions"] = positions_of(reading);
  JsonArray findings;
  for (const model::Finding& finding : reading.findings) {
    findings.emplace_back(finding.rule + (finding.number.empty() ? "" : " at " + finding.number));
  }
  out["findings"] = std::move(findings);
  return out;
}

Json bare(const Json& structure) {
  const JsonObject& from = structure.as_object();
  JsonObject out;
  for (const char* key : {"kind", "symbol", "title", "sponsors"}) {
    put(out, key, base::text_at(from, key));
  }
  JsonArray paragraphs;
  for (const Json& paragraph : base::array_at(from, "paragraphs")) {
    const JsonObject& full = paragraph.as_object();
    const auto number = base::text_at(full, "number");
    if (number.empty() || number.starts_with("fn")) continue;
    JsonObject one;
    put(one, "number", number);
    put(one, "kind", base::text_at(full, "kind"));
    put(one, "verb", base::text_at(full, "verb"));
    paragraphs.emplace_back(std::move(one));
  }
  out["paragraphs"] = std::move(paragraphs);
  if (from.contains("positions")) out["positions"] = base::array_at(from, "positions");
  if (from.contains("review")) {
    out["recommendations"] = base::array_at(base::object_at(from, "review"), "recommendations");
  }
  return out;
}

}  // namespace comity::golden
