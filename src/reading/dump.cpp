#include "reading/dump.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace comity::reading {
namespace {

std::string_view name_of(model::BlockKind kind) {
  constexpr std::array<std::string_view, 6> kNames = {"heading", "para", "item",
                                                      "table",   "note", "rule"};
  return kNames[static_cast<std::size_t>(kind)];
}

void append_runs(std::string& out, const std::vector<model::Run>& runs) {
  for (const auto& run : runs) {
    std::string mark;
    if (run.style.bold) mark += "**";
    if (run.style.italic) mark += "*";
    if (run.style.superscript) mark += "^";
    const std::string close(mark.rbegin(), mark.rend());
    out += run.link.empty() ? mark + run.text + close
                            : fmt::format("{}[{}]({}){}", mark, run.text, run.link, close);
  }
}

std::string pages_of(const model::Block& block) {
  if (block.places.empty() || block.places.front().page == 0) return "-";
  const auto first = block.places.front().page;
  const auto last = block.places.back().page;
  return first == last ? fmt::format("p{}", first) : fmt::format("p{}-{}", first, last);
}

void append_block(std::string& out, const model::Block& block) {
  out += fmt::format("{}{} {} {:.0f}/{:.0f} {:.1f}{} {}| ", name_of(block.kind),
                     block.level == 0 ? "" : std::to_string(block.level), pages_of(block),
                     block.label_indent, block.indent, block.size, block.centred ? " c" : "",
                     block.label.empty() ? "" : "{" + block.label + "} ");
  append_runs(out, block.runs);
  out += "\n";
  for (const auto& row : block.rows) {
    out += "    ";
    for (const auto& cell : row) {
      out += "| ";
      append_runs(out, cell.runs);
      out += " ";
    }
    out += "|\n";
  }
}

}  // namespace

std::string dump(const model::Document& document) {
  std::string out = fmt::format("# {} {} pages {}\n", document.media_type, document.pages.size(),
                                document.producer);
  for (const auto& block : document.blocks) append_block(out, block);
  for (const auto& block : document.furniture) {
    out += "furniture ";
    append_block(out, block);
  }
  for (const auto& finding : document.findings) {
    out += fmt::format("finding {} saw '{}' assumed '{}'\n", finding.rule, finding.saw,
                       finding.assumed);
  }
  return out;
}

}  // namespace comity::reading
