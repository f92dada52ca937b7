#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/document.h"
#include "reading/pdf/lines.h"
#include "reading/pdf/pieces.h"

namespace comity::reading {

/// What `pdftohtml -xml -i -stdout` writes, as a Document: pieces put into lines by their
/// baselines, lines into blocks, running heads and folios taken out, notes told from text. Pages
/// may be given as they come, so that the work goes on beside the program's.
class PdfPages {
 public:
  /// What comes next, in whole elements.
  void take(std::string_view xml);
  /// Errors: corrupt where no page came or the end is missing; unsupported where no page has text.
  [[nodiscard]] base::Result<model::Document> finish();

 private:
  /// Puts pages into lines until there are so many.
  void make_pages(std::size_t count);

  pdf::Scanner scanner_;
  std::vector<std::vector<pdf::Line>> pages_;
};

/// The same of the whole answer at once.
[[nodiscard]] base::Result<model::Document> pdf_layout(std::string_view xml);

}  // namespace comity::reading
