#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/document.h"
#include "model/reading.h"

namespace comity::grammar {

/// A block on its way to becoming a paragraph.
struct Piece {
  model::Paragraph paragraph;  ///< `printed` holds the label; kind and number are found later
  model::BlockKind block = model::BlockKind::paragraph;
  std::string text;  ///< text_of(paragraph.runs), kept in step
  float indent = 0;
  float label_indent = 0;
  float size = 0;
  bool centred = false;
  bool masthead = false;  ///< taken as a fact of the head

  [[nodiscard]] bool all_bold() const;
  [[nodiscard]] int page() const {
    return paragraph.places.empty() ? 0 : paragraph.places.front().page;
  }
};

/// The blocks of a document as pieces: labels and marks that a reader left in the text are taken
/// out of it, empty blocks left out, runs at both ends trimmed.
[[nodiscard]] std::vector<Piece> pieces_of(const model::Document& document);

/// What a block apart from the text is called: a note, a rule, a table; nothing of other blocks.
[[nodiscard]] std::optional<model::ParagraphKind> kind_apart(model::BlockKind block);

/// Takes `bytes` from the start of a paragraph's text; places and runs follow.
void drop_front(model::Paragraph& paragraph, std::size_t bytes);
/// Puts the text of `next` behind that of `piece`, one space between.
void join(Piece& piece, Piece&& next);
/// Bytes of the label with which a text begins ("12.", "119.1.", "(a)", "II.", "*"), without the
/// space after it; 0 where it begins with none.
[[nodiscard]] std::size_t label_length(std::string_view text);
/// The label without its dots and brackets: "12", "119.1", "a".
[[nodiscard]] std::string bare_label(std::string_view printed);

}  // namespace comity::grammar
