#include "service/texts/compared_paragraphs.h"

#include <set>
#include <utility>

#include "grammar/resolutions/strength.h"
#include "render/tracked_docx.h"

namespace comity::service {
namespace {

using base::JsonArray;
using base::JsonObject;
using model::ParagraphKind;

/// Headings are paired with headings and notes with notes; what else is said may change its kind:
/// a preambular paragraph may become an operative one.
int part_of(ParagraphKind kind) {
  switch (kind) {
    case ParagraphKind::title:
    case ParagraphKind::heading:
      return 1;
    case ParagraphKind::note:
      return 2;
    case ParagraphKind::table:
      return 3;
    default:
      return 0;
  }
}

}  // namespace

ComparedParagraphs compared_paragraphs(const model::Reading& reading) {
  ComparedParagraphs list;
  for (std::size_t i = 0; i < reading.paragraphs.size(); ++i) {
    const auto& paragraph = reading.paragraphs[i];
    // The masthead of another text says other things by its nature.
    if (paragraph.kind == ParagraphKind::masthead || paragraph.kind == ParagraphKind::rule)
      continue;
    auto text = render::words_of(paragraph);
    if (text.empty()) continue;
    list.places.push_back(i);
    list.texts.push_back(std::move(text));
  }
  std::set<ParagraphKind> named;
  for (std::size_t i = 0; i < list.places.size(); ++i) {
    const auto kind = reading.paragraphs[list.places[i]].kind;
    const bool one = kind == ParagraphKind::title || kind == ParagraphKind::enacting;
    const auto key = one && named.insert(kind).second ? model::name_of(kind) : std::string_view();
    list.passages.push_back({list.texts[i], part_of(kind), key});
  }
  return list;
}

base::Json verb_json(const model::Paragraph* from, const model::Paragraph* to,
                     model::Language language) {
  if (from == nullptr || to == nullptr || from->verb.empty() || to->verb.empty()) return nullptr;
  const auto change = grammar::change_of_verb(from->verb, to->verb, language);
  if (change.strength == grammar::Strength::same) return nullptr;
  JsonArray sources;
  for (const auto* source : change.sources) {
    sources.push_back(JsonObject{
        {"citation", source->citation}, {"nature", source->nature}, {"address", source->address}});
  }
  return JsonObject{
      {"from", from->verb},
      {"to", to->verb},
      {"strength", grammar::name_of(change.strength)},
      {"contradicted", change.strength == grammar::Strength::differs && !change.sources.empty()},
      {"sources", std::move(sources)}};
}

}  // namespace comity::service
