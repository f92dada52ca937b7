#include "render/docx.h"

#include <algorithm>
#include <pugixml.hpp>
#include <vector>

#include "render/docx/inked.h"
#include "render/docx/sheet.h"

namespace comity::render {
namespace {

using docx_parts::Inked;
using model::Paragraph;
using model::ParagraphKind;
using model::Run;
using pugi::xml_node;

class DocxWriter {
 public:
  DocxWriter(const model::Reading& reading, std::string_view work)
      : reading_(reading), work_(work), notes_(reading), sheet_(reading.language) {}

  base::Result<std::string> write() {
    for (const auto& paragraph : reading_.paragraphs) {
      if (paragraph.kind != ParagraphKind::note) block(paragraph);
    }
    for (const auto* note : notes_.unmarked()) apart(*note);
    return sheet_.packed(reading_.title, work_);
  }

 private:
  void block(const Paragraph& paragraph) {
    if (paragraph.kind == ParagraphKind::table) {
      table(paragraph);
      return;
    }
    auto node = sheet_.body().append_child("w:p");
    docx_parts::describe(node.append_child("w:pPr"), paragraph, depths_.next(paragraph));
    if (paragraph.kind == ParagraphKind::rule) return;
    // A number is typed as it is printed: one that is counted anew would be another's.
    if (!paragraph.printed.empty()) sheet_.run(node, {}, paragraph.printed).append_child("w:tab");
    text(node, docx_parts::inked(notes_, paragraph));
  }

  void text(xml_node node, const std::vector<Inked>& pieces) {
    for (const auto& piece : pieces) {
      if (piece.note != nullptr) {
        note(node, piece);
      } else {
        sheet_.run(sheet_.linked(node, piece.run), piece.run, piece.run.text);
      }
    }
  }

  // Marks that count 1, 2, 3 are left to the word processor; others are typed.
  void note(xml_node node, const Inked& mark) {
    const bool counted = mark.run.text == std::to_string(next_mark_);
    if (counted) ++next_mark_;
    text(sheet_.begin_note(node, mark.run.text, counted), docx_parts::inked(notes_, *mark.note));
    sheet_.end_note();
  }

  // A note that nothing marks stands behind the text.
  void apart(const Paragraph& note) {
    auto node = sheet_.body().append_child("w:p");
    docx_parts::value(node.append_child("w:pPr"), "w:pStyle", "Note");
    Run mark;
    mark.style.superscript = true;
    mark.text = bare_mark(note.printed);
    if (!mark.text.empty()) {
      sheet_.run(node, mark, mark.text);
      sheet_.run(node, {}, " ");
    }
    text(node, docx_parts::inked(notes_, note));
  }

  void table(const Paragraph& paragraph) {
    const auto columns = docx_parts::columns_of(paragraph);
    auto table = sheet_.table(columns);
    std::size_t next = 0;
    for (const auto& row : paragraph.rows) {
      auto out = table.append_child("w:tr");
      for (std::size_t i = 0; i < std::max<std::size_t>(row.size(), 1); ++i) {
        auto words = docx_parts::Sheet::cell(out, i, row.size(), columns);
        if (i < row.size()) text(words, docx_parts::inked(notes_, paragraph, row[i].runs, next));
      }
    }
    // A table does not end a document, and two in a row would be one.
    sheet_.body().append_child("w:p");
  }

  const model::Reading& reading_;
  std::string_view work_;
  Notes notes_;
  docx_parts::Sheet sheet_;
  docx_parts::Depths depths_;
  int next_mark_ = 1;
};

}  // namespace

base::Result<std::string> docx(const model::Reading& reading, std::string_view work) {
  return DocxWriter(reading, work).write();
}

}  // namespace comity::render
