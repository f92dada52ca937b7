#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/document.h"
#include "reading/pdf/pieces.h"

namespace comity::reading::pdf {

/// A page written from right to left comes as it looks: letters from left to right, in their joined
/// forms. Where most letters of the page are of such a script, its texts are put into the order in
/// which they are read, brackets and figures included, and its pieces into the mirror, so that
/// labels, indents and columns are found as on any other page; `page.turned` tells. Else nothing
/// changes.
void turn(PagePieces& page);

/// Puts the places of turned pages back to where the page shows them.
void turn_back(std::vector<model::Block>& blocks, const std::vector<PagePieces>& pages);

/// A text as the page shows it, from left to right, in the order in which it is read. `mirrored`:
/// its brackets are drawn as they look and change sides.
[[nodiscard]] std::string in_reading_order(std::string_view visual, bool mirrored = true);

}  // namespace comity::reading::pdf
