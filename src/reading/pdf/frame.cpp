#include "reading/pdf/frame.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "base/text.h"

namespace comity::reading::pdf {
namespace {

constexpr float kHeadZone = 0.13F;  // of the page's height
constexpr float kFootZone = 0.87F;
constexpr std::size_t kMostFurniture = 4;  // lines at one end of a page

using base::is_digit;
using base::is_upper;

// "A/HRC/21/3", "A/HRC/WG.6/20/SVN/2", "E/2012/1*": capitals before a slash, no white space.
bool looks_like_symbol(std::string_view text) {
  if (text.size() > 60 || text.find(' ') != std::string_view::npos) return false;
  if (text.ends_with('.') || text.ends_with(')')) return false;
  const auto slash = text.find('/');
  if (slash == std::string_view::npos || slash == 0 || slash > 8) return false;
  return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(slash), is_upper) &&
         slash + 1 < text.size();
}

// "12", "2/5", "– 3 –", "Page 16", "iv", "- 2 -", "13 GE.12-15038".
bool looks_like_folio(std::string_view text) {
  constexpr std::array<std::string_view, 5> kWords = {"Page", "page", "página", "страница", "Стр."};
  for (const auto word : kWords) {
    if (text.starts_with(word)) text.remove_prefix(word.size());
  }
  text = base::trimmed(text);
  if (text.empty() || text.size() > 12) return false;
  if (text.find_first_not_of("ivxlc") == std::string_view::npos) return true;
  bool digit = false;
  for (const char c : text) {
    if (is_digit(c)) {
      digit = true;
    } else if (c != '/' && c != '-' && c != ' ' && static_cast<unsigned char>(c) < 0x80) {
      return false;
    }
  }
  return digit;
}

// "GE.12-15038", "18-17962 (E) 021118", "*1817962*", "GE.12-15038 (E) 240712 250712".
bool looks_like_job_number(std::string_view text) {
  if (text.starts_with("GE.")) return text.size() < 60;
  if (text.size() > 2 && text.front() == '*' && text.back() == '*') {
    return std::all_of(text.begin() + 1, text.end() - 1,
                       [](char c) { return is_digit(c) || c == ' ' || is_upper(c); });
  }
  if (text.size() < 8 || text.size() > 60 || text[2] != '-') return false;
  return is_digit(text[0]) && is_digit(text[1]) &&
         std::all_of(text.begin() + 3, text.begin() + 8, is_digit);
}

// Signs of a barcode's font stand for no letters.
bool is_barcode(std::string_view text) {
  bool odd = false;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = base::next_code_point(text, i);
    if (u_isalnum(static_cast<UChar32>(c)) || c == U'_') return false;
    odd = odd || c >= 0xE000;
  }
  return odd;
}

std::string whole(const Line& line) {
  return line.label.empty() ? line.text() : line.label + " " + line.text();
}

// Numbers differ from page to page, the rest of a running head does not.
std::string pattern_of(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!is_digit(c)) {
      out += c;
    } else if (out.empty() || out.back() != '#') {
      out += '#';
    }
  }
  return out;
}

struct Ends {
  std::vector<std::size_t> head;
  std::vector<std::size_t> foot;
};

Ends ends_of(const std::vector<Line>& lines, const model::Page& page) {
  Ends ends;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].baseline < kHeadZone * page.height) ends.head.push_back(i);
    if (lines[i].baseline > kFootZone * page.height) ends.foot.push_back(i);
  }
  std::reverse(ends.foot.begin(), ends.foot.end());
  if (ends.head.size() > kMostFurniture) ends.head.resize(kMostFurniture);
  if (ends.foot.size() > kMostFurniture) ends.foot.resize(kMostFurniture);
  return ends;
}

// Why a line is taken for furniture.
enum class Sign : std::uint8_t { none, shape, repeated };

// The lines from the page's end inwards that are furniture. Lines that merely occur on many pages
// must stand apart from the text: a text may repeat itself too.
template <typename Judge>
std::vector<std::size_t> furniture_of(const std::vector<Line>& lines,
                                      const std::vector<std::size_t>& from_end, Judge judge) {
  std::vector<std::size_t> taken;
  std::vector<Sign> signs;
  for (const auto at : from_end) {
    const auto sign = judge(lines[at]);
    if (sign == Sign::none) break;
    taken.push_back(at);
    signs.push_back(sign);
  }
  while (!taken.empty() && signs.back() == Sign::repeated) {
    const bool inner = taken.size() < from_end.size();
    const auto next = inner ? from_end[taken.size()] : taken.back();
    const float gap = std::abs(lines[next].baseline - lines[taken.back()].baseline);
    if (inner && gap > 1.8F * lines[taken.back()].size) break;
    taken.pop_back();
    signs.pop_back();
  }
  return taken;
}

class Furniture {
 public:
  Furniture(const std::vector<std::vector<Line>>& pages, const std::vector<model::Page>& sizes) {
    for (std::size_t i = 0; i < pages.size(); ++i) {
      const auto ends = ends_of(pages[i], sizes[i]);
      std::set<std::string> seen;
      for (const auto at : ends.head) seen.insert("^" + pattern_of(whole(pages[i][at])));
      for (const auto at : ends.foot) seen.insert("$" + pattern_of(whole(pages[i][at])));
      for (const auto& key : seen) ++counts_[key];
    }
    often_ = std::max<std::size_t>(3, pages.size() / 5);
    of_pages_ = "/" + std::to_string(pages.size());
  }

  [[nodiscard]] Sign in_head(const Line& line, std::size_t page) const {
    if (page == 0) return Sign::none;
    const auto text = whole(line);
    if (looks_like_symbol(text) || is_folio(text)) return Sign::shape;
    return repeats("^", text, line) ? Sign::repeated : Sign::none;
  }

  [[nodiscard]] Sign in_foot(const Line& line, std::size_t page) const {
    const auto text = whole(line);
    if (looks_like_job_number(text) || is_barcode(text) || is_folio(text)) {
      return Sign::shape;
    }
    if (page == 0) return Sign::none;
    if (looks_like_symbol(text)) return Sign::shape;
    return repeats("$", text, line) ? Sign::repeated : Sign::none;
  }

 private:
  // "14/103" over a page is a resolution's number, unless the document has so many pages.
  [[nodiscard]] bool is_folio(const std::string& text) const {
    return looks_like_folio(text) &&
           (text.find('/') == std::string::npos || base::trimmed(text).ends_with(of_pages_));
  }

  [[nodiscard]] bool repeats(std::string_view end, std::string_view text, const Line& line) const {
    if (line.shape == LabelShape::mark) return false;
    const auto found = counts_.find(std::string(end) + pattern_of(text));
    return found != counts_.end() && found->second >= often_;
  }

  std::map<std::string, std::size_t> counts_;
  std::size_t often_ = 3;
  std::string of_pages_;
};

void take_furniture(std::vector<std::vector<Line>>& pages, const std::vector<model::Page>& sizes,
                    std::vector<Line>& taken) {
  const Furniture furniture(pages, sizes);
  for (std::size_t p = 0; p < pages.size(); ++p) {
    auto& lines = pages[p];
    const auto ends = ends_of(lines, sizes[p]);
    std::set<std::size_t> out;
    for (const auto at : furniture_of(
             lines, ends.head, [&](const Line& line) { return furniture.in_head(line, p); })) {
      out.insert(at);
    }
    for (const auto at : furniture_of(
             lines, ends.foot, [&](const Line& line) { return furniture.in_foot(line, p); })) {
      out.insert(at);
    }
    std::vector<Line> kept;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (out.contains(i)) unlabel(lines[i]);
      (out.contains(i) ? taken : kept).push_back(std::move(lines[i]));
    }
    lines = std::move(kept);
  }
}

float commonest_size(const std::vector<std::vector<Line>>& pages) {
  std::map<float, std::size_t> sizes;
  for (const auto& page : pages) {
    for (const auto& line : page) sizes[line.size] += line.length();
  }
  float best = 10;
  std::size_t most = 0;
  for (const auto& [size, weight] : sizes) {
    if (weight > most) {
      best = size;
      most = weight;
    }
  }
  return best;
}

bool small(const Line& line, float body) { return line.size < 0.96F * body; }

// Whether a note begins with this line: its mark, and small print or white space above.
bool starts_note(const std::vector<Line>& lines, std::size_t at, float body) {
  const auto& line = lines[at];
  if (line.shape != LabelShape::mark) return false;
  if (small(line, body)) return true;
  if (at == 0) return false;
  const auto& above = lines[at - 1];
  if (above.shape == LabelShape::mark || is_rule(above)) return true;
  return line.baseline - above.baseline > 1.7F * line.size;
}

// Where the notes at the foot of the page begin; its size where there are none. Notes as large as
// the text are told by their mark and by the white space above it.
std::size_t notes_begin(const std::vector<Line>& lines, float body, bool note_open) {
  constexpr std::size_t kMostLargeLines = 12;
  std::size_t begin = lines.size();
  std::size_t large = 0;
  for (std::size_t i = lines.size(); i-- > 0;) {
    const auto& line = lines[i];
    if (starts_note(lines, i, body)) {
      begin = i;
      large = 0;
      continue;
    }
    if (small(line, body) || is_rule(line)) continue;
    const bool last = i + 1 == lines.size() || i + 1 == begin;
    if (!last && lines[i + 1].baseline - line.baseline > 1.6F * line.size) break;
    if (++large > kMostLargeLines) break;
  }
  // Small print above the first mark goes on with a note of the page before.
  if (note_open) {
    std::size_t up = begin;
    while (up > 0 && small(lines[up - 1], body) && !is_rule(lines[up - 1])) --up;
    if (up > 0 && is_rule(lines[up - 1])) return up;
    if (up < begin && (up == 0 || lines[up].baseline - lines[up - 1].baseline > 1.3F * body)) {
      return up;
    }
  }
  return begin;
}

}  // namespace

bool is_rule(const Line& line) {
  const auto text = line.text();
  if (!line.label.empty() || text.size() < 4) return false;
  return text.find_first_not_of("_- ") == std::string::npos && text.find('_') != std::string::npos;
}

Parts part(std::vector<std::vector<Line>> pages, const std::vector<model::Page>& sizes) {
  Parts parts;
  take_furniture(pages, sizes, parts.furniture);
  const float body = commonest_size(pages);
  bool note_open = false;
  for (std::size_t p = 0; p < pages.size(); ++p) {
    auto& lines = pages[p];
    auto begin = notes_begin(lines, body, note_open);
    PageParts page;
    page.page = sizes[p];
    page.notes.assign(std::make_move_iterator(lines.begin() + static_cast<std::ptrdiff_t>(begin)),
                      std::make_move_iterator(lines.end()));
    lines.resize(begin);
    if (!page.notes.empty() && !lines.empty() && is_rule(lines.back())) lines.pop_back();
    std::erase_if(page.notes, [](const Line& line) { return is_rule(line); });
    page.flow = std::move(lines);
    note_open = !page.notes.empty();
    parts.pages.push_back(std::move(page));
  }
  return parts;
}

}  // namespace comity::reading::pdf
