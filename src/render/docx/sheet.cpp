#include "render/docx/sheet.h"

#include <algorithm>
#include <pugixml.hpp>
#include <tuple>
#include <utility>

#include "render/numbers.h"

namespace comity::render::docx_parts {
namespace {

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

xml_node begin(pugi::xml_document& document, const char* name) {
  auto declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  declaration.append_attribute("standalone") = "yes";
  auto root = document.append_child(name);
  root.append_attribute("xmlns:w") = kMainNamespace;
  root.append_attribute("xmlns:r") = kRelationNamespace;
  return root;
}

}  // namespace

void value(xml_node to, const char* name, const std::string& text) {
  to.append_child(name).append_attribute("w:val") = text.c_str();
}

std::size_t Depths::next(const Paragraph& paragraph) {
  if (paragraph.kind == ParagraphKind::heading) above_.clear();
  if (paragraph.number.empty()) return 0;
  while (!above_.empty() && !is_under(paragraph.number, above_.back())) above_.pop_back();
  above_.push_back(paragraph.number);
  return above_.size() - 1;
}

void describe(xml_node properties, const Paragraph& paragraph, std::size_t depth) {
  if (const auto style = style_of(paragraph); !style.empty()) value(properties, "w:pStyle", style);
  if (paragraph.kind == ParagraphKind::rule) {
    auto line = properties.append_child("w:pBdr").append_child("w:bottom");
    line.append_attribute("w:val") = "single";
    line.append_attribute("w:sz") = "4";
    line.append_attribute("w:space") = "1";
    line.append_attribute("w:color") = "auto";
    return;
  }
  if (depth == 0 || paragraph.kind == ParagraphKind::heading) return;
  // "left" is where lines begin, on whichever side that is.
  properties.append_child("w:ind").append_attribute("w:left") = static_cast<int>(depth) * kStep;
}

struct Sheet::Parts {
  pugi::xml_document document;
  pugi::xml_document footnotes_document;
  xml_node body = begin(document, "w:document").append_child("w:body");
  xml_node footnotes = begin(footnotes_document, "w:footnotes");
};

Sheet::Sheet(model::Language language)
    : language_(language),
      right_to_left_(direction_of(language) == Direction::right_to_left),
      parts_(std::make_unique<Parts>()) {
  separators();
}

Sheet::~Sheet() = default;

xml_node Sheet::body() const { return parts_->body; }

// The lines that a word processor draws above notes are notes themselves.
void Sheet::separators() {
  for (const auto& [id, type, sign] :
       {std::tuple("-1", "separator", "w:separator"),
        std::tuple("0", "continuationSeparator", "w:continuationSeparator")}) {
    auto note = parts_->footnotes.append_child("w:footnote");
    note.append_attribute("w:type") = type;
    note.append_attribute("w:id") = id;
    note.append_child("w:p").append_child("w:r").append_child(sign);
  }
}

xml_node Sheet::look(xml_node out, const Run& run) const {
  const bool styled = run.style.bold || run.style.italic || run.style.superscript;
  if (!styled && !right_to_left_) return {};
  auto properties = out.append_child("w:rPr");
  for (const auto& [set, name, complex] :
       {std::tuple(run.style.bold, "w:b", "w:bCs"), std::tuple(run.style.italic, "w:i", "w:iCs")}) {
    if (!set) continue;
    properties.append_child(name);
    properties.append_child(complex);
  }
  if (run.style.superscript) value(properties, "w:vertAlign", "superscript");
  if (right_to_left_) properties.append_child("w:rtl");
  return properties;
}

xml_node Sheet::run(xml_node node, const Run& run, std::string_view text,
                    const char* element) const {
  auto out = node.append_child("w:r");
  look(out, run);
  auto words = out.append_child(element);
  words.append_attribute("xml:space") = "preserve";
  words.text().set(std::string(text).c_str());
  return out;
}

xml_node Sheet::linked(xml_node node, const Run& run) {
  if (!run.link.starts_with("http")) return node;
  auto& links = in_note_ ? note_links_ : links_;
  links.push_back(run.link);
  node = node.append_child("w:hyperlink");
  node.append_attribute("r:id") = ("link" + std::to_string(links.size())).c_str();
  return node;
}

xml_node Sheet::begin_note(xml_node node, std::string_view text, bool counted,
                           const char* element) {
  const auto id = std::to_string(++note_id_);
  auto mark = node.append_child("w:r");
  value(mark.append_child("w:rPr"), "w:rStyle", "FootnoteReference");
  auto reference = mark.append_child("w:footnoteReference");
  if (!counted) reference.append_attribute("w:customMarkFollows") = "1";
  reference.append_attribute("w:id") = id.c_str();
  auto note = parts_->footnotes.append_child("w:footnote");
  note.append_attribute("w:id") = id.c_str();
  auto paragraph = note.append_child("w:p");
  value(paragraph.append_child("w:pPr"), "w:pStyle", "FootnoteText");
  auto again = paragraph.append_child("w:r");
  value(again.append_child("w:rPr"), "w:rStyle", "FootnoteReference");
  if (counted) {
    again.append_child("w:footnoteRef");
  } else {
    mark.append_child(element).text().set(std::string(text).c_str());
    again.append_child("w:t").text().set(std::string(text).c_str());
  }
  run(paragraph, {}, " ");
  in_note_ = true;
  return paragraph;
}

xml_node Sheet::table(std::size_t columns) {
  auto table = parts_->body.append_child("w:tbl");
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
  return table;
}

xml_node Sheet::cell(xml_node row, std::size_t at, std::size_t cells, std::size_t columns) {
  auto cell = row.append_child("w:tc");
  if (at + 1 >= cells && cells < columns) {
    value(cell.append_child("w:tcPr"), "w:gridSpan",
          std::to_string(columns - std::max<std::size_t>(cells, 1) + 1));
  }
  return cell.append_child("w:p");
}

void Sheet::section() {
  auto section = parts_->body.append_child("w:sectPr");
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

base::Result<std::string> Sheet::packed(const std::string& title, std::string_view work) {
  section();
  return docx_parts::packed({title, std::string(work), language_},
                            {text_of(parts_->document), text_of(parts_->footnotes_document),
                             std::move(links_), std::move(note_links_)});
}

std::size_t columns_of(const Paragraph& table) {
  std::size_t columns = 1;
  for (const auto& row : table.rows) columns = std::max(columns, row.size());
  return columns;
}

}  // namespace comity::render::docx_parts
