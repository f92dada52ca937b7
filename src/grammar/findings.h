#pragma once

#include <string>

#include "model/language.h"
#include "model/reading.h"

namespace comity::grammar {

/// A finding as a sentence for people, from data/grammar/findings.LANGUAGE.csv; English where that
/// table is not there. A rule that no table knows gives what was seen and what was assumed.
[[nodiscard]] std::string sentence_of(const model::Finding& finding, model::Language language);

}  // namespace comity::grammar
