#pragma once

#include <vector>

#include "model/document.h"
#include "reading/pdf/flow.h"
#include "reading/words.h"

namespace comity::reading::pdf {

/// Joins the lines of drafts to blocks, tells headings from paragraphs and items, and gives levels.
[[nodiscard]] std::vector<model::Block> finish(std::vector<Draft> drafts, const Measures& measures,
                                               const Words& words);
[[nodiscard]] std::vector<model::Block> finish_furniture(std::vector<Line> lines,
                                                         const Words& words);

}  // namespace comity::reading::pdf
