#include "service/texts/amendments.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "grammar/marks.h"
#include "grammar/reviews/review_labels.h"
#include "model/symbol.h"
#include "service/address.h"
#include "service/documents/documents.h"
#include "store/positions.h"

namespace comity::service {
namespace {

using base::JsonArray;
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

std::string words_of_paragraph(const model::Paragraph& paragraph) {
  std::string text;
  for (const auto& part : {paragraph.printed, model::text_of(paragraph.runs)}) {
    if (!part.empty()) text += (text.empty() ? "" : " ") + part;
  }
  for (const auto& row : paragraph.rows) {
    for (const auto& cell : row) text += " " + model::text_of(cell.runs);
  }
  return text;
}

std::string shortened(std::string text) {
  if (text.size() <= kQuoted) return text;
  std::size_t end = text.rfind(' ', kQuoted);
  if (end == std::string::npos) end = kQuoted;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + " …";
}

std::string text_of(const model::Reading& reading) {
  std::string text;
  for (const auto& paragraph : reading.paragraphs) {
    if (!is_text(paragraph.kind)) continue;
    const auto own = words_of_paragraph(paragraph);
    if (!own.empty()) text += (text.empty() ? "" : " ") + own;
  }
  return shortened(std::move(text));
}

bool is_part_of_number(char c) { return (c >= '0' && c <= '9') || c == '.'; }

/// Whether the text names a number like "98.23" anywhere: tables and headings name it without the
/// word for a paragraph.
bool is_named(std::string_view text, std::string_view dotted) {
  for (auto at = text.find(dotted); at != text.npos; at = text.find(dotted, at + 1)) {
    const auto end = at + dotted.size();
    // "98.23." ends a sentence, "98.23.1" is another number.
    const bool longer =
        end < text.size() && (std::isdigit(static_cast<unsigned char>(text[end])) != 0 ||
                              (text[end] == '.' && end + 1 < text.size() &&
                               std::isdigit(static_cast<unsigned char>(text[end + 1])) != 0));
    if (!longer && (at == 0 || !is_part_of_number(text[at - 1]))) return true;
  }
  return false;
}

/// The numbers of the corrected text that a paragraph of a corrigendum names.
class NumbersNamed {
 public:
  explicit NumbersNamed(const model::Reading& corrected) {
    for (const auto& paragraph : corrected.paragraphs) {
      if (paragraph.number.empty() || paragraph.kind == model::ParagraphKind::note) continue;
      (paragraph.number.find('.') == std::string::npos ? plain_ : dotted_).insert(paragraph.number);
    }
  }

  [[nodiscard]] std::set<std::string> in(const std::string& text, model::Language language) const {
    std::set<std::string> found;
    const auto& words = grammar::ReviewWords::of(language);
    for (auto& number :
         grammar::paragraphs_named(text, words, grammar::ReferencePlace::after_paragraph_word)) {
      if (plain_.contains(number) || dotted_.contains(number)) found.insert(std::move(number));
    }
    const auto figures = grammar::ascii_digits(text);
    for (const auto& number : dotted_) {
      if (is_named(figures, number)) found.insert(number);
    }
    return found;
  }

 private:
  std::set<std::string> plain_;
  std::set<std::string> dotted_;
};

/// A stretch of a corrigendum that is about the same paragraphs.
struct Stretch {
  std::set<std::string> numbers;
  std::string text;
};

std::vector<Stretch> stretches_of(const model::Reading& corrigendum, const NumbersNamed& named) {
  std::vector<Stretch> stretches;
  for (const auto& paragraph : corrigendum.paragraphs) {
    // "Paragraph 98.23" alone on a line may have been taken for a title, or for a masthead's.
    if (paragraph.kind == model::ParagraphKind::note) continue;
    auto text = words_of_paragraph(paragraph);
    auto numbers = named.in(text, corrigendum.language);
    const bool more = !stretches.empty() &&
                      std::includes(stretches.back().numbers.begin(),
                                    stretches.back().numbers.end(), numbers.begin(), numbers.end());
    if (more) {
      stretches.back().text += " " + text;
    } else if (!numbers.empty()) {
      stretches.push_back({std::move(numbers), std::move(text)});
    }
  }
  return stretches;
}

/// The report that the Working Group adopted from a draft, and the draft of a report: no symbol
/// names the one on the other.
base::Status add_drafts(const store::Read& read, const store::Work& work,
                        const store::Visibility& asker, Amendments& found) {
  if (work.kind != model::WorkKind::working_group_report) return {};
  const bool draft = store::is_draft_report(work.name);
  COMITY_TRY(const auto others, read.same_review(work, asker));
  for (const auto& other : others) {
    if (store::is_draft_report(other.name) == draft) continue;
    (draft ? found.replaced_by : found.replaces).push_back(work_json(other));
  }
  return {};
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
  COMITY_CHECK(add_drafts(read, work, asker, found));
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

Result<std::vector<CorrectedParagraph>> corrected_paragraphs(
    const Installation& installation, const std::vector<store::Work>& corrigenda,
    const model::Reading& corrected) {
  std::vector<CorrectedParagraph> found;
  if (corrigenda.empty()) return found;
  const NumbersNamed named(corrected);
  for (const auto& work : corrigenda) {
    COMITY_TRY(const auto reading, installation.store().reading(work.reading));
    for (const auto& stretch : stretches_of(*reading, named)) {
      for (const auto& number : stretch.numbers) {
        found.push_back({work.name, number, shortened(stretch.text), false});
      }
    }
  }
  return found;
}

model::Finding finding_of(const CorrectedParagraph& corrected) {
  return {corrected.answer ? "amendment.corrected-answer" : "amendment.corrected-paragraph",
          corrected.number,
          {},
          corrected.work,
          corrected.text};
}

Result<std::vector<model::Finding>> correction_findings(const Installation& installation,
                                                        const std::vector<store::Work>& corrigenda,
                                                        const model::Reading& corrected) {
  std::vector<model::Finding> findings;
  for (const auto& work : corrigenda) {
    COMITY_TRY(const auto reading, installation.store().reading(work.reading));
    findings.push_back({"amendment.corrected", {}, {}, work.name, text_of(*reading)});
  }
  COMITY_TRY(const auto paragraphs, corrected_paragraphs(installation, corrigenda, corrected));
  for (const auto& each : paragraphs) findings.push_back(finding_of(each));
  return findings;
}

}  // namespace comity::service
