#include "support/pdf_writer.h"

#include <hpdf.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <vector>

namespace comity::test_support {
namespace {

struct Style {
  bool italic = false;
  bool bold = false;
  bool raised = false;
};

struct Chunk {
  std::string bytes;  // Windows-1252
  Style style;
};

using Word = std::vector<Chunk>;

void fail(HPDF_STATUS error, HPDF_STATUS detail, void*) {
  std::cerr << "libharu: error " << error << ", " << detail << "\n";
  std::abort();
}

char windows_1252(char32_t c) {
  static const std::map<char32_t, unsigned char> kHigh = {
      {U'–', 0x96}, {U'—', 0x97}, {U'‘', 0x91}, {U'’', 0x92}, {U'“', 0x93},
      {U'”', 0x94}, {U'•', 0x95}, {U'…', 0x85}, {U'€', 0x80}, {U'Š', 0x8A},
      {U'š', 0x9A}, {U'Ž', 0x8E}, {U'ž', 0x9E}, {U'Œ', 0x8C}, {U'œ', 0x9C}};
  if (c < 0x100) return static_cast<char>(c);
  const auto found = kHigh.find(c);
  return found == kHigh.end() ? '?' : static_cast<char>(found->second);
}

std::u32string code_points(std::string_view utf8) {
  std::u32string out;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length && i + k < utf8.size(); ++k) {
      c = (c << 6U) | (static_cast<unsigned char>(utf8[i + k]) & 0x3FU);
    }
    out += c;
    i += length;
  }
  return out;
}

std::vector<Word> words_of(std::string_view marked) {
  std::vector<Word> words(1);
  Style style;
  const auto text = code_points(marked);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == U'\\' && i + 1 < text.size()) {
      ++i;
    } else if (text[i] == U'*' && i + 1 < text.size() && text[i + 1] == U'*') {
      style.bold = !style.bold;
      ++i;
      continue;
    } else if (text[i] == U'*') {
      style.italic = !style.italic;
      continue;
    } else if (text[i] == U'^') {
      style.raised = !style.raised;
      continue;
    } else if (text[i] == U' ') {
      if (!words.back().empty()) words.emplace_back();
      continue;
    }
    auto& word = words.back();
    const bool same = !word.empty() && word.back().style.italic == style.italic &&
                      word.back().style.bold == style.bold &&
                      word.back().style.raised == style.raised;
    if (!same) word.push_back({{}, style});
    word.back().bytes += windows_1252(text[i]);
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

}  // namespace

struct PdfWriter::Impl {
  explicit Impl(const PdfLayout& given) : layout(given), document(HPDF_New(fail, nullptr)) {
    new_page();
  }
  ~Impl() { HPDF_Free(document); }

  HPDF_Font font(const Style& style) const {
    const char* name = style.bold ? (style.italic ? "Times-BoldItalic" : "Times-Bold")
                                  : (style.italic ? "Times-Italic" : "Times-Roman");
    return HPDF_GetFont(document, name, "WinAnsiEncoding");
  }

  float set(const Style& style, float size) const {
    const float own = style.raised ? size * 0.62F : size;
    HPDF_Page_SetFontAndSize(page, font(style), own);
    return own;
  }

  float width(const Word& word, float size) const {
    float total = 0;
    for (const auto& chunk : word) {
      set(chunk.style, size);
      total += HPDF_Page_TextWidth(page, chunk.bytes.c_str());
    }
    return total;
  }

  // Draws words from `left` with this much space between them; gives the right edge.
  float draw(const std::vector<Word>& words, float left, float baseline, float size, float space) {
    HPDF_Page_BeginText(page);
    float x = left;
    for (std::size_t i = 0; i < words.size(); ++i) {
      for (std::size_t k = 0; k < words[i].size(); ++k) {
        const auto& chunk = words[i][k];
        set(chunk.style, size);
        const float up = height - baseline + (chunk.style.raised ? size * 0.35F : 0);
        HPDF_Page_TextOut(page, x, up, chunk.bytes.c_str());
        x += HPDF_Page_TextWidth(page, chunk.bytes.c_str());
      }
      if (i + 1 < words.size()) x += space;
    }
    HPDF_Page_EndText(page);
    return x;
  }

  float plain_space(float size) const { return 0.25F * size; }

  void draw_aligned(const std::vector<Word>& words, float left, float right, float baseline,
                    float size, Alignment alignment, bool last) {
    float total = 0;
    for (const auto& word : words) total += width(word, size);
    const auto gaps = static_cast<float>(words.size() > 1 ? words.size() - 1 : 1);
    float space = plain_space(size);
    float x = left;
    if (alignment == Alignment::justified && !last) space = (right - left - total) / gaps;
    if (alignment == Alignment::centred) x = (left + right - total - space * gaps) / 2;
    draw(words, x, baseline, size, space);
  }

  void new_page() {
    if (page != nullptr) finish_page();
    page = HPDF_AddPage(document);
    HPDF_Page_SetSize(page, layout.paper == Paper::a4 ? HPDF_PAGE_SIZE_A4 : HPDF_PAGE_SIZE_LETTER,
                      HPDF_PAGE_PORTRAIT);
    height = HPDF_Page_GetHeight(page);
    y = layout.top;
    fresh = true;
    ++pages;
  }

  void finish_page() {
    if (!layout.symbol.empty() && pages > 1) {
      const auto number = std::to_string(pages);
      const float size = layout.page_word ? layout.size : layout.size - 1;
      if (layout.page_word) {
        draw(words_of(layout.symbol), layout.left, 45, size, plain_space(size));
        draw(words_of("Page " + number), layout.left, 58, size, plain_space(size));
      } else {
        const float x = pages % 2 == 0 ? 57 : 490;
        draw(words_of("**" + layout.symbol + "**"), x, 62, size, plain_space(size));
        draw(words_of("**" + number + "**"), pages % 2 == 0 ? 57 : 530, height - 85, size,
             plain_space(size));
      }
    }
    float baseline = height - 105 - layout.line_pitch * static_cast<float>(note_lines);
    for (const auto& [mark, lines] : notes) {
      for (std::size_t i = 0; i < lines.size(); ++i) {
        baseline += layout.line_pitch - 1;
        if (i == 0) {
          draw(words_of("^" + mark + "^"), layout.note_left, baseline, layout.note_size, 0);
        }
        draw(lines[i], layout.note_text, baseline, layout.note_size, plain_space(layout.note_size));
      }
    }
    notes.clear();
    note_lines = 0;
  }

  float bottom() const {
    return layout.bottom -
           (note_lines > 0 ? 14 + layout.line_pitch * static_cast<float>(note_lines) : 0);
  }

  std::vector<std::vector<Word>> lines_of(const std::vector<Word>& words, float first, float rest,
                                          float size) const {
    std::vector<std::vector<Word>> lines(1);
    float x = first;
    for (const auto& word : words) {
      const float own = width(word, size);
      const bool empty = lines.back().empty();
      if (!empty && x + plain_space(size) + own > layout.right) {
        lines.emplace_back();
        x = rest;
      }
      x += (lines.back().empty() ? 0 : plain_space(size)) + own;
      lines.back().push_back(word);
    }
    return lines;
  }

  void put(const PdfParagraph& shape, std::string_view text) {
    const float size = shape.size > 0 ? shape.size : layout.size;
    const float pitch = layout.line_pitch * std::max(1.0F, size / layout.size);
    const float first = shape.first > 0 ? shape.first : layout.left;
    const float rest = shape.rest > 0 ? shape.rest : layout.left;
    const auto alignment = shape.own_alignment ? shape.alignment : layout.alignment;
    const auto lines = lines_of(words_of(text), first, rest, size);
    bool labelled = shape.label.empty();
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const float gap = i == 0 ? (shape.gap >= 0 ? shape.gap : layout.paragraph_gap) : 0;
      if (!fresh) y += pitch + gap;
      if (y > bottom()) new_page();
      fresh = false;
      if (!labelled) {
        const float x = shape.label_left > 0 ? shape.label_left : layout.left;
        draw(words_of(shape.label), x, y, size, plain_space(size));
        labelled = true;
      }
      draw_aligned(lines[i], i == 0 ? first : rest, layout.right, y, size, alignment,
                   i + 1 == lines.size());
    }
  }

  PdfLayout layout;
  HPDF_Doc document;
  HPDF_Page page = nullptr;
  float height = 0;
  float y = 0;
  bool fresh = true;
  int pages = 0;
  std::vector<std::pair<std::string, std::vector<std::vector<Word>>>> notes;
  int note_lines = 0;
};

PdfLayout PdfLayout::word_a4() { return {}; }

PdfLayout PdfLayout::hanging_a4() {
  PdfLayout layout;
  layout.item_first = 184;
  layout.item_rest = 184;
  return layout;
}

PdfLayout PdfLayout::letter_2008() {
  PdfLayout layout;
  layout.paper = Paper::letter;
  layout.size = 12;
  layout.note_size = 12;
  layout.line_pitch = 13;
  layout.paragraph_gap = 11;
  layout.left = 67;
  layout.first = 93;
  layout.item_left = 93;
  layout.item_first = 123;
  layout.item_rest = 123;
  layout.right = 525;
  layout.top = 86;
  layout.bottom = 715;
  layout.note_left = 93;
  layout.note_text = 100;
  layout.alignment = Alignment::left;
  layout.page_word = true;
  return layout;
}

PdfWriter::PdfWriter(const PdfLayout& layout) : impl_(std::make_unique<Impl>(layout)) {}
PdfWriter::~PdfWriter() = default;

void PdfWriter::paragraph(std::string_view label, std::string_view text) {
  PdfParagraph shape;
  shape.label = label;
  shape.first = label.empty() ? impl_->layout.left : impl_->layout.first;
  impl_->put(shape, text);
}

void PdfWriter::item(std::string_view label, std::string_view text) {
  PdfParagraph shape;
  shape.label = label;
  shape.label_left = impl_->layout.item_left;
  shape.first = impl_->layout.item_first;
  shape.rest = impl_->layout.item_rest;
  impl_->put(shape, text);
}

void PdfWriter::heading(std::string_view label, std::string_view text, float size) {
  PdfParagraph shape;
  shape.label = label.empty() ? std::string() : "**" + std::string(label) + "**";
  shape.label_left = 85;
  shape.first = 113;
  shape.rest = 113;
  shape.size = size;
  shape.gap = 16;
  shape.own_alignment = true;
  impl_->put(shape, "**" + std::string(text) + "**");
}

void PdfWriter::put(const PdfParagraph& shape, std::string_view text) { impl_->put(shape, text); }

void PdfWriter::note(std::string_view mark, std::string_view text) {
  auto lines = impl_->lines_of(words_of(text), impl_->layout.note_text, impl_->layout.note_text,
                               impl_->layout.note_size);
  impl_->note_lines += static_cast<int>(lines.size());
  impl_->notes.emplace_back(std::string(mark), std::move(lines));
}

void PdfWriter::line_at(float left, float baseline, std::string_view text, float size) {
  impl_->draw(words_of(text), left, baseline, size, impl_->plain_space(size));
}

void PdfWriter::skip(float points) { impl_->y += points; }

int PdfWriter::lines_left() const {
  return static_cast<int>((impl_->bottom() - impl_->y) / impl_->layout.line_pitch);
}

void PdfWriter::new_page() { impl_->new_page(); }
int PdfWriter::pages() const { return impl_->pages; }

void PdfWriter::encrypt(std::string_view password) {
  HPDF_SetPassword(impl_->document, "the owner's", std::string(password).c_str());
}

std::string PdfWriter::save() {
  impl_->finish_page();
  HPDF_SaveToStream(impl_->document);
  std::string bytes(HPDF_GetStreamSize(impl_->document), '\0');
  auto size = static_cast<HPDF_UINT32>(bytes.size());
  HPDF_ReadFromStream(impl_->document, reinterpret_cast<HPDF_BYTE*>(bytes.data()), &size);
  bytes.resize(size);
  return bytes;
}

}  // namespace comity::test_support
