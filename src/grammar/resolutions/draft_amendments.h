#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/reading.h"

// What a document of the form "Amendments to draft resolution A/C.3/…" proposes. Revisions and
// corrigenda, which replace and correct works, are no such amendments (Symbol::amendment()).
namespace comity::grammar {

enum class AmendmentAction : std::uint8_t {
  insert_paragraph,
  replace_paragraph,
  delete_paragraph,
  insert_words,
  replace_words,
  delete_words,
};

[[nodiscard]] std::string_view name_of(AmendmentAction action);

/// Where something is inserted: beside the paragraph (or the words) that is named, or at one end of
/// the part (or the paragraph).
enum class AmendmentWhere : std::uint8_t { after, before, at_start, at_end };

[[nodiscard]] std::string_view name_of(AmendmentWhere where);

/// A paragraph that is proposed, its label apart.
struct ProposedParagraph {
  std::string printed;  ///< "3.", "4 bis.", "(b)" or empty
  std::vector<model::Run> runs;
  bool operator==(const ProposedParagraph&) const = default;
};

/// One change that is proposed to a draft.
struct DraftAmendment {
  std::size_t paragraph = 0;  ///< position in the reading of the paragraph that proposes it
  AmendmentAction action = AmendmentAction::replace_words;
  /// The paragraph of the draft: its canonical number ("PP5", "3", "6 (b)", "4 bis"), "PPlast",
  /// "last", or "title"; empty for an end of a part.
  std::string place;
  AmendmentWhere where = AmendmentWhere::after;  ///< of insertions
  bool preambular = false;  ///< of paragraphs inserted: they belong to the preamble
  std::string number;       ///< of the paragraph inserted, where one is given: "4 bis"
  std::string old_words;    ///< replaced or deleted; of insertions, beside which
  std::string new_words;    ///< inserted, or in place of the old ones
  std::vector<ProposedParagraph> paragraphs;  ///< of whole paragraphs
  bool operator==(const DraftAmendment&) const = default;
};

struct DraftAmendments {
  std::string target;     ///< symbol of the draft; empty where none is named
  bool renumber = false;  ///< "renumber the subsequent paragraphs accordingly"
  std::vector<DraftAmendment> changes;
  /// amendments.no-target; amendments.unread: a proposal whose words are not understood;
  /// amendments.no-text: one whose new text is missing.
  std::vector<model::Finding> findings;
};

/// What the document proposes, in its order; nothing of works of other kinds:
///
///   document    = *( instruction [ ":" *new ] | place )
///   instruction = clause *( ( ";" | "." | "and" action ) clause )
///   clause      = action with its places, quotations and what is said of where ("after")
///   place       = [ "new" ] ( numbers noun | noun numbers ) [ item ]
///   new         = a quotation of one or more paragraphs, or the paragraphs before the next
///                 instruction
///
/// A line that only names a place ("Operative paragraph 3") is that of the instructions below it
/// which name none. The order of words inside a clause is free.
[[nodiscard]] DraftAmendments draft_amendments_of(const model::Reading& reading);

/// Bytes of `runs` from `begin` to `end` of their joined text.
[[nodiscard]] std::vector<model::Run> cut_runs(const std::vector<model::Run>& runs,
                                               std::size_t begin, std::size_t end);

}  // namespace comity::grammar
