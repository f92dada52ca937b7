#include "service/finding/found_paragraphs.h"

namespace comity::service {

std::string_view found_kind_of(model::ParagraphKind kind) {
  using model::ParagraphKind;
  switch (kind) {
    case ParagraphKind::preambular:
      return "preambular";
    case ParagraphKind::operative:
    case ParagraphKind::sub_item:
      return "operative";
    case ParagraphKind::numbered:
    case ParagraphKind::text:
    case ParagraphKind::table:
      return "paragraph";
    case ParagraphKind::note:
      return "note";
    case ParagraphKind::pledge:
      return "pledge";
    case ParagraphKind::recommendation:  // found as its clauses
    case ParagraphKind::masthead:
    case ParagraphKind::title:
    case ParagraphKind::sponsors:
    case ParagraphKind::enacting:
    case ParagraphKind::heading:
    case ParagraphKind::rule:
      return {};
  }
  return {};
}

std::string text_of_row(const std::vector<model::Cell>& row, std::string_view between) {
  std::string out;
  for (const auto& cell : row) {
    const auto text = model::text_of(cell.runs);
    if (!out.empty() && !text.empty()) out += between;
    out += text;
  }
  return out;
}

std::string text_of_table(const model::Paragraph& paragraph) {
  std::string out;
  for (const auto& row : paragraph.rows) {
    const auto text = text_of_row(row, " ");
    if (!out.empty() && !text.empty()) out += ' ';
    out += text;
  }
  return out;
}

}  // namespace comity::service
