#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/language.h"

namespace comity::grammar {

/// What numbers a resolution among others in one document: "14/1", "Draft resolution II".
struct HeldLabel {
  std::string name;      ///< "14/1", "draft-resolution-2", "decision"; printed ones stay apart
  bool by_body = false;  ///< by the session and number of the body that adopts it
  bool counted = false;  ///< it shows a number
  std::optional<bool> decides;  ///< a decision (else a resolution), where it says so
  std::string title;            ///< what stands behind it on its line
};

///   label = [ noun ] session "/" number [ title ] | noun [ number ] [ ":" title ]
///
/// by data/grammar/held.csv. `printed` is what a reader took for a number before the text.
[[nodiscard]] std::optional<HeldLabel> held_label(std::string_view printed, std::string_view text,
                                                  model::Language language);

}  // namespace comity::grammar
