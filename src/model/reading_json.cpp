// Reading as JSON: members in a fixed order, those at their neutral value left out, a plain run as
// its text alone, a place as an array. docs/formats/reading.md describes every member.
#include <charconv>
#include <cmath>

#include "model/reading.h"

namespace comity::model {
namespace {

using base::Json;
using base::JsonArray;
using base::JsonObject;

/// A float as the shortest decimal that gives it back; whole numbers without a fraction.
Json number(float value) {
  if (!std::isfinite(value)) return 0;
  if (std::abs(value) < 1e7F && value == std::floor(value)) return static_cast<std::int64_t>(value);
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  double shortest = 0;
  std::from_chars(text, end, shortest);
  return static_cast<float>(shortest) == value ? shortest : static_cast<double>(value);
}

void put(JsonObject& object, std::string_view key, std::string_view text) {
  if (!text.empty()) object.emplace(key, text);
}

void put(JsonObject& object, std::string_view key, std::int64_t value) {
  if (value != 0) object.emplace(key, value);
}

template <typename T, typename Write>
void put_all(JsonObject& object, std::string_view key, const std::vector<T>& values, Write write) {
  if (values.empty()) return;
  JsonArray array;
  array.reserve(values.size());
  for (const T& value : values) array.emplace_back(write(value));
  object.emplace(key, std::move(array));
}

void put_texts(JsonObject& object, std::string_view key, const std::vector<std::string>& values) {
  put_all(object, key, values, [](const std::string& text) { return Json(text); });
}

std::string style_letters(const Style& style) {
  std::string letters;
  if (style.italic) letters += 'i';
  if (style.bold) letters += 'b';
  if (style.superscript) letters += 's';
  return letters;
}

Json write_run(const Run& run) {
  if (run.style == Style{} && run.link.empty()) return Json(run.text);
  JsonObject object;
  object.emplace("text", run.text);
  put(object, "style", style_letters(run.style));
  put(object, "link", run.link);
  return object;
}

/// [begin, end, page, left, top, width, height, offset]; cut to [begin, end, offset] without a page
/// and to seven members where the offset is 0.
Json write_place(const Place& place) {
  const bool paged = place.page != 0 || place.box != Box{};
  JsonArray array;
  array.reserve(paged ? 8 : 3);
  array.emplace_back(place.begin);
  array.emplace_back(place.end);
  if (!paged) {
    array.emplace_back(place.offset);
    return array;
  }
  array.emplace_back(place.page);
  for (const float value : {place.box.left, place.box.top, place.box.width, place.box.height}) {
    array.emplace_back(number(value));
  }
  if (place.offset != 0) array.emplace_back(place.offset);
  return array;
}

Json write_citation(const Citation& citation) {
  JsonObject object;
  object.emplace("begin", citation.begin);
  object.emplace("end", citation.end);
  put(object, "text", citation.text);
  put(object, "target", citation.target);
  put(object, "place", citation.place);
  return object;
}

Json write_row(const std::vector<Cell>& row) {
  JsonArray cells;
  cells.reserve(row.size());
  for (const Cell& cell : row) {
    JsonArray runs;
    for (const Run& run : cell.runs) runs.emplace_back(write_run(run));
    cells.emplace_back(std::move(runs));
  }
  return cells;
}

Json write_row_number(const RowNumber& number) {
  JsonArray array;
  array.emplace_back(number.row);
  array.emplace_back(number.number);
  return array;
}

Json write_paragraph(const Paragraph& paragraph) {
  JsonObject object;
  object.emplace("kind", name_of(paragraph.kind));
  put(object, "number", paragraph.number);
  put(object, "printed", paragraph.printed);
  put(object, "level", paragraph.level);
  put(object, "verb", paragraph.verb);
  put_all(object, "runs", paragraph.runs, write_run);
  put_all(object, "places", paragraph.places, write_place);
  put_texts(object, "footnotes", paragraph.footnotes);
  put_all(object, "citations", paragraph.citations, write_citation);
  put_all(object, "rows", paragraph.rows, write_row);
  put_all(object, "row_numbers", paragraph.row_numbers, write_row_number);
  return object;
}

Json write_clause(const Clause& clause) {
  JsonObject object;
  put(object, "text", clause.text);
  put_texts(object, "states", clause.states);
  put_texts(object, "unknown", clause.unknown);
  put(object, "begin", clause.begin);
  put(object, "end", clause.end);
  return object;
}

Json write_recommendation(const Recommendation& recommendation) {
  JsonObject object;
  put(object, "number", recommendation.number);
  put(object, "printed", recommendation.printed);
  put(object, "list", recommendation.list);
  put(object, "state", recommendation.state_under_review);
  put_all(object, "clauses", recommendation.clauses, write_clause);
  put(object, "position", recommendation.position);
  object.emplace("counts_as", name_of(recommendation.counts_as));
  put_texts(object, "refers_to", recommendation.refers_to);
  put(object, "theme", recommendation.theme);
  return object;
}

Json write_position(const PositionStatement& statement) {
  JsonObject object;
  put(object, "report", statement.report);
  put(object, "state", statement.state);
  put(object, "list", statement.list);
  put_texts(object, "numbers", statement.numbers);
  put(object, "words", statement.words);
  if (statement.counts_as) object.emplace("counts_as", name_of(*statement.counts_as));
  if (statement.partial) object.emplace("partial", true);
  put(object, "paragraph", statement.paragraph);
  put(object, "row", statement.row);
  put(object, "cell", statement.cell);
  put(object, "begin", statement.begin);
  put(object, "end", statement.end);
  return object;
}

Json write_pledge(const Pledge& pledge) {
  JsonObject object;
  put(object, "number", pledge.number);
  put(object, "state", pledge.state);
  put(object, "text", pledge.text);
  return object;
}

Json write_intervention(const Intervention& intervention) {
  JsonObject object;
  put(object, "paragraph", intervention.paragraph);
  put_texts(object, "states", intervention.states);
  return object;
}

Json write_observation(const Observation& observation) {
  JsonObject object;
  put(object, "paragraph", observation.paragraph);
  put(object, "theme", observation.theme);
  return object;
}

Json write_observations(const Observations& observations) {
  JsonObject object;
  put(object, "mechanism", observations.mechanism);
  put(object, "state", observations.state);
  put(object, "session", observations.session);
  put(object, "adopted", observations.adopted);
  put_all(object, "recommendations", observations.recommendations, write_observation);
  return object;
}

Json write_review(const Review& review) {
  JsonObject object;
  put_texts(object, "states", review.states_under_review);
  put(object, "cycle", review.cycle);
  put(object, "session", review.session);
  put(object, "date", review.date);
  put(object, "adopted", review.adopted);
  put_texts(object, "troika", review.troika);
  put(object, "head_of_delegation", review.head_of_delegation);
  put_all(object, "recommendations", review.recommendations, write_recommendation);
  put_all(object, "pledges", review.pledges, write_pledge);
  put_all(object, "dialogue", review.dialogue, write_intervention);
  return object;
}

Json write_masthead(const Masthead& masthead) {
  JsonObject object;
  put(object, "body", masthead.body);
  put(object, "committee", masthead.committee);
  put(object, "distribution", masthead.distribution);
  put(object, "date", masthead.date);
  put(object, "original_language", masthead.original_language);
  put(object, "session", masthead.session);
  put(object, "agenda_item", masthead.agenda_item);
  put(object, "agenda_title", masthead.agenda_title);
  put(object, "job_number", masthead.job_number);
  return object;
}

Json write_finding(const Finding& finding) {
  JsonObject object;
  put(object, "rule", finding.rule);
  put(object, "number", finding.number);
  if (finding.place != Place{}) object.emplace("place", write_place(finding.place));
  put(object, "saw", finding.saw);
  put(object, "assumed", finding.assumed);
  return object;
}

}  // namespace

base::Json to_json(const Reading& reading) {
  JsonObject object;
  put(object, "reader", reading.reader);
  put(object, "program", reading.program);
  put(object, "media_type", reading.media_type);
  object.emplace("language", code_of(reading.language));
  object.emplace("kind", name_of(reading.kind));
  put(object, "symbol", reading.symbol.text() + std::string(reading.symbol.reissue(), '*'));
  put(object, "title", reading.title);
  if (reading.masthead != Masthead{}) object.emplace("masthead", write_masthead(reading.masthead));
  put_texts(object, "sponsors", reading.sponsors);
  put(object, "sponsors_note", reading.sponsors_note);
  put_all(object, "pages", reading.pages, [](const Page& page) {
    return Json(JsonArray{number(page.width), number(page.height)});
  });
  put_all(object, "paragraphs", reading.paragraphs, write_paragraph);
  if (reading.review) object.emplace("review", write_review(*reading.review));
  if (reading.observations) {
    object.emplace("observations", write_observations(*reading.observations));
  }
  if (reading.source) object.emplace("source", to_json(*reading.source));
  put_all(object, "positions", reading.positions, write_position);
  put_all(object, "findings", reading.findings, write_finding);
  return object;
}

}  // namespace comity::model
