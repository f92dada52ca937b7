#pragma once

#include <string_view>

#include "model/document.h"
#include "model/reading.h"
#include "names/register.h"

namespace comity::grammar {

/// The version of this code and its word tables; changes whenever a Reading may change.
[[nodiscard]] std::string_view version();

/// Gives a Document its meaning: masthead, kind, title, sponsors, numbered paragraphs, verbs,
/// footnotes, citations; for a working-group report its Review. Never fails: what is odd becomes a
/// finding (design 5). Pure and thread-safe.
[[nodiscard]] model::Reading parse(const model::Document& document, const names::Register& states);

}  // namespace comity::grammar
