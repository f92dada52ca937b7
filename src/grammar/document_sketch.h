#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "model/document.h"

namespace comity::grammar {

/// A document from a few lines, for tests and fuzzing; each line is a block:
///
///   # heading          ## heading of level 2      > 1 note with its mark
///   {12.} labelled     | cell | cell              --- rule
///   ~ running head     @3 the page from here on   anything else: a paragraph
///
/// with *italic*, ^raised^ and _bold_ runs inside; a backslash takes a mark as a letter.
[[nodiscard]] inline model::Document sketch(std::string_view text) {
  using model::BlockKind;
  model::Document document;
  document.media_type = "text/plain";
  int page = 0;
  std::uint64_t offset = 0;

  const auto runs_of = [](std::string_view line) {
    std::vector<model::Run> runs;
    model::Style style;
    std::string open;
    const auto close = [&] {
      if (!open.empty()) runs.push_back({open, style, ""});
      open.clear();
    };
    bool escaped = false;
    for (const char c : line) {
      if (std::exchange(escaped, false)) {
        open += c;
        continue;
      }
      if (c == '\\') {
        escaped = true;
        continue;
      }
      bool* flag = c == '*'   ? &style.italic
                   : c == '^' ? &style.superscript
                   : c == '_' ? &style.bold
                              : nullptr;
      if (flag == nullptr) {
        open += c;
      } else {
        close();
        *flag = !*flag;
      }
    }
    close();
    return runs;
  };

  const auto label_of = [](std::string_view& line, char end) {
    const std::size_t at = line.find(end);
    std::string label(line.substr(0, at));
    line.remove_prefix(at == std::string_view::npos ? line.size() : at + 1);
    if (line.starts_with(' ')) line.remove_prefix(1);
    return label;
  };

  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    const std::size_t whole = line.size();
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    model::Block block;
    bool furniture = false;
    if (line.starts_with('@')) {
      page = line.size() > 1 ? (line[1] - '0') % 10 : page;
      line = {};
    } else if (line.starts_with('#')) {
      block.kind = BlockKind::heading;
      while (line.starts_with('#')) {
        line.remove_prefix(1);
        block.level = static_cast<std::uint8_t>((block.level + 1) % 7);
      }
      if (line.starts_with(' ')) line.remove_prefix(1);
    } else if (line.starts_with("> ")) {
      line.remove_prefix(2);
      block.kind = BlockKind::note;
      block.label = label_of(line, ' ');
    } else if (line.starts_with('{')) {
      line.remove_prefix(1);
      block.label = label_of(line, '}');
    } else if (line.starts_with("---")) {
      block.kind = BlockKind::rule;
      line = {};
    } else if (line.starts_with('|')) {
      block.kind = BlockKind::table;
      block.rows.push_back({{runs_of(line.substr(1))}});
      line = {};
    } else if (line.starts_with("~ ")) {
      furniture = true;
      line.remove_prefix(2);
    }
    block.runs = runs_of(line);
    const auto size = static_cast<std::uint32_t>(model::text_of(block.runs).size());
    block.places = {{0, size, page, {}, page == 0 ? offset : 0}};
    offset += whole + 1;
    if (block.kind == BlockKind::paragraph && block.runs.empty() && block.label.empty()) continue;
    (furniture ? document.furniture : document.blocks).push_back(std::move(block));
  }
  for (int n = 0; n < page; ++n) document.pages.push_back({595, 842});
  return document;
}

}  // namespace comity::grammar
