#pragma once

#include <string>

#include "base/json.h"

namespace comity::cli {

/// The words of a comparison (`kind` same, removed or added, and `text`) as one text: what was
/// removed in [-…-] and what was added in {+…+}, as wdiff does; in colours struck out and
/// underlined.
[[nodiscard]] std::string marked_words(const base::JsonArray& words, bool colours);

}  // namespace comity::cli
