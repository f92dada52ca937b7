#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "support/docx_writer.h"
#include "support/pdf_writer.h"

namespace comity::golden {

enum class LineKind { masthead, heading, paragraph, item, note, running_head, page_end, row };

/// One line of a source: a block.
struct Line {
  LineKind kind = LineKind::paragraph;
  std::string label;
  std::string text;
};

/// A document as written for these tests (README.md beside this file gives the form).
using Source = std::vector<Line>;

[[nodiscard]] Source parse_source(std::string_view text);
/// The cells of a row's text, " | " between them.
[[nodiscard]] std::vector<std::string> cells_of(std::string_view text);

/// The document as a PDF in a layout.
[[nodiscard]] std::string pdf_of(const Source& source, test_support::PdfLayout layout);
/// The document as a Word document.
[[nodiscard]] std::string docx_of(const Source& source, test_support::DocxForm form);
/// The document as Markdown.
[[nodiscard]] std::string markdown_of(const Source& source);
/// The document as HTML and as Akoma Ntoso.
[[nodiscard]] std::string html_of(const Source& source);
[[nodiscard]] std::string akn_of(const Source& source);
/// The document as plain text: no styles, and so no notes either.
[[nodiscard]] std::string plain_text_of(const Source& source);

}  // namespace comity::golden
