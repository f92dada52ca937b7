#include "reading/markup/flow_writer.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "reading/labels.h"
#include "reading/runs.h"
#include "reading/source_lines.h"
#include "reading/words.h"

namespace comity::reading {
namespace {

using model::Block;
using model::BlockKind;
using model::Run;

constexpr float kStep = 18;  // points that an item stands further in than the list around it

// Numbered text of an outermost list is a paragraph, the rest are items.
void settle(Block& block, std::uint8_t depth) {
  if (block.kind != BlockKind::paragraph || block.label.empty()) return;
  if (label_at(block.label).shape == LabelShape::number && depth < 2) return;
  block.kind = BlockKind::list_item;
  block.level = std::clamp<std::uint8_t>(depth, 1, 6);
}

bool goes_on(const Block& before, const Block& line) {
  return before.kind != BlockKind::note && starts_lower(model::text_of(line.runs)) &&
         !ends_closed(model::text_of(before.runs));
}

void append(std::vector<Run>& runs, Run run) {
  if (!runs.empty() && runs.back().style == run.style && runs.back().link == run.link) {
    runs.back().text += run.text;
  } else {
    runs.push_back(std::move(run));
  }
}

}  // namespace

void FlowWriter::begin(BlockKind kind, std::uint8_t level, bool centred) {
  close();
  broken_ = false;
  open_.kind = kind;
  open_.level = level;
  open_.centred = centred;
}

void FlowWriter::break_line() {
  const auto before = blocks_.size();
  close();
  broken_ = broken_ || blocks_.size() > before;
}

void FlowWriter::set_label(std::string_view label, std::uint8_t depth, Label from) {
  close();
  label_from_ = from;
  label_ = base::collapsed(cleaned(label));
  depth_ = depth;
}

void FlowWriter::drop_label() {
  close();
  label_.clear();
  depth_ = 0;
}

void FlowWriter::keep_label(std::uint64_t offset) {
  close();
  if (label_.empty()) return;
  Block block;
  block.label = std::exchange(label_, {});
  const auto depth = std::exchange(depth_, std::uint8_t{0});
  block.label_indent = static_cast<float>(depth > 1 ? depth - 1 : 0) * kStep;
  block.indent = block.label_indent;
  model::Place place;
  place.offset = offset;
  block.places = {place};
  settle(block, depth);
  blocks_.push_back(std::move(block));
}

void FlowWriter::text(std::string_view utf8, const model::Style& style, std::string_view link,
                      std::uint64_t offset) {
  if (utf8.empty()) return;
  if (open_.runs.empty()) {
    const auto first = utf8.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return;
    model::Place place;
    place.offset = offset + first;
    open_.places = {place};
  }
  append(open_.runs, {std::string(utf8), style, std::string(link)});
}

void FlowWriter::mark(std::string_view utf8, std::uint64_t offset) {
  if (!open_.runs.empty()) {
    auto& before = open_.runs.back().text;
    before.erase(before.find_last_not_of(" \t\r\n") + 1);
  }
  text(utf8, {false, false, true}, {}, offset);
}

void FlowWriter::add(Block block) {
  close();
  broken_ = false;
  blocks_.push_back(std::move(block));
}

std::vector<Block> FlowWriter::take() {
  close();
  return std::exchange(blocks_, {});
}

void FlowWriter::close() {
  Block block = open_;
  open_.runs.clear();
  tidy(block.runs);
  if (block.runs.empty()) return;
  block.places.front().end = static_cast<std::uint32_t>(model::text_of(block.runs).size());
  if (broken_ && !blocks_.empty() && goes_on(blocks_.back(), block)) {
    join(blocks_.back(), std::move(block), Words());
    return;
  }
  const auto depth = std::exchange(depth_, std::uint8_t{0});
  const auto label = std::exchange(label_, {});
  const bool written = label_from_ == Label::written && !label.empty();
  const bool repeated = written && model::text_of(block.runs).starts_with(label + " ");
  if (block.kind != BlockKind::note && (!written || repeated)) take_label(block);
  if (block.label.empty() && block.kind != BlockKind::note) block.label = label;
  block.label_indent = static_cast<float>(depth > 1 ? depth - 1 : 0) * kStep;
  block.indent = block.label_indent;
  settle(block, depth);
  blocks_.push_back(std::move(block));
}

std::vector<Run> joined_runs(std::vector<Block> blocks) {
  std::vector<Run> runs;
  const auto add_space = [&] {
    if (!runs.empty()) runs.back().text += ' ';
  };
  for (auto& block : blocks) {
    if (!block.label.empty()) {
      add_space();
      append(runs, {block.label, {}, {}});
    }
    if (!block.runs.empty()) add_space();
    for (auto& run : block.runs) append(runs, std::move(run));
    for (auto& row : block.rows) {
      for (auto& cell : row) {
        if (!cell.runs.empty()) add_space();
        for (auto& run : cell.runs) append(runs, std::move(run));
      }
    }
  }
  return runs;
}

Block note_of(std::string mark, std::vector<Block> blocks) {
  Block note;
  note.kind = BlockKind::note;
  if (!blocks.empty()) note.places = blocks.front().places;
  if (note.places.empty()) note.places.emplace_back();
  if (!blocks.empty() && bare_mark(blocks.front().label) == mark) blocks.front().label.clear();
  note.runs = joined_runs(std::move(blocks));
  if (!note.runs.empty() && note.runs.front().style.superscript &&
      bare_mark(note.runs.front().text) == mark) {
    drop_head(note.runs, note.runs.front().text.size());
  }
  note.label = std::move(mark);
  note.places.resize(1);
  note.places.front().end = static_cast<std::uint32_t>(model::text_of(note.runs).size());
  return note;
}

std::string bare_mark(std::string_view text) {
  auto mark = base::trimmed(text);
  const bool bracketed = mark.size() > 2 && (mark.front() == '[' || mark.front() == '(');
  if (bracketed && (mark.back() == ']' || mark.back() == ')')) {
    mark = base::trimmed(mark.substr(1, mark.size() - 2));
  }
  return is_mark(mark) ? std::string(mark) : std::string();
}

}  // namespace comity::reading
