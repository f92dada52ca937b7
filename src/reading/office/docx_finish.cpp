#include "reading/office/docx_finish.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <tuple>

#include "base/text.h"
#include "reading/labels.h"
#include "reading/source_lines.h"

namespace comity::reading::docx {
namespace {

using model::BlockKind;

constexpr std::size_t kLongestHeading = 300;          // bytes
constexpr std::size_t kLongestNumberedHeading = 120;  // bytes
constexpr std::string_view kSoftHyphen = "\xC2\xAD";
constexpr std::uint8_t kDeepestLevel = 6;

bool all_runs(const model::Block& block, bool model::Style::* style) {
  return std::all_of(block.runs.begin(), block.runs.end(), [style](const model::Run& run) {
    return run.style.*style || run.style.superscript || run.text == " ";
  });
}

LabelShape shape_of(const model::Block& block) {
  return block.label.empty() ? LabelShape::none : label_at(block.label).shape;
}

// The rules of pdf_finish, on what a word processor says of a paragraph.
bool is_heading(const Draft& draft, float text_size) {
  const auto& block = draft.block;
  if (block.kind != BlockKind::paragraph || block.runs.empty()) return false;
  const auto text = model::text_of(block.runs);
  if (text.size() > kLongestHeading || !has_letter(text) || text.front() == '[') return false;
  if (text.find(".....") != std::string::npos) return false;
  if (draft.outline && *draft.outline < 9) return true;
  const auto shape = shape_of(block);
  if (shape == LabelShape::dotted || shape == LabelShape::bracketed ||
      shape == LabelShape::bullet) {
    return false;
  }
  const auto last = text.back();
  if (last == ';' || last == ',') return false;
  if (block.size > 1.1F * text_size) return true;
  if (block.size < 0.93F * text_size || last == '.' || last == ':') return false;
  const bool bold = all_runs(block, &model::Style::bold);
  const bool capitals = is_capitals(text) && text.size() > 3 && text.find(' ') != text.npos &&
                        text.find('/') == text.npos;
  if (block.centred && (capitals || bold)) return true;
  if (shape == LabelShape::number) {
    return bold && last != ')' && text.size() < kLongestNumberedHeading;
  }
  return bold || capitals || all_runs(block, &model::Style::italic);
}

float commonest_size(const std::vector<Draft>& drafts) {
  std::map<float, std::size_t> ink;
  for (const auto& draft : drafts) {
    ink[draft.block.size] += model::text_of(draft.block.runs).size();
  }
  const auto most = std::max_element(ink.begin(), ink.end(),
                                     [](auto& a, auto& b) { return a.second < b.second; });
  return most == ink.end() ? 0 : most->first;
}

// Headings without a style rank by size, then by how they are numbered, then bold before italic.
using Rank = std::tuple<int, int, int>;

Rank rank_of(const model::Block& block) {
  int label = 3;
  const auto shape = shape_of(block);
  if (shape == LabelShape::roman) label = 0;
  if (shape == LabelShape::letter) label = 1;
  if (shape == LabelShape::number) label = 2;
  // "C." and "D." are Roman numbers and letters both; alone they are letters.
  if (block.label == "C." || block.label == "L.") label = 1;
  const int face = all_runs(block, &model::Style::bold) ? 0 : 1;
  return {-static_cast<int>(std::lround(block.size * 2)), label, face};
}

void give_heading_levels(std::vector<Draft>& drafts) {
  std::map<Rank, std::uint8_t> levels;
  for (const auto& draft : drafts) {
    if (draft.block.kind == BlockKind::heading) levels[rank_of(draft.block)] = 0;
  }
  std::uint8_t level = 0;
  for (auto& [rank, value] : levels) value = level < kDeepestLevel ? ++level : level;
  for (auto& draft : drafts) {
    if (draft.block.kind != BlockKind::heading) continue;
    draft.block.level = draft.outline && *draft.outline < 9
                            ? static_cast<std::uint8_t>(
                                  std::min<int>(kDeepestLevel, 1 + std::max(0, *draft.outline)))
                            : levels[rank_of(draft.block)];
  }
}

// Where the plain numbers of paragraphs stand; what is set further in is an item.
float margin_of(const std::vector<Draft>& drafts) {
  std::optional<float> margin;
  for (const auto& draft : drafts) {
    if (draft.block.kind != BlockKind::paragraph || shape_of(draft.block) != LabelShape::number) {
      continue;
    }
    margin = std::min(margin.value_or(draft.block.label_indent), draft.block.label_indent);
  }
  return margin.value_or(0);
}

void give_item_levels(std::vector<Draft>& drafts, float text_size) {
  const float margin = margin_of(drafts);
  std::map<int, std::size_t> indents;
  const auto step = [](float indent) { return static_cast<int>(std::lround(indent / 6)); };
  for (const auto& draft : drafts) {
    if (draft.block.kind == BlockKind::paragraph && !draft.block.label.empty()) {
      ++indents[step(draft.block.label_indent)];
    }
  }
  for (auto& draft : drafts) {
    auto& block = draft.block;
    if (block.kind != BlockKind::paragraph || (block.label.empty() && !draft.bullet)) continue;
    const float deep = std::max(text_size, 1.0F) * 1.2F;
    if (shape_of(block) == LabelShape::number && block.label_indent - margin < deep) continue;
    block.kind = BlockKind::list_item;
    block.level = 1;
    for (const auto& [indent, count] : indents) {
      const bool deeper = static_cast<float>(indent) * 6 > margin + deep;
      const bool left_of = indent < step(block.label_indent);
      if (left_of && count >= 3 && deeper && block.level < kDeepestLevel) ++block.level;
    }
  }
}

void strip_soft_hyphens(std::string& text) {
  for (auto at = text.find(kSoftHyphen); at != std::string::npos; at = text.find(kSoftHyphen, at)) {
    text.erase(at, kSoftHyphen.size());
  }
}

}  // namespace

void tidy(std::vector<model::Run>& runs) {
  std::vector<model::Run> out;
  bool spaced = true;  // white space at the start goes
  for (auto& run : runs) {
    strip_soft_hyphens(run.text);
    std::string text;
    for (const char c : cleaned(run.text)) {
      if (c == ' ' && spaced) continue;
      spaced = c == ' ';
      text += c;
    }
    if (text.empty()) continue;
    if (!out.empty() && out.back().style == run.style && out.back().link == run.link) {
      out.back().text += text;
    } else {
      out.push_back({std::move(text), run.style, std::move(run.link)});
    }
  }
  runs = std::move(out);
  trim(runs);
}

void tidy(model::Block& block) {
  tidy(block.runs);
  if (!block.label.empty() || block.runs.empty()) return;
  if (block.runs.front().style.superscript) return;
  const auto text = model::text_of(block.runs);
  const auto label = label_at(text);
  if (label.shape == LabelShape::none || label.length == text.size()) return;
  block.label = text.substr(0, label.length);
  drop_head(block.runs, label.length);
}

std::vector<model::Block> finish(std::vector<Draft> drafts) {
  const float text_size = commonest_size(drafts);
  for (auto& draft : drafts) {
    if (is_heading(draft, text_size)) draft.block.kind = BlockKind::heading;
  }
  give_heading_levels(drafts);
  give_item_levels(drafts, text_size);
  std::vector<model::Block> blocks;
  blocks.reserve(drafts.size());
  for (auto& draft : drafts) blocks.push_back(std::move(draft.block));
  return blocks;
}

}  // namespace comity::reading::docx
