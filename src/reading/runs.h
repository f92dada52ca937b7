#pragma once

#include <vector>

#include "model/document.h"

namespace comity::reading {

/// Runs as a source gave them made tidy: cleaned text, single spaces, none at either end, stars at
/// a word's end raised as the marks they are.
void tidy(std::vector<model::Run>& runs);

/// Takes the label at the head of a block's text out of it. A paragraph that begins with a raised
/// mark or a star becomes a note.
void take_label(model::Block& block);

}  // namespace comity::reading
