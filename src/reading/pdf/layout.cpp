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

base::Result<model::Document> pdf_layout(std::string_view xml) {
  auto source = pdf::scan(xml);
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
  std::vector<std::vector<pdf::Line>> pages;
  bool text = false;
  for (auto& page : source.pages) {
    pdf::turn(page);
    text = text || !page.pieces.empty();
    document.pages.push_back(page.page);
    pages.push_back(pdf::lines_of(page, static_cast<std::int32_t>(pages.size() + 1)));
  }
  if (!text) {
    return base::fail(ErrorKind::unsupported, "a scan without text", {},
                      "run text recognition (OCR) first");
  }
  auto parts = pdf::part(std::move(pages), document.pages);
  const auto words = words_of(parts);
  const auto measures = pdf::measure(parts.pages);
  document.furniture = pdf::finish_furniture(std::move(parts.furniture), words);
  document.blocks = pdf::finish(pdf::drafts_of(std::move(parts), measures), measures, words);
  pdf::turn_back(document.furniture, source.pages);
  pdf::turn_back(document.blocks, source.pages);
  return document;
}

}  // namespace comity::reading
