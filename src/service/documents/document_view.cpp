#include "service/documents/document_view.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "grammar/findings.h"
#include "render/html.h"
#include "service/address.h"
#include "service/answer_parts.h"

namespace comity::service {
namespace {

using base::JsonArray;
using base::JsonObject;
using model::Paragraph;
using model::ParagraphKind;
using model::Reading;

int first_page(const std::vector<model::Place>& places) {
  return places.empty() ? 0 : places.front().page;
}

JsonObject masthead_json(const model::Masthead& head) {
  return {{"body", head.body},
          {"committee", head.committee},
          {"distribution", head.distribution},
          {"date", head.date},
          {"original_language", head.original_language},
          {"session", head.session},
          {"agenda_item", head.agenda_item},
          {"agenda_title", head.agenda_title},
          {"job_number", head.job_number}};
}

/// Where the cited document is shown, at the paragraph where one is named; empty where it is not in
/// sight.
std::string address_of(const model::Citation& citation, const ViewContext& context) {
  constexpr std::string_view kParagraph = "para. ";
  if (citation.target.empty()) return {};
  auto address = context.address_of_symbol(citation.target);
  const std::string_view place = citation.place;
  const bool one = place.starts_with(kParagraph) && place.find_first_of(",-") == place.npos;
  if (!address.empty() && one) address += "#" + encode_path(place.substr(kParagraph.size()));
  return address;
}

JsonArray citations_json(const Paragraph& paragraph, const ViewContext& context) {
  JsonArray out;
  for (const auto& citation : paragraph.citations) {
    out.push_back(JsonObject{{"text", citation.text},
                             {"target", citation.target},
                             {"place", citation.place},
                             {"address", address_of(citation, context)}});
  }
  return out;
}

// The first rows of a table, as many as a page bears; the whole of it is in the original.
constexpr std::size_t kRowsShown = 100;
constexpr std::size_t kCellsShown = 3'000;

JsonArray rows_json(const Paragraph& paragraph) {
  JsonArray rows;
  std::size_t cells_shown = 0;
  for (const auto& row : paragraph.rows) {
    cells_shown += row.size();
    if (rows.size() == kRowsShown || (cells_shown > kCellsShown && !rows.empty())) break;
    JsonArray cells;
    for (const auto& cell : row) {
      cells.push_back(
          JsonObject{{"text", model::text_of(cell.runs)}, {"html", render::runs_html(cell.runs)}});
    }
    rows.push_back(std::move(cells));
  }
  return rows;
}

/// The smallest box around a paragraph's lines on each page it stands on.
std::map<int, model::Box> boxes_by_page(const std::vector<model::Place>& places) {
  std::map<int, model::Box> boxes;
  for (const auto& place : places) {
    if (place.page < 1) continue;
    const auto [found, fresh] = boxes.emplace(place.page, place.box);
    if (fresh) continue;
    auto& box = found->second;
    const float right = std::max(box.left + box.width, place.box.left + place.box.width);
    const float bottom = std::max(box.top + box.height, place.box.top + place.box.height);
    box.left = std::min(box.left, place.box.left);
    box.top = std::min(box.top, place.box.top);
    box.width = right - box.left;
    box.height = bottom - box.top;
  }
  return boxes;
}

double per_cent(float part, float whole) {
  return whole <= 0 ? 0 : std::round(static_cast<double>(part) / whole * 10000) / 100;
}

std::vector<std::string> anchors_of(const Reading& reading) {
  std::vector<std::string> anchors;
  anchors.reserve(reading.paragraphs.size());
  for (std::size_t i = 0; i < reading.paragraphs.size(); ++i) {
    anchors.push_back(anchor_of(reading.paragraphs[i], i + 1));
  }
  return anchors;
}

/// Puts each finding beside the paragraph it concerns; the others stay with the document alone.
void attach_findings(const Reading& reading, model::Language language, JsonArray& paragraphs) {
  std::map<std::string, JsonArray*, std::less<>> by_number;
  for (auto& value : paragraphs) {
    auto& object = value.as_object();
    const auto number = base::text_at(object, "number");
    if (!number.empty()) by_number.emplace(std::string(number), &object["findings"].as_array());
  }
  for (const auto& finding : reading.findings) {
    const auto found = by_number.find(finding.number);
    if (!finding.number.empty() && found != by_number.end()) {
      found->second->push_back(finding_json(finding, language));
    }
  }
}

/// For each note, where it is marked, so that the page can lead back.
std::map<std::string, JsonArray> marks_of_notes(const Reading& reading,
                                                const std::vector<std::string>& anchors) {
  std::map<std::string, JsonArray> marked;
  for (std::size_t i = 0; i < reading.paragraphs.size(); ++i) {
    for (const auto& note : reading.paragraphs[i].footnotes) marked[note].emplace_back(anchors[i]);
  }
  return marked;
}

JsonArray outline_json(const Reading& reading, const std::vector<std::string>& anchors) {
  JsonArray outline;
  for (std::size_t i = 0; i < reading.paragraphs.size(); ++i) {
    const auto& paragraph = reading.paragraphs[i];
    if (paragraph.kind != ParagraphKind::heading) continue;
    outline.push_back(JsonObject{{"number", paragraph.printed},
                                 {"title", model::text_of(paragraph.runs)},
                                 {"level", paragraph.level},
                                 {"anchor", anchors[i]}});
  }
  return outline;
}

JsonArray positions_json(const Reading& reading, const std::vector<std::string>& anchors,
                         const ViewContext& context) {
  JsonArray out;
  for (const auto& statement : reading.positions) {
    if (statement.report.empty() || statement.paragraph >= anchors.size()) continue;
    const auto& anchor = anchors[statement.paragraph];
    out.push_back(
        JsonObject{{"report", statement.report},
                   {"numbers", strings_json(statement.numbers)},
                   {"words", statement.words},
                   {"counts_as", statement.counts_as ? model::name_of(*statement.counts_as) : ""},
                   {"partial", statement.partial},
                   {"anchor", anchor},
                   {"address", document_address(context.work, anchor)}});
  }
  return out;
}

JsonArray sponsors_json(const Reading& reading, const ViewContext& context) {
  JsonArray sponsors;
  for (const auto& sponsor : reading.sponsors) {
    const bool known = context.states.by_code(sponsor) != nullptr;
    sponsors.push_back(known ? context.states.json(sponsor, context.language)
                             : unknown_state_json(sponsor));
  }
  return sponsors;
}

}  // namespace

std::string anchor_of(const Paragraph& paragraph, std::size_t position) {
  return paragraph.number.empty() ? "p" + std::to_string(position) : paragraph.number;
}

JsonObject paragraph_json(const Paragraph& paragraph, const std::string& anchor,
                          const ViewContext& context) {
  const render::HtmlContext html{
      [&](const model::Citation& citation) { return address_of(citation, context); }, anchor};
  auto rows = rows_json(paragraph);
  const auto rows_left = paragraph.rows.size() - rows.size();
  const bool recommendation =
      paragraph.kind == ParagraphKind::recommendation && !paragraph.number.empty();
  return {
      {"kind", model::name_of(paragraph.kind)},
      {"number", paragraph.number},
      {"printed", paragraph.printed},
      {"anchor", anchor},
      {"level", paragraph.level},
      {"verb", paragraph.verb},
      {"text", model::text_of(paragraph.runs)},
      {"html", render::paragraph_html(paragraph, html)},
      {"footnotes", strings_json(paragraph.footnotes)},
      {"citations", citations_json(paragraph, context)},
      {"findings", JsonArray{}},
      {"mandates", JsonArray{}},
      {"amendments", JsonArray{}},
      {"rows", std::move(rows)},
      {"row_count", paragraph.rows.size()},
      {"rows_left", rows_left},
      {"page", first_page(paragraph.places)},
      {"recommendation",
       recommendation ? recommendation_address(context.work, paragraph.number, 0) : std::string()}};
}

JsonObject finding_json(const model::Finding& finding, model::Language language) {
  std::string place;
  if (finding.place.page > 0) place = "page " + std::to_string(finding.place.page);
  return {{"rule", finding.rule},
          {"number", finding.number},
          {"place", place},
          {"saw", finding.saw},
          {"assumed", finding.assumed},
          {"text", grammar::sentence_of(finding, language)}};
}

JsonArray pages_json(const Reading& reading, const std::string& work,
                     const std::string& copy_query) {
  const auto anchors = anchors_of(reading);
  std::vector<JsonArray> marks(reading.pages.size());
  for (std::size_t i = 0; i < reading.paragraphs.size(); ++i) {
    const auto& paragraph = reading.paragraphs[i];
    for (const auto& [page, box] : boxes_by_page(paragraph.places)) {
      if (static_cast<std::size_t>(page) > reading.pages.size()) continue;
      const auto& size = reading.pages[static_cast<std::size_t>(page) - 1];
      marks[static_cast<std::size_t>(page) - 1].push_back(
          JsonObject{{"anchor", anchors[i]},
                     {"number", paragraph.number},
                     {"kind", model::name_of(paragraph.kind)},
                     {"left", per_cent(box.left, size.width)},
                     {"top", per_cent(box.top, size.height)},
                     {"width", per_cent(box.width, size.width)},
                     {"height", per_cent(box.height, size.height)}});
    }
  }
  JsonArray pages;
  const std::string query = copy_query.empty() ? "" : "?" + copy_query;
  for (std::size_t i = 0; i < reading.pages.size(); ++i) {
    pages.push_back(JsonObject{
        {"page", i + 1},
        {"width", reading.pages[i].width},
        {"height", reading.pages[i].height},
        {"image", document_address(work) + "/pages/" + std::to_string(i + 1) + ".png" + query},
        {"marks", std::move(marks[i])}});
  }
  return pages;
}

JsonObject reading_json(const Reading& reading, const ViewContext& context) {
  const auto anchors = anchors_of(reading);
  auto marked = marks_of_notes(reading, anchors);
  JsonArray paragraphs;
  JsonArray notes;
  for (std::size_t i = 0; i < reading.paragraphs.size(); ++i) {
    const auto& paragraph = reading.paragraphs[i];
    auto json = paragraph_json(paragraph, anchors[i], context);
    if (paragraph.kind == ParagraphKind::note) {
      json["marked_by"] = std::move(marked[paragraph.number]);
      notes.push_back(std::move(json));
    } else {
      paragraphs.push_back(std::move(json));
    }
  }
  attach_findings(reading, context.language, paragraphs);
  attach_findings(reading, context.language, notes);
  JsonArray findings;
  for (const auto& finding : reading.findings)
    findings.push_back(finding_json(finding, context.language));
  return {{"masthead", masthead_json(reading.masthead)},
          {"session", reading.masthead.session},
          {"agenda_item", reading.masthead.agenda_item},
          {"sponsors", sponsors_json(reading, context)},
          {"sponsors_note", reading.sponsors_note},
          {"paragraphs", std::move(paragraphs)},
          {"notes", std::move(notes)},
          {"outline", outline_json(reading, anchors)},
          {"positions", positions_json(reading, anchors, context)},
          {"findings", std::move(findings)},
          {"pages", reading.media_type == "application/pdf"
                        ? pages_json(reading, context.work, context.copy_query)
                        : JsonArray{}},
          {"reader", reading.reader}};
}

}  // namespace comity::service
