#pragma once

#include "model/document.h"

namespace comity::grammar {

/// The official language in which a document is written, by its script and its commonest words
/// (data/grammar/languages.csv); `und` where neither tells.
[[nodiscard]] model::Language language_of(const model::Document& document);

}  // namespace comity::grammar
