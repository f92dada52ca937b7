#pragma once

#include <string>
#include <vector>

#include "model/reading.h"
#include "names/register.h"

namespace comity::grammar {

struct Sponsors {
  std::vector<std::string> states;  ///< register codes, or names as printed
  std::string note;                 ///< text of the note that a sponsor's mark points to
};

/// The sponsors of a draft from its line "China, Cuba* and Russian Federation: draft resolution".
/// `paragraphs` must have their notes linked.
[[nodiscard]] Sponsors sponsors_of(const std::vector<model::Paragraph>& paragraphs,
                                   const names::Register& states);

}  // namespace comity::grammar
