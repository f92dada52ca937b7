#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <vector>

#include "model/document.h"
#include "reading/pdf/lines.h"

namespace comity::reading::pdf {

/// One page sorted into what flows from page to page and what stands apart.
struct PageParts {
  model::Page page;
  std::vector<Line> flow;
  std::vector<Line> notes;  ///< at the page's foot, the first perhaps going on from the page before
};

struct Parts {
  std::vector<PageParts> pages;
  std::vector<Line> furniture;  ///< running heads, folios, job numbers
};

/// The document's ordinary measures, in points.
struct Measures {
  float size = 10;  ///< of most of the text
  /// Left and right edge of the text on even and odd pages, which may be set off for binding.
  std::array<float, 2> lefts = {72, 72};
  std::array<float, 2> rights = {523, 523};
  /// Distance of baselines inside a paragraph, for a font size in half points.
  std::map<int, float> pitches;

  [[nodiscard]] float pitch(float font_size) const;
  [[nodiscard]] float left(std::int32_t page) const { return lefts[page % 2 == 0 ? 0 : 1]; }
  [[nodiscard]] float right(std::int32_t page) const { return rights[page % 2 == 0 ? 0 : 1]; }
  /// How far a page's text is set off from that of the leftmost pages.
  [[nodiscard]] float shift(std::int32_t page) const {
    return left(page) - std::min(lefts[0], lefts[1]);
  }
};

[[nodiscard]] Measures measure(const std::vector<PageParts>& pages);

/// Takes running heads, folios and notes out of the pages' lines.
[[nodiscard]] Parts part(std::vector<std::vector<Line>> pages,
                         const std::vector<model::Page>& sizes);

/// A row of underscores or dashes drawn as a rule.
[[nodiscard]] bool is_rule(const Line& line);

}  // namespace comity::reading::pdf
