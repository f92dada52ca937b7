#include "service/texts/amendments.h"

#include <set>

#include "model/symbol.h"
#include "service/documents/documents.h"

namespace comity::service {
namespace {

using base::JsonObject;
using base::Result;
using model::Symbol;
using How = Symbol::Amendment::How;

constexpr std::size_t kQuoted = 1200;  ///< bytes of a corrigendum's text, about

std::optional<Symbol::Amendment> amendment_of(const store::Work& work) {
  const auto symbol = Symbol::parse(work.symbol);
  return symbol ? symbol->amendment() : std::nullopt;
}

/// What amends the work of that name, once each where several spaces hold it.
Result<std::vector<store::Work>> amending(const store::Read& read, std::string_view name,
                                          const store::Visibility& asker) {
  COMITY_TRY(auto works, read.amending(name, asker));
  std::set<std::string> names;
  std::erase_if(works, [&](const store::Work& work) { return !names.insert(work.name).second; });
  return works;
}

Result<JsonObject> named(const store::Read& read, const Symbol& symbol,
                         const store::Visibility& asker) {
  COMITY_TRY(const auto work, read.work(symbol.text(), asker));
  if (work) return work_json(*work);
  return JsonObject{
      {"work", symbol.text()}, {"symbol", symbol.text()}, {"title", ""}, {"address", ""}};
}

bool is_text(model::ParagraphKind kind) {
  using model::ParagraphKind;
  return kind != ParagraphKind::masthead && kind != ParagraphKind::title &&
         kind != ParagraphKind::rule && kind != ParagraphKind::note;
}

std::string text_of(const model::Reading& reading) {
  std::string text;
  for (const auto& paragraph : reading.paragraphs) {
    if (!is_text(paragraph.kind)) continue;
    for (const auto& part : {paragraph.printed, model::text_of(paragraph.runs)}) {
      if (!part.empty()) text += (text.empty() ? "" : " ") + part;
    }
    for (const auto& row : paragraph.rows) {
      for (const auto& cell : row) text += " " + model::text_of(cell.runs);
    }
  }
  if (text.size() <= kQuoted) return text;
  std::size_t end = text.rfind(' ', kQuoted);
  if (end == std::string::npos) end = kQuoted;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + " …";
}

}  // namespace

Result<Amendments> amendments_of(const store::Read& read, const store::Work& work,
                                 const store::Visibility& asker) {
  Amendments found;
  if (work.symbol.empty()) return found;
  const auto own = amendment_of(work);
  const bool revises = own && own->how == How::replaces;
  COMITY_TRY(auto amending_it, amending(read, work.name, asker));
  for (auto& other : amending_it) {
    const auto amendment = amendment_of(other);
    if (!amendment) continue;
    if (amendment->how == How::corrects) {
      found.corrected_by.push_back(work_json(other));
      found.corrigenda.push_back(std::move(other));
    } else {
      found.replaced_by.push_back(work_json(other));
    }
  }
  if (own && !revises) {
    COMITY_TRY(auto corrected, named(read, own->of, asker));
    found.corrects.push_back(std::move(corrected));
  }
  if (!revises) return found;
  COMITY_TRY(auto revised, named(read, own->of, asker));
  found.replaces.push_back(std::move(revised));
  COMITY_TRY(const auto revisions, amending(read, own->of.text(), asker));
  for (const auto& other : revisions) {
    const auto amendment = amendment_of(other);
    if (!amendment || amendment->how != How::replaces || other.name == work.name) continue;
    auto& list = amendment->number < own->number ? found.replaces : found.replaced_by;
    list.push_back(work_json(other));
  }
  return found;
}

Result<std::vector<model::Finding>> correction_findings(
    const Installation& installation, const std::vector<store::Work>& corrigenda) {
  std::vector<model::Finding> findings;
  for (const auto& work : corrigenda) {
    COMITY_TRY(const auto reading, installation.store().reading(work.reading));
    findings.push_back({"amendment.corrected", {}, {}, work.name, text_of(*reading)});
  }
  return findings;
}

}  // namespace comity::service
