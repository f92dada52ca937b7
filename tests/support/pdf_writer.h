#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace comity::test_support {

enum class Paper : std::uint8_t { a4, letter };
enum class Alignment : std::uint8_t { left, justified, centred };

/// How a test's PDF is set: the measures of one of the layouts that UN documents have, in points.
struct PdfLayout {
  Paper paper = Paper::a4;
  float size = 10;
  float note_size = 9;
  float line_pitch = 12;
  float paragraph_gap = 6;  ///< beyond the pitch
  float left = 113;         ///< of labels and of text that goes on
  float first = 142;        ///< of the text after a label
  float item_left = 142;    ///< of the labels of items
  float item_first = 176;   ///< of an item's text on its first line
  float item_rest = 142;    ///< of an item's text on further lines; item_first: hanging
  float right = 485;
  float top = 88;      ///< baseline of the first line
  float bottom = 722;  ///< baseline that no line passes
  float note_left = 105;
  float note_text = 113;
  Alignment alignment = Alignment::justified;
  /// The running head and the folio of a page from 2 on, empty for none. `head_lines` are set
  /// below one another at the top, as in 2008 ("A/HRC/8/23", "Page 16").
  std::string symbol;
  bool page_word = false;  ///< the folio is "Page 16", under the symbol at the top

  /// A4, items with their number at the paragraph's indent and text that goes on under it.
  static PdfLayout word_a4();
  /// A4, items with hanging numbers (2010 and later).
  static PdfLayout hanging_a4();
  /// Letter paper, 12 points, ragged, numbers in the line with two spaces (2008).
  static PdfLayout letter_2008();
};

/// How one paragraph differs from its layout; 0 means as the layout has it.
struct PdfParagraph {
  std::string label;
  float label_left = 0;
  float first = 0;
  float rest = 0;
  float size = 0;
  float gap = -1;
  Alignment alignment = Alignment::left;
  bool own_alignment = false;
};

/// Writes PDFs for tests with libharu. Text is UTF-8 within Windows-1252 and may be marked:
/// *italic*, **bold**, ^raised^. Paragraphs flow over pages.
class PdfWriter {
 public:
  explicit PdfWriter(const PdfLayout& layout = {});
  ~PdfWriter();
  PdfWriter(const PdfWriter&) = delete;
  PdfWriter& operator=(const PdfWriter&) = delete;

  /// A paragraph "12." or without label, at the layout's indents.
  void paragraph(std::string_view label, std::string_view text);
  /// An item "95.1." or "(a)", at the layout's item indents.
  void item(std::string_view label, std::string_view text);
  /// A bold heading, larger than the text; `label` stands before it.
  void heading(std::string_view label, std::string_view text, float size = 14);
  void put(const PdfParagraph& shape, std::string_view text);
  /// A note at the foot of the page that is being written.
  void note(std::string_view mark, std::string_view text);
  /// A line exactly where it is said, the baseline from the top of the page.
  void line_at(float left, float baseline, std::string_view text, float size);
  /// Moves down before the next paragraph.
  void skip(float points);
  /// Lines that still fit on this page above its notes.
  [[nodiscard]] int lines_left() const;
  void new_page();
  [[nodiscard]] int pages() const;

  /// Encrypts the file, so that it opens with this password only.
  void encrypt(std::string_view password);
  /// The finished file.
  [[nodiscard]] std::string save();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace comity::test_support
