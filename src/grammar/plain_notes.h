#pragma once

#include <vector>

#include "grammar/piece.h"

namespace comity::grammar {

/// Makes notes of the lines "1 General Assembly resolution 66/288, annex." or "(1) …" with which a
/// plain text ends, and raises their marks ("Rapporteur2", "”,1"). Does nothing where they are not
/// counted from one or the mark of one is not found in the text.
void take_plain_notes(std::vector<Piece>& pieces);

}  // namespace comity::grammar
