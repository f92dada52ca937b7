#include "grammar/resolutions/sponsors.h"

#include <algorithm>

#include "base/text.h"
#include "names/behalf.h"

namespace comity::grammar {
namespace {

/// The line up to its last colon, without marks of notes.
std::string names_in(const model::Paragraph& line) {
  std::string text;
  for (const model::Run& run : line.runs) {
    if (!run.style.superscript) text += run.text;
  }
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos) return {};
  text.resize(colon);
  text.erase(std::remove(text.begin(), text.end(), '*'), text.end());
  return base::collapsed(text);
}

}  // namespace

Sponsors sponsors_of(const std::vector<model::Paragraph>& paragraphs,
                     const names::Register& states) {
  Sponsors sponsors;
  std::vector<std::string> notes;
  for (const model::Paragraph& line : paragraphs) {
    if (line.kind != model::ParagraphKind::sponsors) continue;
    const std::string names = names_in(line);
    const auto mentions = states.list(names);
    for (const names::Mention& mention : mentions) {
      sponsors.states.push_back(mention.code.empty()
                                    ? names.substr(mention.begin, mention.end - mention.begin)
                                    : mention.code);
    }
    if (mentions.empty() && !names.empty()) sponsors.states.push_back(names);
    for (const names::Behalf& behalf : names::behalf_in(names)) {
      notes.push_back(names.substr(behalf.begin, behalf.end - behalf.begin));
    }
    for (const model::Paragraph& note : paragraphs) {
      const bool marked = note.kind == model::ParagraphKind::note &&
                          std::find(line.footnotes.begin(), line.footnotes.end(), note.number) !=
                              line.footnotes.end();
      if (marked) notes.push_back(model::text_of(note.runs));
    }
  }
  for (const std::string& note : notes) {
    // A note is a sentence; what stands in the line is none.
    const bool sentence = sponsors.note.ends_with('.') || sponsors.note.empty();
    sponsors.note += (sponsors.note.empty() ? "" : sentence ? " " : "; ") + note;
  }
  return sponsors;
}

}  // namespace comity::grammar
