#include "render/docx/inked.h"

#include <algorithm>
#include <string>
#include <utility>

namespace comity::render::docx_parts {
namespace {

using model::Paragraph;
using model::Run;

/// The mark of a note that ends a paragraph without being raised ("A/HRC/11/25*").
std::string plain_mark(const Notes& notes, const Paragraph& paragraph) {
  if (paragraph.footnotes.size() != 1 || paragraph.runs.empty()) return {};
  const auto& last = paragraph.runs.back();
  auto mark = notes.mark_of(paragraph.footnotes.front());
  const bool plain = !mark.empty() && mark.front() == '*' && last.text.ends_with(mark) &&
                     std::none_of(paragraph.runs.begin(), paragraph.runs.end(),
                                  [](const Run& run) { return run.style.superscript; });
  return plain ? mark : std::string();
}

}  // namespace

std::vector<Inked> inked(Notes& notes, const Paragraph& paragraph, const std::vector<Run>& runs,
                         std::size_t& next) {
  std::vector<Inked> out;
  for (const auto& run : runs) {
    if (!run.style.superscript || paragraph.footnotes.empty()) {
      out.push_back({run});
    } else if (next >= paragraph.footnotes.size()) {
      out.push_back({run, true});
    } else {
      for (const auto& piece : notes.pieces(paragraph, run.text, next)) {
        // A raised text that leads nowhere is no link either.
        out.push_back(
            {{std::string(piece.text), run.style, {}}, true, piece.first ? piece.note : nullptr});
      }
    }
  }
  return out;
}

std::vector<Inked> inked(Notes& notes, const Paragraph& paragraph) {
  std::size_t next = 0;
  const auto plain = plain_mark(notes, paragraph);
  if (plain.empty()) return inked(notes, paragraph, paragraph.runs, next);
  auto runs = paragraph.runs;
  auto& last = runs.back();
  last.text.resize(last.text.size() - plain.size());
  runs.push_back({plain, {.superscript = true}, {}});
  return inked(notes, paragraph, runs, next);
}

}  // namespace comity::render::docx_parts
