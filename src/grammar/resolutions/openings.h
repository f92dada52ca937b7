#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grammar/words.h"
#include "model/document.h"

namespace comity::grammar {

/// With what a paragraph of a resolution opens.
enum class OpeningKind : std::uint8_t {
  none,         ///< none, or (with an end) one that opens both kinds
  preambular,   ///< "Recalling also", "Deeply concerned"
  operative,    ///< "Also reaffirms", "Calls upon"
  declaration,  ///< "We reaffirm", in a declaration that a resolution adopts
};

struct Opening {
  OpeningKind kind = OpeningKind::none;
  std::size_t begin = 0;  ///< bytes in the text; quotation marks before it are passed over
  std::size_t end = 0;
};

/// The opening that the word tables know at the start of the text.
[[nodiscard]] Opening known_opening(std::string_view text, const Words& words);

/// The end of the operative verb, its adverbs and objects with it, that stands at `at` in a text in
/// small letters; 0 where none does.
[[nodiscard]] std::size_t operative_end(std::string_view small, std::size_t at, const Words& words);

/// The opening of a paragraph of a declaration, with or without its "We": "Further reaffirm".
[[nodiscard]] Opening declared_opening(std::string_view text, const Words& words);

/// The opening set in italics at the start of a paragraph, as bytes of its text; end 0 where the
/// italics do not mark an opening: there are none, or a whole paragraph is set in them.
[[nodiscard]] Opening italic_opening(const std::vector<model::Run>& runs);

}  // namespace comity::grammar
