#include "reading/pdf/flow.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <string>
#include <utility>

#include "reading/source_lines.h"

namespace comity::reading::pdf {
namespace {

constexpr float kSameSize = 0.07F;
constexpr float kParagraphGap = 1.25F;  // of the distance of lines
constexpr float kIndent = 0.9F;         // of the font size
constexpr std::size_t kOpenDrafts = 4;  // side by side on one page

bool same_size(float a, float b) { return std::abs(a - b) <= kSameSize * std::max(a, b) + 0.05F; }

// The mark of a note at the end of a line does not hide how its sentence ends.
std::string text_without_marks(const Line& line) {
  std::string out;
  for (const auto& span : line.spans) {
    if (!span.style.superscript) out += span.text;
  }
  return out;
}

// How wide the first words of a line are.
float width_of_words(const Line& line, int words) {
  const auto text = line.text();
  if (text.empty()) return 0;
  std::size_t end = 0;
  for (int i = 0; i < words && end < text.size(); ++i) {
    end = std::min(text.size(), text.find(' ', end + 1));
  }
  const auto letters = static_cast<float>(text.size());
  return std::max(0.0F, line.right - line.left) * static_cast<float>(end) / letters;
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
    if (is_year(line) || (line.bare && !counts_on(line))) unlabel(line);
    const auto to = candidate(line);
    if (to == kNone || breaks(drafts_[to], line) || label_holds(drafts_[to], line)) {
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
    if (!line.label.empty()) last_labels_[column(line)] = line.label;
    draft.lines.push_back(std::move(line));
    drafts_.push_back(std::move(draft));
    flow_tail_ = drafts_.size() - 1;
  }

  [[nodiscard]] int column(const Line& line) const {
    return static_cast<int>(std::lround((line.label_left - measures_.shift(line.page)) / 4));
  }

  // Whether the label counts on from the last one that stood below or above it.
  [[nodiscard]] bool counts_on(const Line& line) const {
    const auto own = column(line);
    for (int at = own - 1; at <= own + 1; ++at) {
      const auto found = last_labels_.find(at);
      if (found != last_labels_.end() && follows(found->second, line.label)) return true;
    }
    return false;
  }

  // "2010." at the head of a line ends a sentence, unless the paragraphs have come that far.
  [[nodiscard]] bool is_year(const Line& line) const {
    if (line.shape != LabelShape::number || line.label.size() != 5) return false;
    return (line.label.starts_with("19") || line.label.starts_with("20")) && !counts_on(line);
  }

  [[nodiscard]] bool centred(const Line& line, const model::Page& page) const {
    const float middle = (line.start() + line.right) / 2;
    const float text_left = measures_.left(line.page);
    const float text_right = measures_.right(line.page);
    const float text_middle = (text_left + text_right) / 2;
    const float slack = 0.02F * page.width;
    const bool inside =
        line.start() > text_left + 2 * line.size && line.right < text_right - 2 * line.size;
    return inside &&
           (std::abs(middle - text_middle) < slack || std::abs(middle - page.width / 2) < slack);
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
      for (auto other = draft.lines.rbegin();
           other != draft.lines.rend() && other->page == line.page; ++other) {
        left = std::min(left, other->start());
        right = std::max(right, other->right);
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
    return std::max({measures_.right(last.page), last.right, line.right});
  }

  // The next word would have fitted on the line before: that line was ended on purpose.
  [[nodiscard]] bool ends_early(const Draft& draft, const Line& line) const {
    if (line.size > 1.15F * measures_.size) return false;
    if (starts_lower(line.text()) && line.label.empty()) return false;
    if (draft.lines.back().text().empty()) return false;
    const auto& last = draft.lines.back();
    const float room = right_limit(draft, line) - last.right;
    // What stands beyond the middle of the page is dates and places, a line each.
    const float middle = (measures_.left(last.page) + measures_.right(last.page)) / 2;
    if (last.start() > middle && line.start() > middle) return true;
    // Words held together ("January 2005") leave more room than one of them takes.
    const bool prose = last.right - last.start() > 20 * line.size;
    const int words = prose && !ends_closed(text_without_marks(last)) ? 3 : 1;
    return room > width_of_words(line, words) + 0.8F * line.size;
  }

  [[nodiscard]] bool breaks_over_pages(const Draft& draft, const Line& line) const {
    const auto& last = draft.lines.back();
    if (draft.kind == model::BlockKind::note) return true;
    if (line.page - last.page > 1) return true;
    if (looks_like_heading(draft) || looks_like_heading(line)) return true;
    if (!last.any(&model::Style::bold) && line.all(&model::Style::bold)) return true;
    if (draft.centred) return true;
    const float start = line.start() - measures_.left(line.page) + measures_.left(last.page);
    const float slack = kIndent * line.size;
    bool aligned = std::abs(start - last.start()) <= slack;
    if (draft.lines.size() == 1) {
      aligned = aligned || std::abs(start - last.left) <= slack || start < last.left;
    }
    if (!aligned && !(starts_lower(line.text()) && line.label.empty())) return true;
    const auto text = text_without_marks(last);
    if (!ends_closed(text)) return false;
    if (starts_lower(line.text())) return false;
    // A sentence ends with the page; the paragraph goes on if its last line is full.
    const float room = measures_.right(last.page) - last.right;
    return room > width_of_words(line, 1) + 0.8F * line.size || draft.lines.size() == 1;
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
    if (line.shape != LabelShape::bullet && counts_on(line)) return true;
    const auto before = text_without_marks(last);
    const bool closed = ends_closed(before) || before.ends_with(',');
    if (last.page != line.page) return apart || closed;
    // "…Goals 2 and / 7. Work to establish…": nothing had ended, so nothing begins.
    if (apart) return closed || before.empty();
    const auto& first = draft.lines.front();
    return closed && first.shape == line.shape && !first.label.empty() &&
           std::abs(first.label_left - line.label_left) < 2;
  }

  // The job number at the foot of the first page, below the notes.
  static bool stands_apart(const Line& note, const Line& line) {
    constexpr float kApart = 2.2F;  // of the font size
    return line.page == 1 && note.page == 1 && line.baseline - note.baseline > kApart * line.size;
  }

  void add_notes(std::vector<Line> lines) {
    for (auto& line : lines) {
      const bool open = note_tail_ != kNone;
      const bool goes_on = line.shape != LabelShape::mark && open;
      if (goes_on && stands_apart(drafts_[note_tail_].lines.back(), line)) {
        Draft draft;
        draft.lines.push_back(std::move(line));
        drafts_.push_back(std::move(draft));
        continue;
      }
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
  std::map<int, std::string> last_labels_;  ///< by their left edge
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
