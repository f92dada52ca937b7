#pragma once

#include <string>
#include <vector>

#include "grammar/piece.h"
#include "grammar/words.h"
#include "model/reading.h"

namespace comity::grammar {

/// What the head of a document says.
struct Head {
  model::Masthead facts;
  model::Symbol symbol;  ///< empty where none is shown
  std::string title;     ///< parts joined by ": "
  std::string number;    ///< of a resolution or decision before its title: "73/6"
  std::string draft;     ///< the kind that the sponsors' line names: "draft_resolution"
  std::size_t body = 0;  ///< index of the first piece after the head
  std::vector<model::Finding> findings;
};

/// Reads the head from the first pieces and gives those it took their kinds: masthead, title,
/// sponsors.
///
///   head   = *fact [ agenda [ agenda title ] ] *( adopted | sponsors | title )
///   fact   = united nations | body | committee | session | distribution | date | language
///          | symbol | job number
///   agenda = ( "Agenda item" | "Item" ) numbers [ "of the provisional agenda" ]
///
/// The head ends at the enacting line, the letter of a section, the first numbered paragraph, the
/// table of contents, the first long paragraph or the second page.
[[nodiscard]] Head read_head(std::vector<Piece>& pieces, const model::Document& document,
                             model::Language language);

/// Whether the text is the line that names the body which adopts a resolution: "The General
/// Assembly,".
[[nodiscard]] bool is_enacting(std::string_view text, const Words& words);

/// "73/6" before the title of a resolution or decision, with or without a dot; the letters of its
/// sections ("57/270 A and B.") belong to no title, and that of one alone to its number, as "bis"
/// does ("14/2bis").
struct Numbered {
  std::string number;
  std::size_t title = 0;  ///< where the title begins
};
[[nodiscard]] Numbered resolution_number(std::string_view text);

/// "20/1" of a statement's "PRST 20/1. Title", "OS/12/1" of "PRST OS/12/1".
[[nodiscard]] Numbered statement_number(std::string_view text);

/// A text as a heading or title: without marks of notes and stars at its end.
[[nodiscard]] std::string title_text(const std::vector<model::Run>& runs);

}  // namespace comity::grammar
