#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "grammar/dates.h"
#include "grammar/facts.h"
#include "grammar/resolutions/parts.h"
#include "grammar/resolutions/sections.h"
#include "grammar/scan.h"
#include "grammar/words.h"

namespace comity::grammar {
namespace {

using model::Paragraph;
using model::ParagraphKind;
using model::WorkKind;

/// A date in a text, as it stands there.
struct DateIn {
  std::string iso;
  std::string printed;
};

/// The last of several.
std::optional<DateIn> date_in(const Paragraph& paragraph, const Words& words) {
  const std::string text = model::text_of(paragraph.runs);
  const std::string small = small_letters(text);
  std::optional<DateIn> found;
  for (std::size_t at = 0; at < small.size(); ++at) {
    if (at > 0 && !is_word_bound(small, at)) continue;
    const auto date = date_at(small, at, words);
    if (!date || date->range || date->end <= at) continue;
    found = DateIn{date->iso, text.substr(at, date->end - at)};
    at = date->end - 1;
  }
  return found;
}

class PartWriter {
 public:
  PartWriter(const model::Reading& document, const Part& part)
      : document_(document), part_(part), words_(Words::of(document.language)) {}

  model::Reading run() {
    out_.media_type = document_.media_type;
    out_.language = document_.language;
    out_.kind = part_.kind;
    out_.symbol = part_.symbol;
    out_.title = part_.title;
    head();
    const std::string prefix = part_.name + ".";
    std::set<std::string> notes;
    bool enacted = false;
    for (std::size_t i = part_.begin; i < part_.end; ++i) {
      Paragraph paragraph = document_.paragraphs[i];
      const bool section =
          paragraph.kind == ParagraphKind::heading && section_letter(paragraph) != 0;
      enacted = enacted || section || paragraph.kind == ParagraphKind::enacting;
      if (!enacted) continue;
      notes.insert(paragraph.footnotes.begin(), paragraph.footnotes.end());
      if (paragraph.number.starts_with(prefix)) paragraph.number.erase(0, prefix.size());
      out_.paragraphs.push_back(std::move(paragraph));
    }
    for (const Paragraph& paragraph : document_.paragraphs) {
      if (paragraph.kind == ParagraphKind::note && notes.contains(paragraph.number)) {
        out_.paragraphs.push_back(paragraph);
      }
    }
    return std::move(out_);
  }

 private:
  void line(ParagraphKind kind, std::string text) {
    if (text.empty()) return;
    Paragraph paragraph;
    paragraph.kind = kind;
    paragraph.runs.push_back({std::move(text), {}, {}});
    out_.paragraphs.push_back(std::move(paragraph));
  }

  /// Body, session, date and, of a draft, the agenda item of the document.
  void head() {
    const auto& facts = document_.masthead;
    line(ParagraphKind::masthead, facts.body);
    if (!part_.symbol.empty()) line(ParagraphKind::masthead, part_.symbol.text());
    line(ParagraphKind::masthead, date().printed);
    line(ParagraphKind::masthead, facts.session);
    if (part_.kind == WorkKind::draft_resolution) line(ParagraphKind::masthead, agenda_item());
    line(ParagraphKind::title, part_.title);
  }

  /// The line of the document that numbers it.
  [[nodiscard]] std::string agenda_item() const {
    const auto& wanted = document_.masthead.agenda_item;
    for (const Paragraph& paragraph : document_.paragraphs) {
      if (wanted.empty() || paragraph.kind != ParagraphKind::masthead) continue;
      auto text = model::text_of(paragraph.runs);
      const auto read = read_line(text, Facts(), words_);
      if (read.facts.masthead.agenda_item == wanted) return text.substr(0, read.end);
    }
    return {};
  }

  /// The day of adoption, as the part's last lines say, else that of the document.
  [[nodiscard]] DateIn date() const {
    const auto& all = document_.paragraphs;
    for (std::size_t i = part_.end; i > part_.begin; --i) {
      const auto kind = all[i - 1].kind;
      if (kind == ParagraphKind::operative || kind == ParagraphKind::sub_item) break;
      if (kind != ParagraphKind::text) continue;
      if (auto found = date_in(all[i - 1], words_)) return *std::move(found);
    }
    for (const Paragraph& paragraph : all) {
      if (paragraph.kind != ParagraphKind::masthead) continue;
      auto found = date_in(paragraph, words_);
      if (found && found->iso == document_.masthead.date) return *std::move(found);
    }
    return {};
  }

  const model::Reading& document_;
  const Part& part_;
  const Words& words_;
  model::Reading out_;
};

}  // namespace

model::Reading part_alone(const model::Reading& document, const Part& part) {
  return PartWriter(document, part).run();
}

}  // namespace comity::grammar
