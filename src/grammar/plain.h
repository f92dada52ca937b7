#pragma once

#include <cstdint>
#include <vector>

#include "grammar/numbering.h"
#include "grammar/piece.h"
#include "model/document.h"
#include "model/reading.h"

namespace comity::grammar {

/// Gives the pieces from `from` on the kinds of a document that is no resolution: headings,
/// numbered paragraphs, sub-items, text, tables, notes. What a page tore apart is joined.
void classify_plain(std::vector<Piece>& pieces, std::size_t from, model::Language language);

/// The last punctuation of a paragraph, marks of notes aside; a letter where it has none.
[[nodiscard]] char end_mark(const std::vector<model::Run>& runs);

/// What number_plain() is given: a whole document, whose longest series of numbers carries no
/// prefix, or the annexes of another text, whose numbers all carry that of their annex.
enum class PlainPart : std::uint8_t { document, annexes };

/// Gives numbered paragraphs and sub-items that have none their canonical numbers, annexes their
/// own, and returns what was odd.
[[nodiscard]] std::vector<model::Finding> number_plain(std::vector<model::Paragraph>& paragraphs,
                                                       model::Language language,
                                                       PlainPart what = PlainPart::document);

/// The paragraphs of a document of which the text alone is wanted, such as what comes with a reply:
/// without masthead, citations, sponsors or what a review says, which cost most of parse().
[[nodiscard]] model::Reading read_plainly(const model::Document& document);

}  // namespace comity::grammar
