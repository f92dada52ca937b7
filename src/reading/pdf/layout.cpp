#include "reading/pdf/layout.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "reading/pdf/finish.h"
#include "reading/pdf/flow.h"
#include "reading/pdf/frame.h"
#include "reading/pdf/leftwards.h"
#include "reading/pdf/lines.h"
#include "reading/pdf/pieces.h"
#include "reading/words.h"

namespace comity::reading {
namespace {

using base::ErrorKind;

void add_lines(Words& words, const std::vector<pdf::Line>& lines) {
  std::string before;
  for (const auto& line : lines) {
    const auto text = line.text();
    if (before.ends_with('-')) words.add_line_end(last_word(before), first_word(text));
    words.add(text);
    before = line.spaced_end ? std::string() : text;
  }
}

Words words_of(const pdf::Parts& parts) {
  Words words;
  for (const auto& page : parts.pages) {
    add_lines(words, page.flow);
    add_lines(words, page.notes);
  }
  return words;
}

}  // namespace

void PdfPages::take(std::string_view xml) {
  scanner_.take(xml);
  const auto count = scanner_.source().pages.size();
  if (count > 0) make_pages(count - 1);  // the last may go on
}

void PdfPages::make_pages(std::size_t count) {
  while (pages_.size() < count) {
    auto& page = scanner_.source().pages[pages_.size()];
    pdf::turn(page);
    pages_.push_back(pdf::lines_of(page, static_cast<std::int32_t>(pages_.size() + 1)));
  }
}

base::Result<model::Document> PdfPages::finish() {
  const auto& source = scanner_.source();
  if (source.pages.empty()) {
    return base::fail(ErrorKind::corrupt, "the PDF has no page that can be read", {},
                      "open it in a PDF program and save it anew, or get another copy");
  }
  if (!source.complete) {
    return base::fail(ErrorKind::corrupt, "the PDF breaks off",
                      "page " + std::to_string(source.pages.size()),
                      "get a whole copy of the file");
  }
  model::Document document;
  document.media_type = "application/pdf";
  make_pages(source.pages.size());
  bool text = false;
  for (const auto& page : source.pages) {
    text = text || !page.pieces.empty();
    document.pages.push_back(page.page);
  }
  if (!text) {
    return base::fail(ErrorKind::unsupported, "the PDF is a scan: it has no text layer", {},
                      "run text recognition (OCR) first");
  }
  auto parts = pdf::part(std::move(pages_), document.pages);
  const auto words = words_of(parts);
  const auto measures = pdf::measure(parts.pages);
  document.furniture = pdf::finish_furniture(std::move(parts.furniture), words);
  document.blocks = pdf::finish(pdf::drafts_of(std::move(parts), measures), measures, words);
  pdf::turn_back(document.furniture, source.pages);
  pdf::turn_back(document.blocks, source.pages);
  return document;
}

base::Result<model::Document> pdf_layout(std::string_view xml) {
  PdfPages pages;
  pages.take(xml);
  return pages.finish();
}

}  // namespace comity::reading
