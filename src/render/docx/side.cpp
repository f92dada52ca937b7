#include "render/docx/side.h"

#include <algorithm>
#include <set>

#include "render/docx/sheet.h"

namespace comity::render::docx_parts {
namespace {

using model::Paragraph;
using model::ParagraphKind;

std::vector<std::vector<std::vector<Inked>>> inked_rows(Notes& notes, const Paragraph& table) {
  std::vector<std::vector<std::vector<Inked>>> rows;
  std::size_t next = 0;
  for (const auto& row : table.rows) {
    auto& cells = rows.emplace_back();
    for (const auto& cell : row) cells.push_back(inked(notes, table, cell.runs, next));
  }
  return rows;
}

/// What the pairs say of each paragraph of a side, by its place.
std::map<std::size_t, std::string> told(const std::vector<TrackedPair>& pairs, Holder other,
                                        std::size_t TrackedPair::* place) {
  std::map<std::size_t, std::string> out;
  for (const auto& pair : pairs) {
    auto& text = out[pair.*place];
    for (const auto& piece : pair.words) {
      if (piece.holder != other) text += piece.text;
    }
  }
  return out;
}

bool is_table(const Paragraph& paragraph) { return paragraph.kind == ParagraphKind::table; }

}  // namespace

Side::Side(const model::Reading& text) : reading(text) {
  Notes notes(text);
  Depths depths;
  inked.resize(text.paragraphs.size());
  depth.resize(text.paragraphs.size());
  for (std::size_t i = 0; i < text.paragraphs.size(); ++i) {
    const auto& paragraph = text.paragraphs[i];
    places.emplace(&paragraph, i);
    if (paragraph.kind == ParagraphKind::note) continue;
    standing.push_back(i);
    if (is_table(paragraph)) {
      rows.emplace(i, inked_rows(notes, paragraph));
    } else {
      depth[i] = depths.next(paragraph);
      inked[i] = docx_parts::inked(notes, paragraph);
    }
  }
  for (const auto* note : notes.unmarked()) standing.push_back(places.at(note));
  for (std::size_t i = 0; i < text.paragraphs.size(); ++i) {
    if (text.paragraphs[i].kind != ParagraphKind::note) continue;
    inked[i] = docx_parts::inked(notes, text.paragraphs[i]);
    // A word processor knows no note of a note.
    for (auto& piece : inked[i]) piece.note = nullptr;
  }
}

std::string Side::words(std::size_t at) const {
  std::string text;
  for (const auto& piece : inked[at]) {
    if (!piece.mark) text += piece.run.text;
  }
  return text;
}

std::vector<TrackedPair> told_pairs(const Tracked& texts, const Side& from, const Side& to) {
  auto pairs = texts.pairs;
  std::erase_if(pairs, [&](const TrackedPair& pair) {
    const auto& a = texts.from.paragraphs[pair.from];
    const auto& b = texts.to.paragraphs[pair.to];
    return (is_table(a) || is_table(b)) && (a.kind != b.kind || a.rows != b.rows);
  });
  // A part that is not told takes with it the paragraph that it is part of.
  for (bool all_told = false; !all_told;) {
    const auto earlier = told(pairs, Holder::later, &TrackedPair::from);
    const auto later = told(pairs, Holder::earlier, &TrackedPair::to);
    all_told = std::erase_if(pairs, [&](const TrackedPair& pair) {
                 return !is_table(texts.to.paragraphs[pair.to]) &&
                        (earlier.at(pair.from) != from.words(pair.from) ||
                         later.at(pair.to) != to.words(pair.to));
               }) == 0;
  }
  return pairs;
}

}  // namespace comity::render::docx_parts
