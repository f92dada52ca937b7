#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/piece.h"
#include "grammar/resolutions/openings.h"
#include "grammar/words.h"
#include "model/reading.h"

// Statements that a President makes on behalf of a Council, where each paragraph names it:
//
//   statement = introduction 1*paragraph
//   paragraph = [ quotes ] subject operative          "“The Security Council also requests …"
//             | [ quotes ] [ "و" ] operative subject  "ويطلب مجلس الأمن …": the verb comes first
//   subject   = enacting | stated_by                  "The Security Council", "The Council"
//
// Those that go on as a resolution does, behind an enacting line, are read as one.
namespace comity::grammar {

/// The verb of a paragraph of a statement, as bytes of its text; end 0 where the Council is not
/// named at its start, begin = end where it is, but no verb is known that follows.
[[nodiscard]] Opening stated_opening(std::string_view text, const Words& words);

/// The paragraph as a resolution would put it, without the Council: "requests the Secretary-General
/// to report"; the text itself where it does not name one.
[[nodiscard]] std::string without_subject(const std::string& text, const Words& words);

/// The first paragraph near the end of the head that names the Council with a verb, or the count
/// of pieces.
[[nodiscard]] std::size_t find_statement(const std::vector<Piece>& pieces, std::size_t from,
                                         const Words& words);

/// Gives the pieces of a statement from its first such paragraph on their kinds, verbs and numbers.
[[nodiscard]] std::vector<model::Finding> structure_statement(std::vector<Piece>& pieces,
                                                              std::size_t from,
                                                              model::Language language);

}  // namespace comity::grammar
