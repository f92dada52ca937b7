#include "render/docx.h"

#include <algorithm>
#include <pugixml.hpp>
#include <tuple>
#include <utility>
#include <vector>

#include "render/docx/package.h"
#include "render/notes.h"
#include "render/numbers.h"

namespace comity::render {
namespace {

using docx_parts::Direction;
using model::Paragraph;
using model::ParagraphKind;
using model::Run;
using pugi::xml_node;

constexpr int kStep = 567;  // twentieths of a point: a centimetre, by which what stands under
                            // another paragraph is set in

std::string style_of(const Paragraph& paragraph) {
  switch (paragraph.kind) {
    case ParagraphKind::heading:
      return "Heading" + std::to_string(std::clamp<int>(paragraph.level, 1, 6));
    case ParagraphKind::title:
      return "Title";
    case ParagraphKind::masthead:
      return "Masthead";
    default:
      return {};
  }
}

std::string text_of(const pugi::xml_document& document) {
  struct Text final : pugi::xml_writer {
    void write(const void* data, std::size_t size) override {
      out.append(static_cast<const char*>(data), size);
    }
    std::string out;
  } text;
  document.save(text, "", pugi::format_raw, pugi::encoding_utf8);
  return std::move(text.out);
}

void value(xml_node to, const char* name, const std::string& text) {
  to.append_child(name).append_attribute("w:val") = text.c_str();
}

class Writer {
 public:
  Writer(const model::Reading& reading, std::string_view work)
      : reading_(reading),
        work_(work),
        notes_(reading),
        right_to_left_(docx_parts::direction_of(reading.language) == Direction::right_to_left) {}

  base::Result<std::string> write() {
    auto body = begin(body_, "w:document").append_child("w:body");
    footnotes_root_ = begin(footnotes_, "w:footnotes");
    separators();
    for (const auto& paragraph : reading_.paragraphs) {
      if (paragraph.kind != ParagraphKind::note) block(body, paragraph);
    }
    for (const auto* note : notes_.unmarked()) apart(body, *note);
    section(body);
    return docx_parts::packed(
        {reading_.title, std::string(work_), reading_.language},
        {text_of(body_), text_of(footnotes_), std::move(links_), std::move(note_links_)});
  }

 private:
  static xml_node begin(pugi::xml_document& document, const char* name) {
    auto declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    declaration.append_attribute("standalone") = "yes";
    auto root = document.append_child(name);
    root.append_attribute("xmlns:w") = docx_parts::kMainNamespace;
    root.append_attribute("xmlns:r") = docx_parts::kRelationNamespace;
    return root;
  }

  // The lines that a word processor draws above notes are notes themselves.
  void separators() {
    for (const auto& [id, type, sign] :
         {std::tuple("-1", "separator", "w:separator"),
          std::tuple("0", "continuationSeparator", "w:continuationSeparator")}) {
      auto note = footnotes_root_.append_child("w:footnote");
      note.append_attribute("w:type") = type;
      note.append_attribute("w:id") = id;
      note.append_child("w:p").append_child("w:r").append_child(sign);
    }
  }

  /// How many numbered paragraphs this one stands under.
  std::size_t depth_of(const Paragraph& paragraph) {
    if (paragraph.kind == ParagraphKind::heading) above_.clear();
    if (paragraph.number.empty()) return 0;
    while (!above_.empty() && !is_under(paragraph.number, above_.back())) above_.pop_back();
    above_.push_back(paragraph.number);
    return above_.size() - 1;
  }

  void block(xml_node body, const Paragraph& paragraph) {
    if (paragraph.kind == ParagraphKind::table) {
      table(body, paragraph);
      return;
    }
    const auto depth = depth_of(paragraph);
    auto node = body.append_child("w:p");
    auto properties = node.append_child("w:pPr");
    if (const auto style = style_of(paragraph); !style.empty()) {
      value(properties, "w:pStyle", style);
    }
    if (paragraph.kind == ParagraphKind::rule) {
      auto line = properties.append_child("w:pBdr").append_child("w:bottom");
      line.append_attribute("w:val") = "single";
      line.append_attribute("w:sz") = "4";
      line.append_attribute("w:space") = "1";
      line.append_attribute("w:color") = "auto";
      return;
    }
    label(node, properties, paragraph, depth);
    text(node, paragraph);
  }

  // A number is typed as it is printed: one that is counted anew would be another's.
  void label(xml_node node, xml_node properties, const Paragraph& paragraph, std::size_t depth) {
    const bool heading = paragraph.kind == ParagraphKind::heading;
    if (depth > 0 && !heading) {
      auto indent = properties.append_child("w:ind");
      // "left" is where lines begin, on whichever side that is.
      indent.append_attribute("w:left") = static_cast<int>(depth) * kStep;
    }
    if (paragraph.printed.empty()) return;
    Run run;
    run.text = paragraph.printed;
    auto printed = this->run(node, run, run.text);
    printed.append_child("w:tab");
  }

  void text(xml_node node, const Paragraph& paragraph) {
    std::size_t next = 0;
    if (const auto plain = plain_mark(paragraph); plain.empty()) {
      text(node, paragraph, paragraph.runs, next);
    } else {
      auto runs = paragraph.runs;
      auto& last = runs.back();
      last.text.resize(last.text.size() - plain.size());
      runs.push_back({plain, {.superscript = true}, {}});
      text(node, paragraph, runs, next);
    }
  }

  /// The mark of a note that ends a paragraph without being raised ("A/HRC/11/25*").
  [[nodiscard]] std::string plain_mark(const Paragraph& paragraph) const {
    if (paragraph.footnotes.size() != 1 || paragraph.runs.empty()) return {};
    const auto& last = paragraph.runs.back();
    auto mark = notes_.mark_of(paragraph.footnotes.front());
    const bool plain = !mark.empty() && mark.front() == '*' && last.text.ends_with(mark) &&
                       std::none_of(paragraph.runs.begin(), paragraph.runs.end(),
                                    [](const Run& run) { return run.style.superscript; });
    return plain ? mark : std::string();
  }

  /// `next` counts the marks that the paragraph had so far.
  void text(xml_node node, const Paragraph& paragraph, const std::vector<Run>& runs,
            std::size_t& next) {
    for (const auto& run : runs) {
      if (run.style.superscript && next < paragraph.footnotes.size()) {
        for (const auto& piece : notes_.pieces(paragraph, run.text, next)) {
          if (piece.note != nullptr && piece.first) {
            note(node, piece);
          } else {
            this->run(node, run, piece.text);
          }
        }
      } else {
        linked(node, run);
      }
    }
  }

  void linked(xml_node node, const Run& run) {
    if (run.link.starts_with("http")) {
      auto& links = in_note_ ? note_links_ : links_;
      links.push_back(run.link);
      node = node.append_child("w:hyperlink");
      node.append_attribute("r:id") = ("link" + std::to_string(links.size())).c_str();
    }
    this->run(node, run, run.text);
  }

  xml_node run(xml_node node, const Run& run, std::string_view text) {
    auto out = node.append_child("w:r");
    const bool styled = run.style.bold || run.style.italic || run.style.superscript;
    if (styled || right_to_left_) {
      auto properties = out.append_child("w:rPr");
      for (const auto& [set, name, complex] : {std::tuple(run.style.bold, "w:b", "w:bCs"),
                                               std::tuple(run.style.italic, "w:i", "w:iCs")}) {
        if (!set) continue;
        properties.append_child(name);
        properties.append_child(complex);
      }
      if (run.style.superscript) value(properties, "w:vertAlign", "superscript");
      if (right_to_left_) properties.append_child("w:rtl");
    }
    auto words = out.append_child("w:t");
    words.append_attribute("xml:space") = "preserve";
    words.text().set(std::string(text).c_str());
    return out;
  }

  // Marks that count 1, 2, 3 are left to the word processor; others are typed.
  void note(xml_node node, const Notes::Piece& piece) {
    const bool counted = piece.text == std::to_string(next_mark_);
    if (counted) ++next_mark_;
    const auto id = std::to_string(++note_id_);
    auto mark = node.append_child("w:r");
    value(mark.append_child("w:rPr"), "w:rStyle", "FootnoteReference");
    auto reference = mark.append_child("w:footnoteReference");
    if (!counted) reference.append_attribute("w:customMarkFollows") = "1";
    reference.append_attribute("w:id") = id.c_str();
    auto note = footnotes_root_.append_child("w:footnote");
    note.append_attribute("w:id") = id.c_str();
    auto paragraph = note.append_child("w:p");
    value(paragraph.append_child("w:pPr"), "w:pStyle", "FootnoteText");
    auto again = paragraph.append_child("w:r");
    value(again.append_child("w:rPr"), "w:rStyle", "FootnoteReference");
    if (counted) {
      again.append_child("w:footnoteRef");
    } else {
      mark.append_child("w:t").text().set(std::string(piece.text).c_str());
      again.append_child("w:t").text().set(std::string(piece.text).c_str());
    }
    run(paragraph, {}, " ");
    in_note_ = true;
    text(paragraph, *piece.note);
    in_note_ = false;
  }

  // A note that nothing marks stands behind the text.
  void apart(xml_node body, const Paragraph& note) {
    auto node = body.append_child("w:p");
    value(node.append_child("w:pPr"), "w:pStyle", "Note");
    Run mark;
    mark.style.superscript = true;
    mark.text = bare_mark(note.printed);
    if (!mark.text.empty()) {
      run(node, mark, mark.text);
      run(node, {}, " ");
    }
    text(node, note);
  }

  void table(xml_node body, const Paragraph& paragraph) {
    std::size_t columns = 1;
    for (const auto& row : paragraph.rows) columns = std::max(columns, row.size());
    auto table = body.append_child("w:tbl");
    auto properties = table.append_child("w:tblPr");
    value(properties, "w:tblStyle", "TableGrid");
    if (right_to_left_) properties.append_child("w:bidiVisual");
    auto width = properties.append_child("w:tblW");
    width.append_attribute("w:w") = "0";
    width.append_attribute("w:type") = "auto";
    auto grid = table.append_child("w:tblGrid");
    for (std::size_t i = 0; i < columns; ++i) {
      grid.append_child("w:gridCol").append_attribute("w:w") = 9000 / static_cast<int>(columns);
    }
    std::size_t next = 0;
    for (const auto& row : paragraph.rows) {
      auto out = table.append_child("w:tr");
      for (std::size_t i = 0; i < std::max<std::size_t>(row.size(), 1); ++i) {
        auto cell = out.append_child("w:tc");
        if (i + 1 >= row.size() && row.size() < columns) {
          value(cell.append_child("w:tcPr"), "w:gridSpan",
                std::to_string(columns - std::max<std::size_t>(row.size(), 1) + 1));
        }
        auto words = cell.append_child("w:p");
        if (i >= row.size()) continue;
        text(words, paragraph, row[i].runs, next);
      }
    }
    // A table does not end a document, and two in a row would be one.
    body.append_child("w:p");
  }

  void section(xml_node body) const {
    auto section = body.append_child("w:sectPr");
    for (const auto* part : {"header", "footer"}) {
      auto reference = section.append_child(("w:" + std::string(part) + "Reference").c_str());
      reference.append_attribute("w:type") = "default";
      reference.append_attribute("r:id") = part;
    }
    auto page = section.append_child("w:pgSz");  // A4
    page.append_attribute("w:w") = 11906;
    page.append_attribute("w:h") = 16838;
    auto margins = section.append_child("w:pgMar");
    for (const auto* side : {"w:top", "w:right", "w:bottom", "w:left"}) {
      margins.append_attribute(side) = 1440;
    }
    for (const auto* side : {"w:header", "w:footer"}) margins.append_attribute(side) = 720;
    margins.append_attribute("w:gutter") = 0;
    if (right_to_left_) section.append_child("w:bidi");
  }

  const model::Reading& reading_;
  std::string_view work_;
  Notes notes_;
  bool right_to_left_;
  pugi::xml_document body_;
  pugi::xml_document footnotes_;
  xml_node footnotes_root_;
  std::vector<std::string> links_;
  std::vector<std::string> note_links_;  // relations are a part's own
  bool in_note_ = false;
  std::vector<std::string> above_;
  int note_id_ = 0;
  int next_mark_ = 1;
};

}  // namespace

base::Result<std::string> docx(const model::Reading& reading, std::string_view work) {
  return Writer(reading, work).write();
}

}  // namespace comity::render
