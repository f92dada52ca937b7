#include "service/texts/answering_documents.h"

#include <algorithm>

#include "grammar/mandates/addressees.h"
#include "grammar/resolutions/parts.h"

namespace comity::service {
namespace {

using model::ParagraphKind;

/// Reports are kept under no kind of their own; the others are made by somebody else's rule.
bool may_answer(const store::Work& work) {
  const bool of_review = work.symbol.find("/WG.6/") != std::string::npos;
  return !of_review &&
         (work.kind == model::WorkKind::other || work.kind == model::WorkKind::addendum);
}

/// The paragraphs before the fourth numbered one; of a document without numbers a page's worth.
std::vector<const model::Paragraph*> opening_paragraphs(const model::Reading& reading) {
  constexpr std::size_t kNumbered = 3;
  constexpr std::size_t kPlain = 12;
  std::vector<const model::Paragraph*> opening;
  std::size_t numbered = 0, plain = 0;
  for (const auto& paragraph : reading.paragraphs) {
    if (paragraph.kind == ParagraphKind::numbered && ++numbered > kNumbered) break;
    if (paragraph.kind == ParagraphKind::text && ++plain > kPlain) break;
    if (paragraph.kind == ParagraphKind::note) break;
    opening.push_back(&paragraph);
  }
  return opening;
}

/// What the paragraphs cite, and the notes that they mark.
std::set<std::string, std::less<>> cited_in(const std::vector<const model::Paragraph*>& opening,
                                            const model::Reading& reading) {
  std::set<std::string, std::less<>> cited, notes;
  const auto take = [&](const model::Paragraph& paragraph) {
    for (const auto& citation : paragraph.citations) cited.insert(citation.target);
  };
  for (const auto* paragraph : opening) {
    take(*paragraph);
    notes.insert(paragraph->footnotes.begin(), paragraph->footnotes.end());
  }
  for (const auto& paragraph : reading.paragraphs) {
    const bool marked = paragraph.kind == ParagraphKind::note && notes.contains(paragraph.number);
    if (marked) take(paragraph);
  }
  return cited;
}

/// Who the title says that the document is by: "Report of the Secretary-General".
std::vector<std::string> authors_in(const model::Reading& reading) {
  const auto& words = grammar::MandateWords::of(reading.language);
  const auto& states = names::Register::builtin();
  auto named = grammar::addressees_in(reading.title, {}, grammar::NamesTaken::all, words, states,
                                      reading.language);
  // A State in a title is what the document is about.
  std::erase_if(named.codes, [](const std::string& code) {
    return code == "states" || code.starts_with("state:");
  });
  return std::move(named.codes);
}

}  // namespace

base::Result<const AnsweringDocuments::Opening*> AnsweringDocuments::opening_of(
    const TextOfRecord& document) {
  const auto known = known_.find(document.work.name);
  if (known != known_.end()) return &known->second;
  COMITY_TRY(const auto reading, installation_.store().reading(document.work.reading));
  const auto opening = opening_paragraphs(*reading);
  Opening found{!grammar::parts_of(*reading).empty(), cited_in(opening, *reading),
                authors_in(*reading)};
  return &known_.emplace(document.work.name, std::move(found)).first->second;
}

base::Result<bool> AnsweringDocuments::answers(const TextOfRecord& document, bool on_question,
                                               std::string_view symbol,
                                               const grammar::Mandate& mandate) {
  if (!may_answer(document.work)) return false;
  COMITY_TRY(const auto* opening, opening_of(document));
  if (opening->holds_texts) return false;
  if (!symbol.empty() && opening->cited.contains(symbol)) return true;
  const auto asked = [&](const std::string& author) {
    const auto& all = mandate.addressees;
    return std::find(all.begin(), all.end(), author) != all.end();
  };
  return on_question && std::any_of(opening->authors.begin(), opening->authors.end(), asked);
}

}  // namespace comity::service
