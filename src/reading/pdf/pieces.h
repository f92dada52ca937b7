#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
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
  float size = 0;       ///< of the font
  float baseline = 0;   ///< estimated: the program gives boxes only
  std::size_t ink = 0;  ///< bytes that are not white space
  std::vector<Span> spans;

  [[nodiscard]] std::string text() const;
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

/// Reads what `pdftohtml -xml -i -stdout` writes, as it comes. Never fails: it forgives badly
/// nested marks, of which that program writes some, and takes what it can. Text is NFC, ligatures
/// taken apart.
class Scanner {
 public:
  /// What comes next, in whole elements.
  void take(std::string_view xml);
  /// What was taken so far; its last page may go on, the others may be worked upon.
  [[nodiscard]] Source& source() { return source_; }

 private:
  void take_tag(std::string_view tag);
  void take_text(std::string_view tag);

  std::string_view xml_;  ///< what is being taken, and how far
  std::size_t at_ = 0;
  std::size_t count_ = 0;
  std::map<std::string, float, std::less<>> sizes_;
  Source source_;
};

}  // namespace comity::reading::pdf
