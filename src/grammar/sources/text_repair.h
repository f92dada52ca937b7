#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace comity::grammar {

/// What can be wrong with a text that went through several programs.
enum class Mending : std::uint8_t {
  entities,  ///< "&eacute;", "&amp;#233;": HTML's names of signs, also named twice
  encoding,  ///< "Ã©": UTF-8 taken for Windows-1252, also twice
  markup,    ///< "<p>", "<br/>": tags of a page
  controls,  ///< signs that nobody sees: control characters, soft hyphens
  joined,    ///< "rights.The": a space lost behind a sentence
  furniture  ///< "GE.12-34567 (E)": the printer's number of a page
};
/// "entities", "encoding", …
[[nodiscard]] std::string_view name_of(Mending mending);

struct MendedText {
  std::string text;
  std::vector<Mending> mended;  ///< each once, in the order of Mending; none where nothing was
};

/// A text as its author wrote it, as far as that can be told: what is mended can be nothing else.
/// White space is collapsed where something was mended; a text with nothing to mend stays as it is.
/// Pure.
[[nodiscard]] MendedText mended_text(std::string_view text);

}  // namespace comity::grammar
