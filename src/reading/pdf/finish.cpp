#include "reading/pdf/finish.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "reading/block_writer.h"
#include "reading/source_lines.h"

namespace comity::reading::pdf {
namespace {

constexpr std::size_t kLongestHeading = 300;  // bytes
constexpr std::size_t kMostHeadingLines = 5;
constexpr std::string_view kSoftHyphen = "\xC2\xAD";

void strip_soft_hyphens(std::string& text, bool keep_last) {
  std::size_t at = 0;
  while ((at = text.find(kSoftHyphen, at)) != std::string::npos) {
    if (keep_last && at + kSoftHyphen.size() == text.size()) return;
    text.erase(at, kSoftHyphen.size());
  }
}

// Mends words that wide letter spacing tore apart ("Confere nce").
void mend_torn_words(std::string& text, const Words& words) {
  for (auto at = text.find(' '); at != std::string::npos; at = text.find(' ', at + 1)) {
    const std::string_view all(text);
    const auto before = last_word(all.substr(0, at));
    const auto after = first_word(all.substr(at + 1));
    if (before.empty() || after.empty()) continue;
    if (words.torn(before, after)) text.erase(at, 1);
  }
}

model::Place place_of(const Line& line) {
  model::Place place;
  place.page = line.page;
  const float start = std::min(line.start(), line.left);
  place.box = {start, line.top, std::max(0.0F, line.right - start), line.bottom - line.top};
  return place;
}

void write_lines(std::vector<Line>& lines, model::Block& block, const Words& words) {
  BlockWriter writer(block, words);
  bool spaced = true;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto& line = lines[i];
    for (std::size_t s = 0; s < line.spans.size(); ++s) {
      const bool keep = i + 1 < lines.size() && s + 1 == line.spans.size();
      strip_soft_hyphens(line.spans[s].text, keep);
      mend_torn_words(line.spans[s].text, words);
    }
    writer.start_line(line.text(), spaced);
    for (const auto& span : line.spans) writer.add(span.text, span.style, span.link);
    writer.end_line(place_of(line));
    spaced = line.spaced_end;
  }
}

bool all_lines(const Draft& draft, bool model::Style::* style) {
  return std::all_of(draft.lines.begin(), draft.lines.end(),
                     [style](const Line& line) { return line.text().empty() || line.all(style); });
}

bool is_heading(const Draft& draft, const std::string& text, const Measures& measures) {
  if (draft.kind != model::BlockKind::paragraph) return false;
  if (text.size() > kLongestHeading || draft.lines.size() > kMostHeadingLines) return false;
  const auto& first = draft.lines.front();
  const bool number = text.front() >= '0' && text.front() <= '9' && first.all(&model::Style::bold);
  if ((!has_letter(text) && !number) || text.front() == '[') return false;
  if (first.shape == LabelShape::dotted || first.shape == LabelShape::bracketed ||
      first.shape == LabelShape::bullet) {
    return false;
  }
  const bool large = first.size > 1.1F * measures.size;
  const auto last = text.back();
  if (last == ';' || last == ',') return false;
  if (large) return true;
  if (first.size < 0.93F * measures.size) return false;
  if (last == '.' || last == ':') return false;
  const bool numbered = first.shape == LabelShape::number;
  const bool capitals = is_capitals(text) && text.size() > 3 && text.find(' ') != text.npos &&
                        text.find('/') == text.npos;
  if (draft.centred && (capitals || all_lines(draft, &model::Style::bold))) return true;
  if (numbered) {
    const bool far_in = first.label_left > measures.left(first.page) + 3 * first.size;
    return far_in && last != ')' && text.size() < 120 && all_lines(draft, &model::Style::bold);
  }
  return all_lines(draft, &model::Style::bold) ||
         (all_lines(draft, &model::Style::italic) && draft.lines.size() <= 3) ||
         (capitals && draft.lines.size() <= 3);
}

// Headings rank by size, then by how they are numbered, then bold before italic.
using Rank = std::tuple<int, int, int>;

Rank rank_of(const Draft& draft) {
  const auto& first = draft.lines.front();
  int label = 3;
  if (first.shape == LabelShape::roman) label = 0;
  if (first.shape == LabelShape::letter) label = 1;
  if (first.shape == LabelShape::number) label = 2;
  // "I." and "C." are Roman numbers and letters both; capitals beside other letters are letters.
  if (first.shape == LabelShape::roman && first.label.size() == 2 &&
      (first.label[0] == 'C' || first.label[0] == 'L')) {
    label = 1;
  }
  const int face = all_lines(draft, &model::Style::bold) ? 0 : 1;
  return {-static_cast<int>(std::lround(first.size * 2)), label, face};
}

enum class Leaf : std::uint8_t { title, text };

// A title page has sizes of its own, which would leave no levels for the text's headings.
void give_heading_levels(std::vector<model::Block>& blocks,
                         const std::map<std::size_t, Rank>& ranks, Leaf leaf) {
  const auto here = [&](std::size_t index) {
    return (blocks[index].places.front().page == 1) == (leaf == Leaf::title);
  };
  std::map<Rank, std::uint8_t> levels;
  for (const auto& [index, rank] : ranks) {
    if (here(index)) levels[rank] = 0;
  }
  std::uint8_t level = 0;
  for (auto& [rank, value] : levels) value = level < 6 ? ++level : level;
  for (const auto& [index, rank] : ranks) {
    if (here(index)) blocks[index].level = levels[rank];
  }
}

// Numbered text at the margin is a paragraph; what is set further in is an item, the deeper the
// higher its level.
void give_item_levels(std::vector<model::Block>& blocks, const Measures& measures) {
  const float left = std::min(measures.lefts[0], measures.lefts[1]);
  std::map<int, std::size_t> indents;
  for (const auto& block : blocks) {
    if (block.kind != model::BlockKind::paragraph || block.label.empty()) continue;
    ++indents[static_cast<int>(std::lround(block.label_indent / 6))];
  }
  for (auto& block : blocks) {
    if (block.kind != model::BlockKind::paragraph || block.label.empty()) continue;
    const bool plain_number = label_at(block.label + " ").shape == LabelShape::number;
    const float depth = block.label_indent - left;
    if (plain_number && depth < 1.2F * measures.size) continue;
    block.kind = model::BlockKind::list_item;
    const auto own = static_cast<int>(std::lround(block.label_indent / 6));
    std::uint8_t level = 1;
    for (const auto& [indent, count] : indents) {
      const bool deeper = static_cast<float>(indent) * 6 > left + 1.2F * measures.size;
      if (indent < own && count >= 3 && deeper && level < 6) ++level;
    }
    block.level = level;
  }
}

float commonest_size(const std::vector<Line>& lines) {
  std::map<float, std::size_t> ink;
  for (const auto& line : lines) ink[line.size] += line.text().size() + 1;
  return std::max_element(ink.begin(), ink.end(),
                          [](auto& a, auto& b) { return a.second < b.second; })
      ->first;
}

model::Block block_of(Draft& draft, const Measures& measures, const Words& words) {
  model::Block block;
  block.kind = draft.kind;
  block.centred = draft.centred;
  const auto& first = draft.lines.front();
  block.label = first.label;
  const float shift = measures.shift(first.page);
  block.label_indent = first.start() - shift;
  block.indent = first.left - shift;
  block.size = commonest_size(draft.lines);
  write_lines(draft.lines, block, words);
  return block;
}

model::Block table_of(Draft& draft, const Words& words) {
  model::Block block;
  block.kind = model::BlockKind::table;
  block.indent = 1e6F;
  for (auto& row : draft.rows) {
    model::Place place;
    float right = 0;
    float bottom = 0;
    for (auto& cell : row) {
      model::Block inner;
      for (auto& line : cell) {
        unlabel(line);
        const auto line_place = place_of(line);
        if (place.page == 0) place = line_place;
        place.box.left = std::min(place.box.left, line_place.box.left);
        place.box.top = std::min(place.box.top, line_place.box.top);
        right = std::max(right, line.right);
        bottom = std::max(bottom, line.bottom);
        block.size = line.size;
      }
      write_lines(cell, inner, words);
      if (block.rows.empty() || &cell == &row.front()) {
        if (&cell == &row.front()) block.rows.emplace_back();
      }
      block.rows.back().push_back({std::move(inner.runs)});
    }
    place.box.width = std::max(0.0F, right - place.box.left);
    place.box.height = std::max(0.0F, bottom - place.box.top);
    block.indent = std::min(block.indent, place.box.left);
    block.places.push_back(place);
  }
  block.label_indent = block.indent;
  return block;
}

}  // namespace

std::vector<model::Block> finish(std::vector<Draft> drafts, const Measures& measures,
                                 const Words& words) {
  std::vector<model::Block> blocks;
  std::map<std::size_t, Rank> ranks;
  for (auto& draft : drafts) {
    if (draft.kind == model::BlockKind::table) {
      blocks.push_back(table_of(draft, words));
      continue;
    }
    if (draft.lines.empty()) continue;
    // A number that stands over its text is a heading, not a label.
    const bool alone = draft.lines.size() == 1 && draft.lines[0].spans.empty();
    if (alone) unlabel(draft.lines[0]);
    auto block = block_of(draft, measures, words);
    if (block.kind == model::BlockKind::rule) block.runs.clear();
    if (block.kind == model::BlockKind::rule) {
      for (auto& place : block.places) place.begin = place.end = 0;
    }
    const auto text = model::text_of(block.runs);
    if (!text.empty() && is_heading(draft, text, measures)) {
      block.kind = model::BlockKind::heading;
      ranks[blocks.size()] = rank_of(draft);
    }
    blocks.push_back(std::move(block));
  }
  give_heading_levels(blocks, ranks, Leaf::title);
  give_heading_levels(blocks, ranks, Leaf::text);
  give_item_levels(blocks, measures);
  return blocks;
}

std::vector<model::Block> finish_furniture(std::vector<Line> lines, const Words& words) {
  std::vector<model::Block> blocks;
  for (auto& line : lines) {
    Draft draft;
    draft.lines.push_back(std::move(line));
    blocks.push_back(block_of(draft, {}, words));
  }
  return blocks;
}

}  // namespace comity::reading::pdf
