#pragma once

#include <optional>
#include <vector>

#include "model/document.h"

namespace comity::reading::docx {

/// A block with what its paragraph said of it beside.
struct Draft {
  model::Block block;
  std::optional<int> outline;  ///< level of a heading by its style, from 0
  bool bullet = false;
};

/// Makes clean runs: white space as single spaces, none at the ends, soft hyphens gone; and takes
/// the label that stands typed at the head, where the block has none.
void tidy(model::Block& block);
/// The runs alone.
void tidy(std::vector<model::Run>& runs);

/// Decides which paragraphs are headings and of which level, and which are items.
[[nodiscard]] std::vector<model::Block> finish(std::vector<Draft> drafts);

}  // namespace comity::reading::docx
