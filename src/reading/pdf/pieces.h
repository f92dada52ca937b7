#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/document.h"

namespace comity::reading::pdf {

/// A stretch of one piece in one style.
struct Span {
  std::string text;
  model::Style style;
  std::string link;
};

/// What the PDF program draws in one go, in points from the top left corner of its page.
struct Piece {
  float left = 0;
  float right = 0;
  float top = 0;
  float height = 0;
  float size = 0;      ///< of the font
  float baseline = 0;  ///< estimated: the program gives boxes only
  std::vector<Span> spans;

  [[nodiscard]] std::string text() const;
  /// Bytes that are not white space.
  [[nodiscard]] std::size_t ink() const;
};

struct PagePieces {
  model::Page page;
  std::vector<Piece> pieces;  ///< in drawing order; none is blank
  bool turned = false;        ///< pieces stand in the mirror of the page (leftwards.h)
};

/// The program's whole answer.
struct Source {
  std::vector<PagePieces> pages;
  bool complete = false;  ///< ended as it should
};

/// Reads what `pdftohtml -xml -i -stdout` writes. Never fails: it forgives badly nested marks, of
/// which that program writes some, and takes what it can. Text is NFC, ligatures taken apart.
[[nodiscard]] Source scan(std::string_view xml);

}  // namespace comity::reading::pdf
