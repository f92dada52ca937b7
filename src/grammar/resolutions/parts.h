#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "grammar/resolutions/contained.h"
#include "model/reading.h"

namespace comity::grammar {

/// A resolution or decision that a document holds among others, as a report of a session does
/// (docs/decisions/0031).
struct Part {
  std::string name;  ///< "14/1", "draft-resolution-2": the numbers of its paragraphs in the
                     ///< document begin by it and a dot
  model::WorkKind kind = model::WorkKind::resolution;
  model::Symbol symbol;  ///< what it is called alone: its body's, else the document's with its name
                         ///< behind; empty where nothing tells
  std::string title;
  std::size_t begin = 0;  ///< its label or title among the paragraphs
  std::size_t end = 0;    ///< behind its last paragraph; its notes stand elsewhere
};

/// Gives the pieces of a document that holds resolutions their kinds and numbers: those of each
/// resolution as the resolution's, with its name and a dot before them ("14/1.PP2",
/// "draft-resolution-2.6 (b)"), the others as those of any report. Returns what was odd.
///
/// `body` is the piece behind the head.
[[nodiscard]] std::vector<model::Finding> structure_parts(model::Reading& reading,
                                                          std::vector<Piece>&& pieces,
                                                          std::size_t body,
                                                          const std::vector<Contained>& held);

/// The parts of a document, in order. Derived from its paragraphs: a resolution itself has none.
[[nodiscard]] std::vector<Part> parts_of(const model::Reading& document);

/// A part as it stands alone: its paragraphs by the numbers that they have there, the notes that
/// they mark, and a head made of the document's.
[[nodiscard]] model::Reading part_alone(const model::Reading& document, const Part& part);

}  // namespace comity::grammar
