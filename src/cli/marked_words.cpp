#include "cli/marked_words.h"

#include <fmt/format.h>

namespace comity::cli {

std::string marked_words(const base::JsonArray& words, bool colours) {
  std::string text;
  for (const auto& value : words) {
    const auto& piece = value.as_object();
    const auto kind = base::text_at(piece, "kind");
    const auto word = base::text_at(piece, "text");
    if (kind == "removed") {
      text += colours ? fmt::format("\x1b[31;9m{}\x1b[0m", word) : fmt::format("[-{}-]", word);
    } else if (kind == "added") {
      text += colours ? fmt::format("\x1b[32;4m{}\x1b[0m", word) : fmt::format("{{+{}+}}", word);
    } else {
      text += word;
    }
  }
  return text;
}

}  // namespace comity::cli
