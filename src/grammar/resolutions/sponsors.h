#pragma once

#include <string>
#include <vector>

#include "model/reading.h"
#include "names/register.h"

namespace comity::grammar {

struct Sponsors {
  std::vector<std::string> states;  ///< register codes, or names as printed
  /// For whom they table it, as their line or the notes that it marks say: "on behalf of the Group
  /// of African States", "State not a member of the Human Rights Council."
  std::string note;
};

/// The sponsors of a draft from its line "China, Cuba* and Russian Federation: draft resolution".
/// A group on whose behalf one tables it is no sponsor; the note names it.
/// `paragraphs` must have their notes linked.
[[nodiscard]] Sponsors sponsors_of(const std::vector<model::Paragraph>& paragraphs,
                                   const names::Register& states);

}  // namespace comity::grammar
