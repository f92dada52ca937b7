#pragma once

#include <string_view>
#include <vector>

#include "grammar/piece.h"
#include "grammar/words.h"
#include "model/reading.h"

namespace comity::grammar {

/// Whether the piece at `at` is an enacting line that a preambular or operative paragraph follows,
/// be it behind some whose verbs are not known.
[[nodiscard]] bool begins_resolution(const std::vector<Piece>& pieces, std::size_t at,
                                     const Words& words);

/// Whether a line ends a resolution by telling its adoption: "[Adopted without a vote.]", "10th
/// meeting".
[[nodiscard]] bool closes_resolution(std::string_view text, const Words& words);

/// Gives the pieces from the enacting line at `from` on the kinds, numbers and verbs of a
/// resolution or decision:
///
///   resolution = ( section | 1*( letter [ title ] section ) ) *annex        A.PP1, A.1, B.PP1
///   section    = enacting *preambular *operative *closing
///   preambular = opening text [ sub-items ]                       PP1, PP2, … "PP3 (a)"
///   operative  = [ number ] verb text [ sub-items ]               1, 2, … "6 (b)"
///   closing    = meeting | date | "[Adopted …]" | text
///   annex      = "Annex" [ numeral ] *plain                       annex.1, annexII.1,
///                                                                 annexII.B.1
///
/// A paragraph torn by a page or a rule is joined. Returns what was odd.
[[nodiscard]] std::vector<model::Finding> structure_resolution(std::vector<Piece>& pieces,
                                                               std::size_t from,
                                                               model::Language language);

}  // namespace comity::grammar
