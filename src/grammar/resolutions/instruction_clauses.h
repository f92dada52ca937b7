#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/resolutions/draft_amendments.h"
#include "grammar/resolutions/instruction_tokens.h"

// The clauses of an instruction: what is done where with which words.
namespace comity::grammar {

/// A paragraph of the draft as an instruction names it.
struct NamedPlace {
  bool preambular = false;
  bool part = false;  ///< "preambular" or "operative" was said
  bool title = false;
  bool is_new = false;    ///< not there yet
  bool bare = false;      ///< "the paragraph": the one that was named before
  std::string number;     ///< "5", "5 bis", "last"; empty: the whole part
  std::string item;       ///< "(b)"
  std::size_t begin = 0;  ///< in the words of the instruction
  std::size_t end = 0;
  /// The canonical number: "PP5", "6 (b)", "title"; of a whole part empty.
  [[nodiscard]] std::string name() const;
};

/// What one clause of an instruction proposes.
struct InstructionClause {
  std::vector<DraftAmendment> changes;  ///< position and paragraphs are the caller's
  bool awaits_text = false;             ///< of the last of them: new text is quoted or follows
  std::vector<InstructionWord> quoted;  ///< that text, where it is quoted in the clause itself
  bool renumber = false;
  bool understood = false;
};

/// The places that stand in the words, in their order.
[[nodiscard]] std::vector<NamedPlace> named_places(const std::vector<InstructionWord>& words);

/// The place that a line names and says no more: "Operative paragraph 3", "In paragraph 7:".
[[nodiscard]] std::optional<NamedPlace> place_line(std::string_view text,
                                                   const std::vector<InstructionWord>& words);

/// Reads the clauses one after the other. `standing` is the place that holds where a clause names
/// none, and becomes the last one named.
[[nodiscard]] std::vector<InstructionClause> instruction_clauses(
    const std::vector<InstructionWord>& words, std::optional<NamedPlace>& standing);

}  // namespace comity::grammar
