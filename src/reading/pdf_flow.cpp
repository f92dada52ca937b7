#include "reading/pdf_flow.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <utility>

#include "base/text.h"

namespace comity::reading::pdf {
namespace {

constexpr float kSameSize = 0.07F;
constexpr float kParagraphGap = 1.25F;  // of the distance of lines
constexpr float kIndent = 0.9F;         // of the font size
constexpr std::size_t kOpenDrafts = 4;  // side by side on one page

bool starts_lower(std::string_view text) {
  if (text.empty()) return false;
  std::size_t at = 0;
  return u_islower(static_cast<UChar32>(base::next_code_point(text, at))) != 0;
}

// Whether a sentence or an item ends here.
bool ends_closed(std::string_view text) {
  while (!text.empty()) {
    const auto c = text.back();
    if (c == '"' || c == '\'' || c == ')' || c == ']' || c == ' ') {
      text.remove_suffix(1);
    } else if (text.ends_with("”") || text.ends_with("’")) {
      text.remove_suffix(std::string_view("”").size());
    } else {
      break;
    }
  }
  if (text.empty()) return false;
  const auto c = text.back();
  return c == '.' || c == ';' || c == ':' || c == '?' || c == '!';
}

bool same_size(float a, float b) { return std::abs(a - b) <= kSameSize * std::max(a, b) + 0.05F; }

// The mark of a note at the end of a line does not hide how its sentence ends.
std::string text_without_marks(const Line& line) {
  std::string out;
  for (const auto& span : line.spans) {
    if (!span.style.superscript) out += span.text;
  }
  return out;
}

float first_word_width(const Line& line) {
  const auto text = line.text();
  if (text.empty()) return 0;
  const auto end = std::min(text.size(), text.find(' '));
  const float width = line.right - line.left;
  const auto letters = static_cast<float>(text.size());
  return std::max(0.0F, width) * static_cast<float>(end) / letters;
}

class Builder {
 public:
  explicit Builder(const Measures& measures) : measures_(measures) {}

  void add_page(PageParts page, std::int32_t number) {
    page_first_ = drafts_.size();
    const PageParts shape{page.page, {}, {}};
    for (auto& stretch : stretches_of(std::move(page.flow), shape, number, measures_)) {
      if (!stretch.rows.empty()) {
        Draft table;
        table.kind = model::BlockKind::table;
        table.rows = std::move(stretch.rows);
        drafts_.push_back(std::move(table));
        continue;
      }
      for (auto& line : stretch.lines) add(std::move(line), shape.page);
    }
    add_notes(std::move(page.notes));
  }

  std::vector<Draft> take() { return std::move(drafts_); }

 private:
  // A draft of this page or the last of the one before; npos for none.
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  void add(Line line, const model::Page& page) {
    if (is_rule(line)) {
      Draft rule;
      rule.kind = model::BlockKind::rule;
      rule.lines.push_back(std::move(line));
      drafts_.push_back(std::move(rule));
      return;
    }
    const auto to = candidate(line);
    const bool apart = to == kNone || breaks(drafts_[to], line);
    if (!apart && label_holds(drafts_[to], line)) {
      start(std::move(line), page);
    } else if (apart) {
      start(std::move(line), page);
    } else {
      unlabel(line);
      drafts_[to].centred = drafts_[to].centred && centred(line, page);
      drafts_[to].lines.push_back(std::move(line));
      flow_tail_ = std::max(to, flow_tail_ == kNone ? to : flow_tail_);
    }
  }

  void start(Line line, const model::Page& page) {
    Draft draft;
    if (line.shape == LabelShape::mark) {
      if (line.size < 0.96F * measures_.size) {
        draft.kind = model::BlockKind::note;
      } else {
        unlabel(line);
      }
    }
    draft.centred = centred(line, page);
    draft.lines.push_back(std::move(line));
    drafts_.push_back(std::move(draft));
    flow_tail_ = drafts_.size() - 1;
  }

  [[nodiscard]] bool centred(const Line& line, const model::Page& page) const {
    const float middle = (line.start() + line.right) / 2;
    const float text_middle = (measures_.left + measures_.right) / 2;
    const float slack = 0.02F * page.width;
    const bool inside = line.start() > measures_.left + 2 * line.size &&
                        line.right < measures_.right - 2 * line.size;
    return inside && (std::abs(middle - text_middle) < slack ||
                      std::abs(middle - page.width / 2) < slack);
  }

  // The draft that the line may go on with: the nearest above it that stands over it.
  [[nodiscard]] std::size_t candidate(const Line& line) const {
    std::size_t looked = 0;
    for (std::size_t i = drafts_.size(); i-- > page_first_ && looked < kOpenDrafts; ++looked) {
      const auto& draft = drafts_[i];
      if (draft.kind == model::BlockKind::rule || draft.kind == model::BlockKind::table) {
        return kNone;
      }
      if (draft.kind == model::BlockKind::note && line.size > draft.lines.back().size * 1.05F) {
        continue;
      }
      if (draft.lines.back().row == line.row && draft.lines.back().page == line.page) continue;
      float left = 1e9F;
      float right = 0;
      for (const auto& other : draft.lines) {
        if (other.page != line.page) continue;
        left = std::min(left, other.start());
        right = std::max(right, other.right);
      }
      if (line.start() < right && line.right > left) return i;
    }
    // Only the first line of a page may go on with the page before.
    return flow_tail_ != kNone && flow_tail_ < page_first_ ? flow_tail_ : kNone;
  }

  [[nodiscard]] bool breaks(const Draft& draft, const Line& line) const {
    const auto& last = draft.lines.back();
    if (!same_size(last.size, line.size)) return true;
    if (last.page != line.page) return breaks_over_pages(draft, line);
    const float gap = line.baseline - last.baseline;
    const float pitch = pitch_of(draft);
    if (gap > kParagraphGap * pitch + 0.4F || gap < 0.3F * pitch) return true;
    if (indent_breaks(draft, line)) return true;
    return ends_early(draft, line);
  }

  [[nodiscard]] float pitch_of(const Draft& draft) const {
    const auto count = draft.lines.size();
    if (count >= 2 && draft.lines[count - 2].page == draft.lines[count - 1].page) {
      const float local = draft.lines[count - 1].baseline - draft.lines[count - 2].baseline;
      if (local > 0.8F * draft.lines.back().size) return local;
    }
    return measures_.pitch(draft.lines.back().size);
  }

  [[nodiscard]] static bool indent_breaks(const Draft& draft, const Line& line) {
    if (draft.centred || draft.lines.size() < 2) return false;
    const float indent = line.start() - draft.lines.back().start();
    return std::abs(indent) > kIndent * line.size;
  }

  [[nodiscard]] float right_limit(const Draft& draft, const Line& line) const {
    const auto& last = draft.lines.back();
    const float slack = 0.7F * line.size;
    if (draft.lines.size() >= 2) {
      const float before = draft.lines[draft.lines.size() - 2].right;
      if (std::abs(before - last.right) < slack && last.right - last.start() > 15 * line.size) {
        return std::max(before, last.right);
      }
    }
    const bool both_long = last.right - last.left > 25 * line.size;
    if (both_long && std::abs(last.right - line.right) < slack) {
      return std::max(last.right, line.right);
    }
    return std::max({measures_.right, last.right, line.right});
  }

  // The next word would have fitted on the line before: that line was ended on purpose.
  [[nodiscard]] bool ends_early(const Draft& draft, const Line& line) const {
    if (line.size > 1.15F * measures_.size) return false;
    if (starts_lower(line.text()) && line.label.empty()) return false;
    if (draft.lines.back().text().empty()) return false;
    const float room = right_limit(draft, line) - draft.lines.back().right;
    return room > first_word_width(line) + 0.8F * line.size;
  }

  [[nodiscard]] bool breaks_over_pages(const Draft& draft, const Line& line) const {
    const auto& last = draft.lines.back();
    if (draft.kind == model::BlockKind::note) return true;
    if (line.page - last.page > 1) return true;
    if (looks_like_heading(draft) != looks_like_heading(line)) return true;
    const float indent = std::abs(line.start() - last.start());
    const float slack = kIndent * line.size;
    bool aligned = indent <= slack;
    if (draft.lines.size() == 1) {
      aligned = aligned || std::abs(line.start() - last.left) <= slack ||
                line.start() < last.left;
    }
    if (!aligned && !(starts_lower(line.text()) && line.label.empty())) return true;
    const auto text = text_without_marks(last);
    if (!ends_closed(text)) return false;
    if (starts_lower(line.text())) return false;
    // A sentence ends with the page; the paragraph goes on if its last line is full.
    const float room = measures_.right - last.right;
    return room > first_word_width(line) + 0.8F * line.size || draft.lines.size() == 1;
  }

  [[nodiscard]] bool looks_like_heading(const Line& line) const {
    return line.size > 1.1F * measures_.size;
  }
  [[nodiscard]] bool looks_like_heading(const Draft& draft) const {
    return looks_like_heading(draft.lines.front());
  }

  // What looks like a label in the middle of a paragraph may be the end of a sentence ("in 2008.").
  [[nodiscard]] bool label_holds(const Draft& draft, const Line& line) const {
    if (line.label.empty() || line.shape == LabelShape::mark) return false;
    const auto& last = draft.lines.back();
    const bool apart = line.label_gap >= 0.55F * line.size;
    if (last.page != line.page) return apart || ends_closed(text_without_marks(last));
    if (apart) return true;
    if (draft.lines.front().shape == line.shape && !draft.lines.front().label.empty()) {
      return std::abs(draft.lines.front().label_left - line.label_left) < 2 &&
             ends_closed(text_without_marks(last));
    }
    return false;
  }

  void add_notes(std::vector<Line> lines) {
    for (auto& line : lines) {
      const bool open = note_tail_ != kNone;
      const bool goes_on = line.shape != LabelShape::mark && open;
      if (goes_on) {
        unlabel(line);
        drafts_[note_tail_].lines.push_back(std::move(line));
        continue;
      }
      Draft note;
      note.kind = model::BlockKind::note;
      note.lines.push_back(std::move(line));
      drafts_.push_back(std::move(note));
      note_tail_ = drafts_.size() - 1;
    }
  }

  const Measures& measures_;
  std::vector<Draft> drafts_;
  std::size_t page_first_ = 0;
  std::size_t flow_tail_ = kNone;
  std::size_t note_tail_ = kNone;
};

}  // namespace

std::vector<Draft> drafts_of(Parts parts, const Measures& measures) {
  Builder builder(measures);
  for (std::size_t i = 0; i < parts.pages.size(); ++i) {
    builder.add_page(std::move(parts.pages[i]), static_cast<std::int32_t>(i + 1));
  }
  return builder.take();
}

}  // namespace comity::reading::pdf
