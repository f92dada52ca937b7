#include "reading/pdf/lines.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <utility>

#include "base/text.h"

namespace comity::reading::pdf {
namespace {

constexpr float kSameBaseline = 0.3F;     // of the smaller font size
constexpr float kLane = 2.2F;             // a wider gap parts what stands on one baseline
constexpr float kLabelGap = 9.0F;         // a label may stand this far from its text
constexpr float kBareLabelGap = 0.8F;     // a number without a dot needs at least this
constexpr float kSpace = 0.14F;           // a gap that is a space though none was drawn
constexpr float kSmall = 0.8F;            // of the row's font size
constexpr std::size_t kMostMarks = 4000;  // of one page

struct Row {
  float baseline = 0;
  float size = 0;
  std::vector<const Piece*> pieces;
};

float body_size(const std::vector<Piece>& pieces) {
  std::map<float, std::size_t> ink;
  for (const auto& piece : pieces) ink[piece.size] += piece.ink();
  float best = 0;
  std::size_t most = 0;
  for (const auto& [size, count] : ink) {
    if (count > most) {
      best = size;
      most = count;
    }
  }
  return best;
}

// Marks of notes and the raised letters of ordinals ("12th"): small and short.
bool may_be_raised(const Piece& piece, float body) {
  if (piece.ink() > 8) return false;
  const auto text = piece.text();
  const auto word = base::trimmed(text);
  if (word[0] == '*') return is_mark(word);
  return piece.size <= kSmall * body && word.size() <= 4 && word.find(' ') == word.npos;
}

// The comma in "¹, ²", which may be set larger than the marks it stands between.
bool joins_marks(const std::vector<Piece>& pieces, std::size_t at, float body) {
  if (at == 0 || at + 1 >= pieces.size() || pieces[at].ink() != 1) return false;
  const auto& before = pieces[at - 1];
  const auto& after = pieces[at + 1];
  const float reach = 0.5F * pieces[at].size;
  const auto text = pieces[at].text();
  return base::trimmed(text) == "," && may_be_raised(before, body) && may_be_raised(after, body) &&
         std::abs(pieces[at].left - before.right) < reach &&
         std::abs(after.left - pieces[at].right) < reach;
}

std::vector<Row> rows_of(std::vector<const Piece*> pieces) {
  std::stable_sort(pieces.begin(), pieces.end(),
                   [](auto* a, auto* b) { return a->baseline < b->baseline; });
  std::vector<Row> rows;
  for (const auto* piece : pieces) {
    if (!rows.empty()) {
      auto& row = rows.back();
      const float tolerance = kSameBaseline * std::min(row.size, piece->size);
      if (piece->baseline - row.baseline <= tolerance) {
        row.pieces.push_back(piece);
        row.size = std::max(row.size, piece->size);
        continue;
      }
    }
    rows.push_back({piece->baseline, piece->size, {piece}});
  }
  return rows;
}

// How far a raised mark stands beside a piece; negative where it does not.
float beside(const Piece& mark, const Piece& piece) {
  if (mark.baseline < piece.baseline - 0.8F * piece.size) return -1;
  if (mark.baseline > piece.baseline + 0.2F * piece.size) return -1;
  const float after = std::abs(mark.left - piece.right);
  const float before = std::abs(piece.left - mark.right);
  if (after <= 0.6F * piece.size) return after;
  return before <= 1.3F * piece.size ? before : -1;  // at the head of a note it stands apart
}

void attach(std::vector<Row>& rows, const std::vector<const Piece*>& marks) {
  std::vector<const Piece*> alone;
  for (const auto* mark : marks) {
    Row* best = nullptr;
    float nearest = 1e9F;
    auto row = std::lower_bound(rows.begin(), rows.end(), mark->baseline - mark->size,
                                [](const Row& r, float y) { return r.baseline < y; });
    for (; row != rows.end() && row->baseline < mark->baseline + 40; ++row) {
      for (const auto* piece : row->pieces) {
        const float distance = beside(*mark, *piece);
        if (distance >= 0 && distance < nearest) {
          nearest = distance;
          best = &*row;
        }
      }
    }
    if (best != nullptr) {
      best->pieces.push_back(mark);
    } else {
      alone.push_back(mark);
    }
  }
  for (auto& row : rows_of(std::move(alone))) rows.push_back(std::move(row));
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return a.baseline < b.baseline; });
}

// The piece with most ink says where the row's line and size are.
const Piece& main_piece(const std::vector<const Piece*>& pieces) {
  return **std::max_element(pieces.begin(), pieces.end(),
                            [](auto* a, auto* b) { return a->ink() < b->ink(); });
}

bool is_raised(const Piece& piece, const Piece& main) {
  const auto text = piece.text();
  const auto word = base::trimmed(text);
  if (&piece == &main || word.size() > 6) return false;
  const float raised = main.baseline - piece.baseline;
  if (piece.size <= kSmall * main.size) {
    return raised >= 0.1F * main.size || (is_mark(word) && word[0] == '*');
  }
  return is_mark(word) && raised >= 0.2F * main.size;
}

void append_span(Line& line, const Span& span, bool raised) {
  auto style = span.style;
  style.superscript = raised;
  std::string text;
  bool space = line.spaced_end;
  for (const char c : span.text) {
    if (c == ' ') {
      space = true;
      continue;
    }
    if (space && (!text.empty() || !line.spans.empty())) {
      // A space belongs to what stands before it, unless that is a note's mark or a link.
      const bool here = !text.empty() || line.spans.back().style.superscript ||
                        line.spans.back().link != span.link;
      (here ? text : line.spans.back().text) += ' ';
    }
    space = false;
    text += c;
  }
  line.spaced_end = space;
  if (text.empty()) return;
  if (!line.spans.empty() && line.spans.back().style == style &&
      line.spans.back().link == span.link) {
    line.spans.back().text += text;
  } else {
    line.spans.push_back({std::move(text), style, span.link});
  }
}

// Where the text after a label in the same piece starts, and how far from it, by counting letters.
void place_after_label(Line& line, const Piece& piece, std::size_t skipped) {
  const auto text = piece.text();
  const auto begin = text.find_first_not_of(' ');
  if (begin == std::string::npos) return;
  const auto end = std::min(text.size(), begin + skipped);
  const auto at = std::min(text.size(), text.find_first_not_of(' ', end));
  const float letter = (piece.right - piece.left) / static_cast<float>(text.size());
  line.left = piece.left + letter * static_cast<float>(at);
  line.label_gap = letter * static_cast<float>(at - end);
}

// Drops `count` bytes and the white space after them from the head of the spans.
void drop_head(std::vector<Span>& spans, std::size_t count) {
  while (!spans.empty() && count >= spans.front().text.size()) {
    count -= spans.front().text.size();
    spans.erase(spans.begin());
    if (count == 0) break;
  }
  if (!spans.empty() && count > 0) spans.front().text.erase(0, count);
  while (!spans.empty()) {
    auto& text = spans.front().text;
    text.erase(0, std::min(text.size(), text.find_first_not_of(' ')));
    if (!text.empty()) break;
    spans.erase(spans.begin());
  }
}

// A number alone in its piece, well apart from the text: a label whose dot was forgotten.
bool is_bare_label(const std::vector<const Piece*>& pieces) {
  if (pieces.size() < 2) return false;
  const auto& first = *pieces[0];
  const auto text = first.text();
  const auto word = base::trimmed(text);
  if (word.size() > 3 || word.find_first_not_of("0123456789") != word.npos) return false;
  const float gap = pieces[1]->left - first.right;
  return gap >= kBareLabelGap * first.size && gap <= kLabelGap * first.size;
}

// The large "A" before "/HRC/21/3" in a masthead may sit on another line.
void join_symbols(std::vector<Line>& lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].text().starts_with("/")) continue;
    for (std::size_t j = 0; j < lines.size(); ++j) {
      const auto& head = lines[j];
      const auto text = head.text();
      const bool beside = std::abs(lines[i].left - head.right) < 3 && head.top < lines[i].bottom &&
                          head.bottom > lines[i].top;
      if (j == i || !beside || text.size() > 2 || text[0] < 'A' || text[0] > 'Z') continue;
      lines[i].spans.insert(lines[i].spans.begin(), head.spans.begin(), head.spans.end());
      lines[i].left = head.left;
      lines[i].top = std::min(lines[i].top, head.top);
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(j));
      return;
    }
  }
}

// "2007.¹¹⁵" at the end of a paragraph is a year and a note's mark, not number 2007.115.
std::string text_before_mark(const Line& line) {
  std::string text;
  for (const auto& span : line.spans) {
    if (span.style.superscript) break;
    text += span.text;
  }
  return text;
}

void find_label(Line& line, const std::vector<const Piece*>& pieces) {
  if (line.spans.empty()) return;
  const auto text = line.text();
  Label label;
  if (line.spans.front().style.superscript && is_mark(base::trimmed(line.spans.front().text))) {
    label = {LabelShape::mark, base::trimmed(line.spans.front().text).size()};
  } else if (text[0] == '*' || text.starts_with("†")) {
    const auto end = std::min(text.size(), text.find(' '));
    if (is_mark(std::string_view(text).substr(0, end))) label = {LabelShape::mark, end};
  } else {
    label = label_at(text_before_mark(line));
  }
  if (label.shape == LabelShape::none && is_bare_label(pieces)) {
    const auto first = pieces.front()->text();
    label = {LabelShape::number, base::trimmed(first).size()};
    line.bare = true;
  }
  if (label.shape == LabelShape::none) return;
  line.shape = label.shape;
  line.label = text.substr(0, label.length);
  line.label_style = line.spans.front().style;
  line.label_left = line.left;
  drop_head(line.spans, label.length);

  std::size_t taken = 0;
  float end = line.left;
  for (const auto* piece : pieces) {
    if (taken >= label.length) {
      line.left = piece->left;
      line.label_gap = piece->left - end;
      return;
    }
    const auto ink = piece->ink();
    if (taken + ink > label.length) {
      place_after_label(line, *piece, label.length - taken);
      return;
    }
    taken += ink;
    end = piece->right;
  }
  line.left = line.right;
}

Line line_of(const std::vector<const Piece*>& pieces, std::int32_t page, std::int32_t row) {
  const auto& main = main_piece(pieces);
  Line line;
  line.page = page;
  line.row = row;
  line.left = pieces.front()->left;
  line.right = pieces.front()->right;
  line.top = main.top;
  line.bottom = main.top + main.height;
  line.baseline = main.baseline;
  line.size = main.size;
  const Piece* before = nullptr;
  for (const auto* piece : pieces) {
    if (before != nullptr && piece->left - before->right > kSpace * main.size) {
      line.spaced_end = true;
    }
    const bool raised = is_raised(*piece, main);
    for (const auto& span : piece->spans) append_span(line, span, raised);
    line.left = std::min(line.left, piece->left);
    line.right = std::max(line.right, piece->right);
    if (before == nullptr || piece->right > before->right) before = piece;
  }
  find_label(line, pieces);
  return line;
}

bool reads_leftwards(const Row& row) {
  std::string text;
  for (const auto* piece : row.pieces) text += piece->text();
  return is_right_to_left(text);
}

// Parts a row where a wide gap shows that its sides do not belong together.
void append_lines(std::vector<Line>& out, Row& row, std::int32_t page, std::int32_t index,
                  bool turned) {
  const bool leftwards = !turned && reads_leftwards(row);
  std::stable_sort(row.pieces.begin(), row.pieces.end(), [leftwards](auto* a, auto* b) {
    return leftwards ? a->right > b->right : a->left < b->left;
  });
  std::vector<const Piece*> together;
  std::string head;
  float edge = 0;
  for (const auto* piece : row.pieces) {
    if (!together.empty()) {
      const float gap = leftwards ? edge - piece->right : piece->left - edge;
      const auto word = base::trimmed(head);
      const bool labelled = label_at(word).length == word.size() || is_mark(word);
      const float size = std::min(piece->size, together.back()->size);
      if (gap > (labelled ? kLabelGap : kLane) * size) {
        out.push_back(line_of(together, page, index));
        together.clear();
        head.clear();
      }
    }
    if (head.size() < 32) head += piece->text();
    const float far = leftwards ? piece->left : piece->right;
    if (together.empty()) edge = far;
    edge = leftwards ? std::min(edge, far) : std::max(edge, far);
    together.push_back(piece);
  }
  if (!together.empty()) out.push_back(line_of(together, page, index));
}

}  // namespace

std::string Line::text() const {
  std::string out;
  for (const auto& span : spans) out += span.text;
  return out;
}

bool Line::all(bool model::Style::* style) const {
  bool some = false;
  for (const auto& span : spans) {
    if (span.style.superscript || base::trimmed(span.text).empty()) continue;
    if (!(span.style.*style)) return false;
    some = true;
  }
  return some;
}

bool Line::any(bool model::Style::* style) const {
  return std::any_of(spans.begin(), spans.end(),
                     [style](const Span& span) { return span.style.*style; });
}

void unlabel(Line& line) {
  if (line.label.empty()) return;
  line.bare = false;
  const bool marked = !line.spans.empty() && line.spans.front().style.superscript;
  const auto gap = line.spans.empty() || marked ? "" : " ";
  line.spans.insert(line.spans.begin(), Span{line.label + gap, line.label_style, {}});
  line.left = line.label_left;
  line.label.clear();
  line.shape = LabelShape::none;
}

bool is_right_to_left(std::string_view text) {
  std::size_t leftwards = 0;
  std::size_t letters = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      letters += std::isalpha(static_cast<unsigned char>(text[i])) != 0 ? 1U : 0U;
      ++i;
      continue;
    }
    const auto c = static_cast<UChar32>(base::next_code_point(text, i));
    const auto direction = u_charDirection(c);
    const bool rtl = direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
    leftwards += rtl ? 1U : 0U;
    letters += rtl || u_isalpha(c) ? 1U : 0U;
  }
  return leftwards * 2 > letters;
}

std::vector<Line> lines_of(const PagePieces& page, std::int32_t number) {
  const float body = body_size(page.pieces);
  std::vector<const Piece*> pieces;
  std::vector<const Piece*> marks;
  for (std::size_t i = 0; i < page.pieces.size(); ++i) {
    const auto& piece = page.pieces[i];
    const bool mark = may_be_raised(piece, body) || joins_marks(page.pieces, i, body);
    (mark && marks.size() < kMostMarks ? marks : pieces).push_back(&piece);
  }
  auto rows = rows_of(std::move(pieces));
  attach(rows, marks);
  std::vector<Line> lines;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    append_lines(lines, rows[i], number, static_cast<std::int32_t>(i), page.turned);
  }
  if (number == 1) join_symbols(lines);
  return lines;
}

}  // namespace comity::reading::pdf
