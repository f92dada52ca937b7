#pragma once

#include <cstddef>
#include <vector>

#include "model/reading.h"
#include "render/notes.h"

namespace comity::render::docx_parts {

/// A stretch of a paragraph as it is printed.
struct Inked {
  model::Run run;
  bool mark = false;                       ///< of a note: no word of the paragraph
  const model::Paragraph* note = nullptr;  ///< what a mark carries: its first place in the work
};

/// The runs of a paragraph, or of one of its cells, with the marks of notes apart. `next` counts
/// the marks that the paragraph had so far, and is counted on. Paragraphs in their order.
[[nodiscard]] std::vector<Inked> inked(Notes& notes, const model::Paragraph& paragraph,
                                       const std::vector<model::Run>& runs, std::size_t& next);
[[nodiscard]] std::vector<Inked> inked(Notes& notes, const model::Paragraph& paragraph);

}  // namespace comity::render::docx_parts
