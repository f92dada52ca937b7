#pragma once

#include <vector>

#include "model/document.h"
#include "reading/pdf/frame.h"
#include "reading/pdf/lines.h"

namespace comity::reading::pdf {

/// One block before its lines are joined.
struct Draft {
  model::BlockKind kind = model::BlockKind::paragraph;
  std::vector<Line> lines;
  std::vector<std::vector<std::vector<Line>>> rows;  ///< of a table: row, cell, line
  bool centred = false;
};

/// Groups lines into blocks across pages: by distance, indent, labels and lines that end early.
[[nodiscard]] std::vector<Draft> drafts_of(Parts parts, const Measures& measures);

/// Parts a page's flow where it stands in two columns of prose, and finds tables.
struct Stretch {
  std::vector<Line> lines;
  std::vector<std::vector<std::vector<Line>>> rows;  ///< not empty: a table
};
[[nodiscard]] std::vector<Stretch> stretches_of(std::vector<Line> lines, const PageParts& page,
                                                std::int32_t number, const Measures& measures);

}  // namespace comity::reading::pdf
