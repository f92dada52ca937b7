#include "reading/source_lines.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "reading/block_writer.h"

namespace comity::reading {
namespace {

constexpr std::array<std::string_view, 7> kLigatures = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};

bool is_text(const model::Block& block) {
  return block.kind == model::BlockKind::paragraph || block.kind == model::BlockKind::list_item;
}

std::string text_without_marks(const model::Block& block) {
  std::string out;
  for (const auto& run : block.runs) {
    if (!run.style.superscript) out += run.text;
  }
  return out;
}

// Whether nothing at all ends here: a letter or a digit stands last.
bool ends_open(std::string_view text) {
  if (text.empty()) return false;
  std::size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
  return u_isalnum(static_cast<UChar32>(base::next_code_point(text, at))) != 0;
}

enum class Between : std::uint8_t { nothing, notes, other };

/// Marks of direction, which say how a line is set and are no text.
bool directs(char32_t c) {
  return c == 0x200E || c == 0x200F || c == 0x061C || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

std::vector<SourceLine> source_lines(std::string_view bytes) {
  std::vector<SourceLine> lines;
  std::size_t at = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  while (at < bytes.size()) {
    auto end = bytes.find_first_of("\r\n", at);
    if (end == std::string_view::npos) end = bytes.size();
    lines.push_back({bytes.substr(at, end - at), at});
    at = end + (bytes.substr(end, 2) == "\r\n" ? 2 : 1);
  }
  return lines;
}

std::size_t indent_of(std::string_view line) {
  std::size_t indent = 0;
  for (const char c : line) {
    if (c != ' ' && c != '\t') break;
    indent += c == '\t' ? 4 : 1;
  }
  return indent;
}

bool starts_lower(std::string_view text) {
  if (text.empty()) return false;
  std::size_t at = 0;
  return u_islower(static_cast<UChar32>(base::next_code_point(text, at))) != 0;
}

bool may_open_small(std::string_view before, std::string_view text) {
  if (text.empty() || !base::trimmed(before).ends_with(',')) return false;
  std::size_t at = 0;
  const auto letter = base::next_code_point(text, at);
  return letter >= U'\u0430' && letter <= U'\u045F';
}

bool ends_closed(std::string_view text) {
  while (!text.empty()) {
    const auto c = text.back();
    if (c == '"' || c == '\'' || c == ')' || c == ']' || c == ' ' || c == '*') {
      text.remove_suffix(1);
    } else if (text.ends_with("”") || text.ends_with("’") || text.ends_with("）")) {
      text.remove_suffix(std::string_view("”").size());
    } else if (text.ends_with("»")) {
      text.remove_suffix(std::string_view("»").size());
    } else {
      break;
    }
  }
  if (text.empty()) return false;
  const auto c = text.back();
  return c == '.' || c == ';' || c == ':' || c == '?' || c == '!' || text.ends_with("。") ||
         text.ends_with("；") || text.ends_with("：") || text.ends_with("؛") || text.ends_with("؟");
}

bool has_letter(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (u_isalpha(static_cast<UChar32>(base::next_code_point(text, i)))) return true;
  }
  return false;
}

bool is_capitals(std::string_view text) {
  bool upper = false;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<UChar32>(base::next_code_point(text, i));
    if (u_islower(c)) return false;
    upper = upper || u_isupper(c);
  }
  return upper;
}

std::string cleaned(std::string_view text) {
  const auto is_plain = [](char c) { return c >= 0x20 && c < 0x7F; };
  if (std::all_of(text.begin(), text.end(), is_plain)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  bool ascii = true;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte < 0x7F) {
      out += text[i++];
      continue;
    }
    ascii = ascii && byte < 0x80;
    const auto c = base::next_code_point(text, i);
    if (c < 0x20 || c == 0x7F || c == 0x85 || c == 0xA0 || c == 0x2007 || c == 0x202F ||
        c == 0x2028 || c == 0x2029) {
      out += ' ';
    } else if (c >= 0xFB00 && c <= 0xFB06) {
      out += kLigatures[c - 0xFB00];
    } else if (c == 0x2010 || c == 0x2011) {
      out += '-';
    } else if (c == 0x2217 || c == 0xF02A) {
      out += '*';  // the Symbol font's asterisk, a note's mark
    } else if (c == 0xF0B7 || c == 0xF0A7) {
      out += "•";
    } else if (c != 0x200B && c != 0xFEFF && c != 0xFFFE && c != 0xFFFF && !directs(c)) {
      base::append_code_point(out, c);
    }
  }
  return ascii ? out : base::normalised(out);
}

void drop_head(std::vector<model::Run>& runs, std::size_t count) {
  while (!runs.empty()) {
    auto& text = runs.front().text;
    const auto cut = std::min(count, text.size());
    text.erase(0, cut);
    count -= cut;
    if (count == 0) text.erase(0, std::min(text.size(), text.find_first_not_of(' ')));
    if (!text.empty()) return;
    runs.erase(runs.begin());
  }
}

void trim(std::vector<model::Run>& runs) {
  drop_head(runs, 0);
  while (!runs.empty()) {
    auto& text = runs.back().text;
    text.erase(text.find_last_not_of(' ') + 1);
    if (!text.empty()) return;
    runs.pop_back();
  }
}

void join(model::Block& block, model::Block next, const Words& words) {
  const auto places = std::move(next.places);
  BlockWriter writer(block, words);
  writer.start_line(model::text_of(next.runs), false);
  for (const auto& run : next.runs) writer.add(run.text, run.style, run.link);
  auto place = places.empty() ? model::Place{} : places.front();
  writer.end_line(place);
}

void join_parted(std::vector<model::Block>& blocks, const Words& words) {
  std::vector<model::Block> out;
  constexpr auto kNone = static_cast<std::size_t>(-1);
  std::size_t open = kNone;
  Between between = Between::nothing;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    auto& block = blocks[i];
    const bool note = block.kind == model::BlockKind::note;
    const bool rule = block.kind == model::BlockKind::rule;
    if (rule && i + 1 < blocks.size() && blocks[i + 1].kind == model::BlockKind::note) {
      between = open == kNone ? between : Between::notes;
      continue;
    }
    if (note || rule) {
      between = Between::notes;
      out.push_back(std::move(block));
      continue;
    }
    if (is_text(block) && block.label.empty() && open != kNone && is_text(out[open])) {
      const auto before = text_without_marks(out[open]);
      const auto after = model::text_of(block.runs);
      // Where pages show styles, the verb of such a paragraph is in italics.
      const bool styled = block.size > 0 && !block.runs.empty() && !block.runs[0].style.italic;
      const bool opens = may_open_small(before, after) && !styled;
      const bool goes_on = starts_lower(after) && !ends_closed(before) && !opens;
      const bool parted = between == Between::notes && ends_open(before);
      if (goes_on || parted) {
        join(out[open], std::move(block), words);
        between = Between::nothing;
        continue;
      }
    }
    out.push_back(std::move(block));
    open = out.size() - 1;
    between = Between::nothing;
  }
  blocks = std::move(out);
}

}  // namespace comity::reading
