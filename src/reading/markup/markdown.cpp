#include "reading/markup/markdown.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "reading/labels.h"
#include "reading/markup/markdown_inline.h"
#include "reading/runs.h"
#include "reading/source_lines.h"

// document  = { blank | heading | rule | table | fence | note | paragraph }
// heading   = 1*6"#" SP text  |  text LF 1*"="  |  text LF 1*"-"
// rule      = 3*( "-" | "*" | "_" )
// table     = 1*( "|" cells )
// note      = "[^" mark "]:" text  |  "<sup>" mark "</sup>" text  |  "\*" text
// paragraph = [ label ] text *( LF text )
namespace comity::reading {
namespace {

constexpr float kIndentWidth = 6;  // points a column of white space stands for

bool is_blank(std::string_view line) { return base::trimmed(line).empty(); }

std::size_t heading_level(std::string_view line) {
  const auto text = base::trimmed(line);
  const auto hashes = std::min(text.find_first_not_of('#'), text.size());
  if (hashes == 0 || hashes > 6) return 0;
  return hashes == text.size() || text[hashes] == ' ' || text[hashes] == '\t' ? hashes : 0;
}

bool is_markdown_rule(std::string_view line) {
  const auto text = base::trimmed(line);
  if (text.empty() || (text[0] != '-' && text[0] != '*' && text[0] != '_')) return false;
  std::size_t signs = 0;
  for (const char c : text) {
    if (c != text[0] && c != ' ') return false;
    signs += c == text[0] ? 1U : 0U;
  }
  return signs >= 3;
}

// 1 under "===", 2 under "---", else 0.
std::uint8_t underline_level(std::string_view line) {
  const auto text = base::trimmed(line);
  if (text.size() < 2) return 0;
  if (text.find_first_not_of('=') == std::string_view::npos) return 1;
  return text.find_first_not_of('-') == std::string_view::npos ? 2 : 0;
}

bool is_table(std::string_view line) {
  const auto text = base::trimmed(line);
  return text.size() > 1 && text.front() == '|';
}

struct Head {
  std::string label;
  std::size_t bytes = 0;  // of the line that it takes, white space before and after included
  bool bullet = false;
};

// The label at the head of a raw line, escapes taken away ("1\.", "\(a\)").
Head head_of(std::string_view line) {
  const auto begin = std::min(line.size(), line.find_first_not_of(" \t"));
  std::string plain;
  std::vector<std::size_t> ends;
  for (std::size_t i = begin; i < line.size() && plain.size() < 32; ++i) {
    if (line[i] == '\\' && i + 1 < line.size()) ++i;
    plain += line[i];
    ends.push_back(i + 1);
  }
  Head head;
  const bool sign = plain.size() > 1 && plain[1] == ' ' &&
                    (plain[0] == '*' || plain[0] == '+' || plain[0] == '-');
  if (sign && line[begin] != '\\') {
    head.label = "•";
    head.bytes = ends[0];
    head.bullet = true;
  } else {
    const auto label = label_at(plain);
    if (label.shape == LabelShape::none || label.length > ends.size()) return head;
    head.label = plain.substr(0, label.length);
    head.bytes = ends[label.length - 1];
    head.bullet = label.shape == LabelShape::bullet;
  }
  head.bytes = std::min(line.size(), line.find_first_not_of(" \t", head.bytes));
  return head;
}

class MarkdownReader {
 public:
  explicit MarkdownReader(std::string_view bytes)
      : lines_(source_lines(bytes)), size_(bytes.size()) {
    words_.add(bytes);
  }

  model::Document run() {
    document_.media_type = "text/markdown";
    skip_front_matter();
    while (at_ < lines_.size()) block();
    join_parted(document_.blocks, words_);
    return std::move(document_);
  }

 private:
  // "key: value" lines between two rules at the very start describe the file, not the document.
  void skip_front_matter() {
    if (lines_.empty() || base::trimmed(lines_[0].text) != "---") return;
    for (std::size_t i = 1; i < lines_.size() && i < 40; ++i) {
      const auto text = base::trimmed(lines_[i].text);
      if (text == "---" && i > 1) {
        at_ = i + 1;
        return;
      }
      if (text.find(": ") == std::string_view::npos && !text.ends_with(":")) return;
    }
  }

  void block() {
    const auto line = lines_[at_].text;
    if (is_blank(line) || base::trimmed(line).starts_with("<!--")) {
      ++at_;
    } else if (const auto level = heading_level(line); level > 0) {
      heading(line, static_cast<std::uint8_t>(level));
    } else if (is_markdown_rule(line)) {
      push(model::BlockKind::rule, {}, at_, at_ + 1);
      ++at_;
    } else if (is_table(line)) {
      table();
    } else if (base::trimmed(line).starts_with("```") || base::trimmed(line).starts_with("~~~")) {
      fence();
    } else {
      paragraph();
    }
  }

  void heading(std::string_view line, std::uint8_t level) {
    auto text = base::trimmed(line);
    text.remove_prefix(level);
    text = base::trimmed(text);
    if (const auto end = text.find_last_not_of('#');
        end != std::string_view::npos && end + 1 < text.size() && text[end] == ' ') {
      text = text.substr(0, end);
    }
    const auto from = at_++;
    for (auto& runs : inline_lines(text)) {
      if (runs.empty()) continue;
      auto& block = push(model::BlockKind::heading, std::move(runs), from, at_);
      block.level = level;
      take_label(block);
    }
  }

  void table() {
    const auto from = at_;
    auto& block = push(model::BlockKind::table, {}, at_, at_ + 1);
    for (; at_ < lines_.size() && is_table(lines_[at_].text); ++at_) {
      auto text = base::trimmed(lines_[at_].text);
      if (text.find_first_not_of("|-: ") == std::string_view::npos) continue;
      text.remove_prefix(1);
      if (text.ends_with('|')) text.remove_suffix(1);
      block.rows.emplace_back();
      for (const auto cell : base::split(text, '|')) {
        auto lines = inline_lines(base::trimmed(cell));
        model::Cell out;
        for (auto& runs : lines) {
          if (!out.runs.empty() && !runs.empty()) out.runs.back().text += ' ';
          for (auto& run : runs) out.runs.push_back(std::move(run));
        }
        block.rows.back().push_back(std::move(out));
      }
    }
    block.places = {place(from)};
  }

  void fence() {
    const auto sign = std::string(base::trimmed(lines_[at_++].text).substr(0, 3));
    for (; at_ < lines_.size(); ++at_) {
      const auto text = base::trimmed(lines_[at_].text);
      if (text.starts_with(sign)) {
        ++at_;
        return;
      }
      if (!text.empty()) {
        push(model::BlockKind::paragraph, {{base::collapsed(cleaned(text)), {}, {}}}, at_, at_ + 1);
      }
    }
  }

  [[nodiscard]] bool ends_paragraph(std::size_t at, const Head& head) const {
    const auto line = lines_[at].text;
    if (is_blank(line) || heading_level(line) > 0 || is_table(line)) return true;
    if (is_markdown_rule(line) || base::trimmed(line).starts_with("```")) return true;
    const auto text = base::trimmed(line);
    if (text.starts_with("<sup>") || text.starts_with("[^") || text.starts_with("\\*")) {
      return ends_closed(base::trimmed(lines_[at - 1].text));
    }
    const auto own = head_of(line);
    if (own.label.empty()) return false;
    return !head.label.empty() || own.bullet || ends_closed(base::trimmed(lines_[at - 1].text));
  }

  void paragraph() {
    const auto from = at_;
    auto first = lines_[at_].text;
    const auto quoted = base::trimmed(first).starts_with('>');
    const auto indent = indent_of(first);
    if (quoted) first = unquoted(first);
    const auto head = head_of(first);
    std::string text(first.substr(head.label.empty() ? std::min(first.size(), indent_bytes(first))
                                                     : head.bytes));
    std::uint8_t underline = 0;
    for (++at_; at_ < lines_.size(); ++at_) {
      underline = head.label.empty() ? underline_level(lines_[at_].text) : 0;
      if (underline > 0 || ends_paragraph(at_, head)) break;
      const auto line = quoted ? unquoted(lines_[at_].text) : lines_[at_].text;
      text += '\n';
      text += line.substr(indent_bytes(line));
    }
    if (underline > 0) ++at_;
    put(head, text, indent, from, underline);
  }

  void put(const Head& head, const std::string& text, std::size_t indent, std::size_t from,
           std::uint8_t underline) {
    auto label = head.label;
    for (auto& runs : inline_lines(text)) {
      if (runs.empty() && label.empty()) continue;
      auto& block = push(underline > 0 ? model::BlockKind::heading : model::BlockKind::paragraph,
                         std::move(runs), from, at_);
      block.level = underline;
      block.label_indent = static_cast<float>(indent) * kIndentWidth;
      block.indent = block.label_indent;
      block.label = std::exchange(label, {});
      if (block.label.empty()) take_label(block);
      settle(block, indent);
    }
  }

  // Numbered text at the margin is a paragraph, the rest are items.
  static void settle(model::Block& block, std::size_t indent) {
    if (block.kind != model::BlockKind::paragraph || block.label.empty()) return;
    if (label_at(block.label).shape == LabelShape::number && indent < 2) return;
    block.kind = model::BlockKind::list_item;
    block.level = static_cast<std::uint8_t>(std::min<std::size_t>(6, 1 + indent / 3));
  }

  static std::size_t indent_bytes(std::string_view line) {
    return std::min(line.size(), line.find_first_not_of(" \t"));
  }

  static std::string_view unquoted(std::string_view line) {
    auto text = line.substr(indent_bytes(line));
    while (text.starts_with('>')) {
      text.remove_prefix(1);
      text.remove_prefix(std::min(text.size(), text.find_first_not_of(' ')));
    }
    return text;
  }

  model::Block& push(model::BlockKind kind, std::vector<model::Run> runs, std::size_t from,
                     std::size_t) {
    model::Block block;
    block.kind = kind;
    block.runs = std::move(runs);
    auto where = place(from);
    where.end = static_cast<std::uint32_t>(model::text_of(block.runs).size());
    block.places.push_back(where);
    document_.blocks.push_back(std::move(block));
    return document_.blocks.back();
  }

  [[nodiscard]] model::Place place(std::size_t line) const {
    model::Place out;
    out.offset = line < lines_.size() ? lines_[line].offset : size_;
    return out;
  }

  std::vector<SourceLine> lines_;
  std::size_t size_;
  std::size_t at_ = 0;
  Words words_;
  model::Document document_;
};

}  // namespace

base::Result<model::Document> read_markdown(std::string_view bytes) {
  return MarkdownReader(bytes).run();
}

}  // namespace comity::reading
