#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/document.h"
#include "reading/labels.h"
#include "reading/pdf/pieces.h"

namespace comity::reading::pdf {

/// Pieces that stand side by side on one baseline and belong together, in points.
struct Line {
  std::int32_t page = 0;  ///< from 1
  std::int32_t row = 0;   ///< lines of one baseline share it
  float left = 0;         ///< of the text after the label
  float right = 0;
  float top = 0;
  float bottom = 0;
  float baseline = 0;
  float size = 0;  ///< of most of its letters
  LabelShape shape = LabelShape::none;
  std::string label;  ///< what looks like a label, not in `spans`
  model::Style label_style;
  float label_left = 0;
  float label_gap = 0;      ///< between label and text
  bool bare = false;        ///< the label is a number without dot or bracket
  std::vector<Span> spans;  ///< single spaces; none at the ends
  bool spaced_end = false;  ///< the source has white space after it

  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::size_t length() const;  ///< of the text, in bytes
  [[nodiscard]] float start() const { return label.empty() ? left : label_left; }
  [[nodiscard]] bool all(bool model::Style::* style) const;
  [[nodiscard]] bool any(bool model::Style::* style) const;
};

/// The lines of one page, in reading order: top to bottom, columns of prose one after the other.
[[nodiscard]] std::vector<Line> lines_of(const PagePieces& page, std::int32_t number);

/// Takes a label back into the text, where it turns out to be none.
void unlabel(Line& line);

/// Whether the letters are mostly of a script written from right to left.
[[nodiscard]] bool is_right_to_left(std::string_view text);

}  // namespace comity::reading::pdf
