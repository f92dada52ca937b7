#pragma once

#include "model/document.h"

namespace comity::grammar {

/// The official language in which a document is written, by its script and its commonest words
/// (data/grammar/languages.csv); the one that it declares unless they clearly tell another, and
/// `und` where nothing tells.
[[nodiscard]] model::Language language_of(const model::Document& document);

}  // namespace comity::grammar
