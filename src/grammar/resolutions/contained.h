#pragma once

#include <string>
#include <vector>

#include "grammar/piece.h"
#include "grammar/words.h"
#include "model/reading.h"

namespace comity::grammar {

/// A resolution or decision among the pieces of a document that holds others or other text.
struct Contained {
  std::size_t begin = 0;     ///< its label, else its title
  std::size_t enacting = 0;  ///< "The General Assembly,"
  std::size_t end = 0;       ///< behind its last piece
  bool labelled = false;     ///< by a number of its own
  bool by_body = false;      ///< that is its body's: "14/1"
  std::string name;          ///< Part::name (parts.h)
};

/// What stands between `from` and the end of a document, in order:
///
///   contained = [ label ] title *title enacting … ( next label | "[Adopted …]" heading
///             | a numbered paragraph that goes on from those of the report )
/// with the label of held_label.h.
[[nodiscard]] std::vector<Contained> contained_in(const std::vector<Piece>& pieces,
                                                  std::size_t from, const Words& words,
                                                  model::Language language);

}  // namespace comity::grammar
