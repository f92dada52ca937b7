#pragma once

#include <string>
#include <vector>

#include "model/language.h"
#include "model/reading.h"

namespace comity::grammar {

/// A finding as a sentence for people, from data/grammar/findings.LANGUAGE.csv; English where that
/// table is not there. A rule that no table knows gives what was seen and what was assumed.
[[nodiscard]] std::string sentence_of(const model::Finding& finding, model::Language language);

/// What helps, as a sentence, from data/grammar/mends.LANGUAGE.csv; empty where there is nothing to
/// mend in the document itself.
[[nodiscard]] std::string mend_of(const model::Finding& finding, model::Language language);

/// The findings as a person can take them in: of a rule that has more than ten, the first five and,
/// after them, one of rule "findings.more" that counts the rest. The order stays.
[[nodiscard]] std::vector<model::Finding> few_of(std::vector<model::Finding> findings);

}  // namespace comity::grammar
