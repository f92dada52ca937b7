#pragma once

#include <string>
#include <vector>

#include "grammar/resolutions/draft_amendments.h"
#include "model/reading.h"

namespace comity::grammar {

/// What became of one amendment.
struct AmendmentOutcome {
  bool applied = false;
  std::string place;  ///< the canonical number in the draft ("PPlast" found); empty where none is
  /// Why not, else empty: amendments.no-place, amendments.no-words, amendments.several-places.
  std::string rule;
};

/// A draft as amendments make it.
struct AmendedText {
  model::Reading reading;
  std::vector<AmendmentOutcome> outcomes;  ///< one a change, in their order
};

/// Applies each amendment that finds its place; places are those of the draft as it is, whatever
/// other amendments do. Words are replaced where they stand exactly once in their paragraph (either
/// apostrophe is the other); an amendment is never put where it might not belong. Preambular
/// paragraphs are counted anew; operative ones keep their numbers and new ones have "4 bis", unless
/// the amendments say that they are renumbered.
[[nodiscard]] AmendedText amended_text(const model::Reading& draft,
                                       const DraftAmendments& amendments);

/// What keeps amendments from being applied, as findings of the document that proposes them.
[[nodiscard]] std::vector<model::Finding> outcome_findings(const model::Reading& proposing,
                                                           const DraftAmendments& amendments,
                                                           const AmendedText& amended);

}  // namespace comity::grammar
