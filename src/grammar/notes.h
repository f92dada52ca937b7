#pragma once

#include <vector>

#include "model/reading.h"

namespace comity::grammar {

/// Moves the notes behind all other paragraphs, gives them their canonical numbers ("fn4", "fn*";
/// "fn1-2" where a mark comes again) and links each raised mark, and each star in the head, to its
/// note: the one on the same page, else the next, else the last. A mark without a note and a note
/// without a mark are findings.
[[nodiscard]] std::vector<model::Finding> link_notes(std::vector<model::Paragraph>& paragraphs);

}  // namespace comity::grammar
