#include "render/akn/meta.h"

#include <algorithm>
#include <array>
#include <pugixml.hpp>
#include <utility>

#include "model/symbol.h"

namespace comity::render::akn_parts {
namespace {

using model::WorkKind;

constexpr std::string_view kNoDate = "nodate";
// The schema demands a date everywhere; this is the one that says that none is known.
constexpr std::string_view kUnknownDate = "0001-01-01";

struct Body {
  std::string_view code;
  std::string_view name;
};

Body body_of(std::string_view work) {
  constexpr std::array<std::pair<std::string_view, Body>, 5> kBodies = {{
      {"A/HRC/", {"hrc", "Human Rights Council"}},
      {"A/", {"ga", "General Assembly"}},
      {"E/", {"ecosoc", "Economic and Social Council"}},
      {"S/", {"sc", "Security Council"}},
      {"CCPR/", {"ccpr", "Human Rights Committee"}},
  }};
  for (const auto& [start, body] : kBodies) {
    if (work.starts_with(start)) return body;
  }
  return {"un", "United Nations"};
}

std::string_view three_letters(model::Language language) {
  switch (language) {
    case model::Language::ar:
      return "ara";
    case model::Language::zh:
      return "zho";
    case model::Language::en:
      return "eng";
    case model::Language::fr:
      return "fra";
    case model::Language::ru:
      return "rus";
    case model::Language::es:
      return "spa";
    case model::Language::und:
      break;
  }
  return "und";
}

pugi::xml_node add(pugi::xml_node to, const char* name,
                   std::initializer_list<std::pair<const char*, std::string_view>> attributes) {
  auto node = to.append_child(name);
  for (const auto& [key, value] : attributes) {
    node.append_attribute(key) = std::string(value).c_str();
  }
  return node;
}

void add_core(pugi::xml_node level, const std::string& iri, std::string_view part,
              std::string_view date, std::string_view author) {
  add(level, "FRBRthis", {{"value", iri + std::string(part)}});
  add(level, "FRBRuri", {{"value", iri}});
  add(level, "FRBRdate",
      {{"date", date.empty() ? kUnknownDate : date},
       {"name", date.empty() ? "unknown" : "document"}});
  add(level, "FRBRauthor", {{"href", author}});
}

}  // namespace

Form form_of(WorkKind kind) {
  switch (kind) {
    case WorkKind::resolution:
      return {"statement", "resolution"};
    case WorkKind::draft_resolution:
      return {"statement", "resolutionDraft"};
    case WorkKind::decision:
      return {"statement", "decision"};
    case WorkKind::presidential_statement:
      return {"statement", "presidentialStatement"};
    case WorkKind::working_group_report:
      return {"doc", "workingGroupReport"};
    case WorkKind::addendum:
      return {"doc", "addendum"};
    case WorkKind::corrigendum:
      return {"doc", "corrigendum"};
    case WorkKind::national_report:
      return {"doc", "nationalReport"};
    case WorkKind::compilation:
      return {"doc", "compilation"};
    case WorkKind::stakeholder_summary:
      return {"doc", "stakeholderSummary"};
    case WorkKind::session_report:
      return {"doc", "sessionReport"};
    case WorkKind::concluding_observations:
      return {"doc", "concludingObservations"};
    case WorkKind::draft_amendments:
      return {"doc", "draftAmendments"};
    case WorkKind::table:
      return {"doc", "table"};
    case WorkKind::other:
      break;
  }
  return {"doc", "document"};
}

std::string iri_of(const Form& form, std::string_view work, std::string_view date) {
  std::string number(work);
  for (char& c : number) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = c == '.' || c == '~' || c == '-' || (c >= '0' && c <= '9') ||
                       (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || byte >= 0x80;
    if (!plain) c = '-';
  }
  std::string iri = "/akn/un/";
  for (const std::string_view part :
       {form.element, form.subclass, body_of(work).code, date.empty() ? kNoDate : date}) {
    iri += part;
    iri += '/';
  }
  return iri + number;
}

std::string iri_of_cited(std::string_view symbol) {
  auto kind = WorkKind::other;
  if (symbol.find("/RES/") != std::string_view::npos) kind = WorkKind::resolution;
  if (symbol.find("/DEC/") != std::string_view::npos) kind = WorkKind::decision;
  if (symbol.find("/PRST/") != std::string_view::npos) kind = WorkKind::presidential_statement;
  return iri_of(form_of(kind), symbol, {});
}

void add_meta(pugi::xml_node document, const model::Reading& reading, std::string_view work) {
  auto meta = document.append_child("meta");
  auto identification = add(meta, "identification", {{"source", "#comity"}});
  const auto& date = reading.masthead.date;
  const auto body = body_of(work);
  const std::string author = "#" + std::string(body.code);
  const auto iri = iri_of(form_of(reading.kind), work, date);
  const auto expression = iri + "/" + std::string(three_letters(reading.language)) + "@";

  auto level = identification.append_child("FRBRWork");
  add_core(level, iri, "/!main", date, author);
  add(level, "FRBRcountry", {{"value", "un"}});
  add(level, "FRBRsubtype", {{"value", form_of(reading.kind).subclass}});
  add(level, "FRBRnumber", {{"value", work}});
  if (!reading.title.empty()) add(level, "FRBRname", {{"value", reading.title}});

  level = identification.append_child("FRBRExpression");
  add_core(level, expression, "/!main", date, author);
  add(level, "FRBRlanguage", {{"language", three_letters(reading.language)}});

  level = identification.append_child("FRBRManifestation");
  add_core(level, expression + ".akn", "", date, "#comity");

  auto references = add(meta, "references", {{"source", "#comity"}});
  add(references, "TLCOrganization",
      {{"eId", body.code},
       {"href", "/akn/ontology/organization/un/" + std::string(body.code)},
       {"showAs", body.name}});
  add(references, "TLCOrganization",
      {{"eId", "comity"}, {"href", "/akn/ontology/organization/comity"}, {"showAs", "Comity"}});
  add(references, "TLCConcept",
      {{"eId", "preamble"}, {"href", "/akn/ontology/concept/un/preamble"}, {"showAs", "preamble"}});
}

}  // namespace comity::render::akn_parts
