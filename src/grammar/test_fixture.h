#pragma once

#include <string_view>

#include "grammar/document_sketch.h"
#include "grammar/parse.h"
#include "names/register.h"

// What the tests of the parsers share.
namespace comity::grammar {

/// What is read of a sketched document, in the language said.
[[nodiscard]] inline model::Reading reading_of(std::string_view text,
                                               model::Language language = model::Language::en) {
  auto document = sketch(text);
  document.language = language;
  return parse(document, names::Register::builtin());
}

}  // namespace comity::grammar
